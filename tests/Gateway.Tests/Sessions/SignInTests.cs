using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Tests.Answers;

namespace Payouts.Gateway.Tests.Sessions;

/// <summary>The ways in and out, but for the identity provider's.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private readonly ScriptedCluster _cluster = new();
    private readonly FakeTimeProvider _time = new(SessionGateway.Start);
    private SessionGateway _gateway = null!;
    private Browser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await SessionGateway.StartAsync(_cluster, _time);
        _browser = new(_gateway);
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _gateway.DisposeAsync();
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("")]
    [InlineData(SessionGateway.Shop)]
    public async Task A_key_that_is_unknown_or_nobodys_is_refused_in_the_same_words(string key)
    {
        var answer = await _browser.SignInAsync(key, "/console/payouts?a=b");

        Assert.Equal((HttpStatusCode.SeeOther, "/console/sign-in?failed=refused&returnUrl=%2Fconsole%2Fpayouts%3Fa%3Db"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.DoesNotContain("__Host-payouts", _browser.Cookies.Keys);
        Assert.Empty(_cluster.Entries);
    }

    [Fact]
    public async Task A_sign_in_is_logged_with_who_how_and_from_where()
    {
        await _browser.SignInAsync(SessionGateway.Ana, "/console", ("X-From", "192.0.2.7"));

        var entry = Assert.Single(_cluster.Entries).Draft;
        Assert.Equal(("sign-in.begun", "ana@example.com", SessionGateway.Start), (entry.Action, entry.Target, entry.At));
        Assert.Equal(("ana@example.com", "session", "192.0.2.7", "\"key\""), (entry.Actor.Person, entry.Actor.Via, entry.Actor.Address, Assert.Single(entry.Changes).After));
        Assert.NotNull(entry.Actor.KeyId);
    }

    [Fact]
    public async Task After_ten_failures_in_a_minute_an_address_waits_and_others_do_not()
    {
        for (var attempt = 0; attempt < 10; attempt++)
        {
            Assert.True(Fails(await _browser.SignInAsync(SessionGateway.Shop), "refused"));
        }

        Assert.True(Fails(await _browser.SignInAsync(SessionGateway.Ana), "wait"));
        Assert.Equal("/console", (await _browser.SignInAsync(SessionGateway.Ana, "/console", ("X-From", "192.0.2.7"))).Headers.Location?.OriginalString);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("/console", (await _browser.SignInAsync(SessionGateway.Ana)).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Who_signs_in_well_never_waits()
    {
        for (var attempt = 0; attempt < 12; attempt++)
        {
            Assert.Equal("/console", (await _browser.SignInAsync(SessionGateway.Ana)).Headers.Location?.OriginalString);
        }
    }

    [Theory]
    [InlineData("/console/sign-in/key")]
    [InlineData("/console/sign-out")]
    public async Task A_post_without_our_token_or_from_another_site_is_refused_and_does_nothing(string path)
    {
        using var other = new Browser(_gateway);
        await other.SignInAsync(SessionGateway.Bound);
        var others = await other.PageAsync();
        await _browser.SignInAsync(SessionGateway.Ana);
        var token = await _browser.PageAsync();
        var session = _browser.Cookies["__Host-payouts"];
        (string, string)[] fields = [("key", SessionGateway.Admin)];

        Assert.Equal(HttpStatusCode.BadRequest, (await _browser.PostAsync(path, null, fields)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _browser.PostAsync(path, others, fields)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _browser.PostAsync(path, token, fields, ("Sec-Fetch-Site", "cross-site"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _browser.PostAsync(path, token, fields, ("Sec-Fetch-Site", "same-site"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _browser.PostAsync(path, token, [("key", new string('x', 17_000))])).StatusCode);
        Assert.Equal(session, _browser.Cookies["__Host-payouts"]);
        Assert.Equal(HttpStatusCode.SeeOther, (await _browser.PostAsync(path, token, fields, ("Sec-Fetch-Site", "same-origin"))).StatusCode);
        Assert.NotEqual(session, _browser.Cookies.GetValueOrDefault("__Host-payouts"));
    }

    [Fact]
    public async Task A_form_of_one_person_is_no_form_of_the_next_one_in_the_same_browser()
    {
        await _browser.SignInAsync(SessionGateway.Ana);
        var anas = await _browser.PageAsync();
        await _browser.PostAsync("/console/sign-out", anas, []);
        await _browser.SignInAsync(SessionGateway.Bound);

        Assert.Equal(HttpStatusCode.BadRequest, (await _browser.PostAsync("/console/sign-out", anas, [])).StatusCode);
        Assert.Equal("bo", (string?)(await _browser.MeAsync())["person"]);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_clears_what_the_browser_kept()
    {
        await _browser.SignInAsync(SessionGateway.Ana);

        var answer = await _browser.PostAsync("/console/sign-out", await _browser.PageAsync(), []);

        Assert.Equal((HttpStatusCode.SeeOther, "/console/sign-in"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.Equal(["\"cache\", \"storage\""], answer.Headers.GetValues("Clear-Site-Data"));
        Assert.DoesNotContain("__Host-payouts", _browser.Cookies.Keys);
    }

    [Fact]
    public async Task Who_signs_out_of_a_session_that_is_over_is_shown_the_way_in()
    {
        await _browser.SignInAsync(SessionGateway.Ana);
        var token = await _browser.PageAsync();
        _time.Advance(TimeSpan.FromHours(1));

        var answer = await _browser.PostAsync("/console/sign-out", token, []);

        Assert.Equal("/console/sign-in", answer.Headers.Location?.OriginalString);
        Assert.Equal(["\"cache\", \"storage\""], answer.Headers.GetValues("Clear-Site-Data"));
    }

    [Fact]
    public async Task Who_comes_with_a_session_that_is_over_is_shown_the_way_in_and_keeps_nothing_but_what_was_typed()
    {
        await _browser.SignInAsync(SessionGateway.Ana);
        _time.Advance(TimeSpan.FromHours(1));

        var answer = await _browser.GetAsync("/console/payouts");

        Assert.Equal("/console/sign-in?returnUrl=%2Fconsole%2Fpayouts", answer.Headers.Location?.OriginalString);
        Assert.Equal(["\"cache\""], answer.Headers.GetValues("Clear-Site-Data"));
        using var first = new Browser(_gateway);
        Assert.False((await first.GetAsync("/console/payouts")).Headers.Contains("Clear-Site-Data"));
    }

    [Fact]
    public async Task Outside_development_there_are_no_people_to_pick_from()
    {
        var page = await WaysAsync(_browser);
        Assert.Contains("action=\"/console/sign-in/key\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/console/sign-in/oidc", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/console/sign-in/person", page, StringComparison.Ordinal);
        await _browser.PostAsync("/console/sign-in/person", await _browser.PageAsync(), [("name", "ana")]);
        Assert.False(await _browser.IsSignedInAsync());
        Assert.StartsWith("/console/sign-in?", (await _browser.GetAsync("/console/sign-in/oidc")).Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/console/sign-in/key")]
    [InlineData("POST", "/console/sign-out")]
    [InlineData("GET", "/console/sign-in/oidc")]
    public async Task Without_the_console_there_is_no_way_in_or_out(string method, string path)
    {
        await using var bare = await SessionGateway.StartAsync(
            _cluster, _time, settings: [("Console__Enabled", "false"), ("Oidc__Authority", "https://id.example/"), ("Oidc__ClientId", "us"), ("Oidc__ClientSecret", "s")]);
        using var browser = new Browser(bare);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.CallAsync(method, path)).StatusCode);
        Assert.False(await browser.IsSignedInAsync());
    }

    [Theory]
    [InlineData("ana", "maker", """["payouts:read","payouts:create"]""")]
    [InlineData("ben", "checker", """["payouts:read","payouts:approve"]""")]
    [InlineData("opal", "operator", """["payouts:read","payouts:operate","payouts:webhooks"]""")]
    [InlineData("ada", "admin", """["payouts:read","payouts:admin"]""")]
    public async Task In_development_four_people_sign_in_from_this_machine_and_from_no_other(string name, string role, string scopes)
    {
        await using var development = await SessionGateway.StartAsync(_cluster, _time, "Development");
        using var browser = new Browser(development);
        var page = await WaysAsync(browser);
        Assert.Contains($"name=\"name\" value=\"{name}\"", page, StringComparison.Ordinal);
        Assert.Contains($"<span>{role}: ", page, StringComparison.Ordinal);

        await browser.PostAsync("/console/sign-in/person", await browser.PageAsync(), [("name", name), ("returnUrl", "/console")]);

        var me = await browser.MeAsync();
        Assert.Equal((name, role, null), ((string?)me["person"], (string?)me["role"], (string?)me["key"]));
        Assert.Equal(scopes, me["scopes"]!.ToJsonString());
        browser.Headers["X-From"] = "192.0.2.7";
        Assert.False(await browser.IsSignedInAsync());
        Assert.DoesNotContain("/console/sign-in/person", await WaysAsync(browser), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync("/console/sign-in/person", await browser.PageAsync(), [("name", name)])).StatusCode);
    }

    [Fact]
    public async Task Nobody_else_is_a_person_of_development_and_their_sessions_count_nowhere_else()
    {
        await using var development = await SessionGateway.StartAsync(_cluster, _time, "Development");
        using var browser = new Browser(development);
        Assert.True(Fails(await browser.PostAsync("/console/sign-in/person", await browser.PageAsync(), [("name", "eve")]), "refused"));

        await browser.PostAsync("/console/sign-in/person", await browser.PageAsync(), [("name", "ada")]);
        browser.Gateway = _gateway;

        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task A_key_is_used_when_its_person_signs_in_and_whenever_he_does_something()
    {
        var keys = _gateway.Services.GetRequiredService<ApiKeys>();
        await _browser.SignInAsync(SessionGateway.Ana);
        Assert.Equal(SessionGateway.Start, Used());
        _time.Advance(TimeSpan.FromMinutes(5));

        await _browser.MeAsync(("X-Payouts-Live", "1"));
        Assert.Equal(SessionGateway.Start, Used());
        await _browser.MeAsync();
        Assert.Equal(SessionGateway.Start.AddMinutes(5), Used());

        DateTimeOffset Used() => keys.UsedAfter(DateTimeOffset.MinValue)[SessionGateway.Ana];
    }

    [Fact]
    public async Task A_ring_that_is_out_of_reach_is_asked_for_once_a_second()
    {
        _cluster.IsAway = true;
        Assert.NotEqual(HttpStatusCode.OK, (await _browser.GetAsync("/test/page")).StatusCode);
        var asked = _cluster.KeyRingReads;

        Assert.NotEqual(HttpStatusCode.OK, (await _browser.GetAsync("/test/page")).StatusCode);
        Assert.Equal(asked, _cluster.KeyRingReads);
        _time.Advance(TimeSpan.FromSeconds(2));
        _cluster.IsAway = false;
        Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync("/test/page")).StatusCode);
    }

    [Fact]
    public async Task A_gateway_reads_the_ring_when_it_first_needs_it_and_asks_no_handler_about_other_requests()
    {
        await _browser.CallAsync("GET", "/me", ("Authorization", $"Bearer {SessionGateway.Ana}"));
        Assert.Equal(0, _cluster.KeyRingReads);
        await using var oidc = await SessionGateway.StartAsync(new(), _time, settings: [("Oidc__Authority", "https://id.example/"), ("Oidc__ClientId", "us"), ("Oidc__ClientSecret", "s")]);

        Assert.Empty(await oidc.Services.GetRequiredService<IAuthenticationSchemeProvider>().GetRequestHandlerSchemesAsync());
        Assert.DoesNotContain(_gateway.Services.GetServices<IHostedService>(), service => service.GetType().Assembly == typeof(KeyManagementOptions).Assembly);
    }

    private static bool Fails(HttpResponseMessage answer, string why) => answer.Headers.Location?.OriginalString == $"/console/sign-in?failed={why}&returnUrl=%2Fconsole";

    private static async Task<string> WaysAsync(Browser browser) => await (await browser.GetAsync("/console/sign-in")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
