using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Payouts.Gateway.Tests.Answers;
using Payouts.Hosting;

namespace Payouts.Gateway.Tests.Sessions;

/// <summary>
/// A gateway over real HTTP, with a scripted cluster. Beside its own routes it has <c>/test/page</c>, which stands for
/// a page of the console: its text is the token of a form, and it says in <c>X-Person</c> for whom. A request can say in
/// <c>X-From</c> from which address it comes.
/// </summary>
internal sealed class SessionGateway : IAsyncDisposable
{
    /// <summary>A key of ana's; <see cref="Shop"/> belongs to nobody, <see cref="Admin"/> to ada, <see cref="Bound"/> to bo.</summary>
    public const string Ana = "ana-key";

    public const string Shop = "shop-key";
    public const string Admin = "ada-key";
    public const string Bound = "bo-key";

    private readonly WebApplication _app;

    private SessionGateway(WebApplication app) => _app = app;

    /// <summary>When a test begins.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 11, 28, 9, 0, 0, TimeSpan.Zero);

    public Uri Address => new(_app.Urls.First());

    public IServiceProvider Services => _app.Services;

    public static async Task<SessionGateway> StartAsync(
        ScriptedCluster cluster, TimeProvider? time = null, string environment = "Production", params (string Name, string? Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(Settings(settings));
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(settings.FirstOrDefault(setting => setting.Name == "urls").Value ?? "http://127.0.0.1:0");
        builder.Services.AddSingleton(time ?? new FakeTimeProvider(Start));
        builder.Services.AddSingleton(cluster.Grains());
        var read = new SettingReader(builder.Configuration);
        var gateway = GatewaySettings.Read(read, builder.Environment);
        read.RequireNoErrors();
        builder.AddGateway(gateway);
        var app = builder.Build();
        app.Use((http, next) =>
        {
            http.Connection.RemoteIpAddress = IPAddress.TryParse(http.Request.Headers["X-From"], out var from) ? from : http.Connection.RemoteIpAddress;
            return next(http);
        });
        app.MapGateway();
        app.MapGet("/test/page", async (HttpContext http, IAntiforgery forms) =>
        {
            if ((await http.AuthenticateAsync("session")).Principal is { } person)
            {
                http.User = person;
                http.Response.Headers["X-Person"] = person.FindFirst("person")!.Value;
            }

            return forms.GetAndStoreTokens(http).RequestToken;
        });
        await app.StartAsync();
        return new(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static Dictionary<string, string?> Settings((string Name, string? Value)[] others)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase) { ["Console:Enabled"] = "true" };
        Add(0, Ana, "Ana@Example.com", null, "payouts:read", "payouts:create");
        Add(1, Shop, null, null, "payouts:read", "payouts:create");
        Add(2, Admin, "ada@example.com", null, "payouts:admin");
        Add(3, Bound, "bo", "c-1", "payouts:read");
        foreach (var (name, value) in others)
        {
            settings[name.Replace("__", ":", StringComparison.Ordinal)] = value;
        }

        return settings;

        void Add(int index, string name, string? person, string? client, params string[] scopes)
        {
            settings[$"ApiKeys:{index}:Name"] = name;
            settings[$"ApiKeys:{index}:Sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
            settings[$"ApiKeys:{index}:Person"] = person;
            settings[$"ApiKeys:{index}:ClientId"] = client;
            for (var scope = 0; scope < scopes.Length; scope++)
            {
                settings[$"ApiKeys:{index}:Scopes:{scope}"] = scopes[scope];
            }
        }
    }
}
