using System.Collections.Immutable;
using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Payouts.Console.Live;
using Payouts.Console.Policies;
using Payouts.Console.SignIn;

namespace Payouts.Console.Tests;

/// <summary>A host with the console on it, whose API is faked under the same address, reached over the wire.</summary>
public sealed class ConsoleApp : IAsyncDisposable
{
    /// <summary>A person with every scope.</summary>
    internal const string Ana = "ana@example.com:read+create+operate+admin+approve";

    private const string Me = """
        {"person":"ana@example.com","key":null,"via":"session","role":"maker","scopes":["payouts:read"],"client_id":null,"environment":"Development",
         "session":{"idle_until":"2026-11-28T12:30:00.000Z","ends_at":"2026-11-28T23:00:00.000Z"}}
        """;

    private readonly WebApplication _app;

    private ConsoleApp(WebApplication app, FakeApi api, FakeFeed feed, FakeTimeProvider clock) => (_app, Api, Feed, Clock) = (app, api, feed, clock);

    internal FakeApi Api { get; }

    internal FakeFeed Feed { get; }

    internal FakeTimeProvider Clock { get; }

    internal IServiceProvider Services => _app.Services;

    internal ICollection<string> Urls => _app.Urls;

    internal Uri Address => new(_app.Urls.First());

    internal static async Task<ConsoleApp> StartAsync(
        ConsoleOptions? options = null, string urls = "http://127.0.0.1:0", SignInWays? ways = null,
        PolicyApproval approval = PolicyApproval.ByAnother)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(urls);
        var clock = new FakeTimeProvider(new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero));
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, FakeSession>("session", null);
        var feed = new FakeFeed();
        builder.Services.AddSingleton<FollowPayouts>(feed.FollowAsync);
        builder.Services.AddSingleton<AskPolicyApproval>(() => approval);
        builder.AddConsole(options ?? new(Enabled: true, [], ApiUrl: null, ImmutableDictionary<string, string>.Empty), ways ?? new("Development", Oidc: false, Key: true, []));
        var app = builder.Build();
        app.MapConsole();
        var api = new FakeApi().On("GET /me", Me).On("GET /payouts", """{"data":[],"next_cursor":null,"has_more":false}""")
            .On("GET /pauses", """{"data":[],"waiting":{"count":0,"totals":[]},"version":0}""");
        app.MapFallback((Delegate)api.AnswerAsync);
        await app.StartAsync();
        return new(app, api, feed, clock);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    internal HttpClient Browser(string? session = Ana)
    {
        var cookies = new CookieContainer();
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies, AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = Address };
        if (session is not null)
        {
            cookies.Add(new Cookie("__Host-payouts", session, "/", "127.0.0.1"));
        }

        return http;
    }

    internal async Task<IDocument> PageAsync(string path, string? session = Ana)
    {
        using var http = Browser(session);
        return await ParseAsync(await http.GetStringAsync(path));
    }

    /// <summary>Sends the form that a page has, with its hidden fields.</summary>
    internal static async Task<HttpResponseMessage> SendFormAsync(HttpClient http, string path, params (string Name, string Value)[] fields)
    {
        var form = (await ParseAsync(await http.GetStringAsync(path))).QuerySelector("main form[method=post]")!;
        var values = form.QuerySelectorAll("input[type=hidden]").Select(field => KeyValuePair.Create(field.GetAttribute("name")!, field.GetAttribute("value")!))
            .Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var content = new FormUrlEncodedContent(values);
        return await http.PostAsync(form.GetAttribute("action"), content);
    }

    internal static Task<IDocument> ParseAsync(string html) => BrowsingContext.New(Configuration.Default).OpenAsync(request => request.Content(html));
}
