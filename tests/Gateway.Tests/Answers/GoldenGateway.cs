using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Problems;
using Payouts.Gateway.Webhooks;
using Payouts.Hosting;

namespace Payouts.Gateway.Tests.Answers;

/// <summary>
/// The whole gateway over real HTTP, with a scripted cluster and a clock that stands still. Beside its own routes it
/// has <c>/golden/status/N</c>, which answers with a bare status as the framework would, <c>/golden/throw/N</c>, which
/// throws (500: anything; else what the server throws for such a body), and <c>/golden/problem/CODE</c>, which answers
/// with that problem.
/// </summary>
public sealed class GoldenGateway : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GoldenGateway(WebApplication app, ScriptedCluster cluster)
    {
        (_app, Cluster) = (app, cluster);
        Http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null }) { BaseAddress = new(app.Urls.Single()) };
    }

    /// <summary>With a fraction of a millisecond, which no response shows.</summary>
    public static DateTimeOffset Now { get; } = new DateTimeOffset(2026, 11, 23, 10, 0, 0, 120, TimeSpan.Zero).AddTicks(9999);

    internal ScriptedCluster Cluster { get; }

    internal HttpClient Http { get; }

    internal IServiceProvider Services => _app.Services;

    /// <summary>Starts one.</summary>
    /// <param name="cluster">Answers the gateway's calls.</param>
    /// <param name="environment">Development or Production.</param>
    /// <param name="places">The limit on a key's requests in flight, and on webhooks.</param>
    /// <param name="keys">Further keys.</param>
    internal static async Task<GoldenGateway> StartAsync(ScriptedCluster cluster, string environment = "Development", int places = 1000, params TestKey[] keys)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(Settings(places, keys));
        builder.Logging.ClearProviders().AddProvider(new SilentLog());
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Now));
        builder.Services.AddSingleton(cluster.Grains());
        var read = new SettingReader(builder.Configuration);
        var settings = GatewaySettings.Read(read, builder.Environment);
        read.RequireNoErrors();
        builder.AddGateway(settings);
        builder.Services.AddSingleton(new WebhookLimiter(places));
        var app = builder.Build();
        app.MapGateway();
        app.MapGet("/golden/status/{status:int}", (int status) => Results.StatusCode(status));
        app.MapGet("/golden/throw/{status:int}", Throw);
        app.MapGet("/golden/problem/{code}", (string code) => new ProblemResult(ProblemRegistry.Find(code)!, "What happened <here>, \"é\"."));
        await app.StartAsync();
        return new(app, cluster);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    private static void Throw(int status) =>
        throw (status == StatusCodes.Status500InternalServerError ? new InvalidOperationException("A secret that no answer shows.") : new BadHttpRequestException("Too slow.", status));

    /// <summary>The key of each name is the name itself.</summary>
    private static Dictionary<string, string?> Settings(int places, TestKey[] keys)
    {
        var settings = new Dictionary<string, string?> { ["RateLimit:ConcurrentRequests"] = $"{places}" };
        Add(0, "full", null, "payouts:read", "payouts:create", "payouts:approve", "payouts:operate");
        Add(1, "reader", null, "payouts:read");
        Add(2, "creator", null, "payouts:create");
        Add(3, "bound", "bound-1", "payouts:read", "payouts:create");
        for (var index = 0; index < keys.Length; index++)
        {
            Add(index + 4, keys[index].Name, keys[index].Client, keys[index].Scopes);
            settings[$"ApiKeys:{index + 4}:Person"] = keys[index].Person;
        }

        return settings;

        void Add(int index, string name, string? client, params string[] scopes)
        {
            settings[$"ApiKeys:{index}:Name"] = name;
            settings[$"ApiKeys:{index}:Sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
            settings[$"ApiKeys:{index}:ClientId"] = client;
            for (var scope = 0; scope < scopes.Length; scope++)
            {
                settings[$"ApiKeys:{index}:Scopes:{scope}"] = scopes[scope];
            }
        }
    }

    /// <summary>Logging creates activities, and with them come the trace ids that callers send.</summary>
    private sealed class SilentLog : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
        }

        public void Dispose()
        {
        }
    }
}

/// <summary>A key of the gateway, which is its own name.</summary>
internal sealed record TestKey(string Name, string? Client, string? Person, params string[] Scopes);
