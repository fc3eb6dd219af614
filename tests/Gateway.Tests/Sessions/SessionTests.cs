using System.Net;
using Microsoft.Extensions.Time.Testing;
using Payouts.Gateway.Tests.Answers;

namespace Payouts.Gateway.Tests.Sessions;

/// <summary>How long a session lives, where it counts, and what ends it.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private readonly ScriptedCluster _cluster = new();
    private readonly FakeTimeProvider _time = new(SessionGateway.Start);
    private SessionGateway _gateway = null!;
    private SessionGateway _other = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await SessionGateway.StartAsync(_cluster, _time);
        _other = await SessionGateway.StartAsync(_cluster, _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task Who_signs_in_with_a_key_is_its_person_and_may_what_the_key_may()
    {
        using var browser = new Browser(_gateway);

        var answer = await browser.SignInAsync(SessionGateway.Bound, "/console/payouts?status=pending");

        Assert.Equal((HttpStatusCode.SeeOther, "/console/payouts?status=pending"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.Equal(
            """{"person":"bo","key":"bo-key","via":"session","role":null,"scopes":["payouts:read"],"client_id":"c-1","environment":"Production","session":{"idle_until":"2026-11-28T09:30:00.000Z","ends_at":"2026-11-28T21:00:00.000Z"}}""",
            (await browser.MeAsync()).ToJsonString());
    }

    [Fact]
    public async Task The_cookies_are_for_this_host_alone_and_for_no_script()
    {
        using var browser = new Browser(_gateway);
        await browser.SignInAsync(SessionGateway.Ana);

        Assert.All(["__Host-payouts", "__Host-payouts-form"], name =>
            Assert.EndsWith("; path=/; secure; samesite=lax; httponly", browser.SetCookies[name], StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_api_takes_the_cookie_only_from_the_console_and_a_key_goes_before_it()
    {
        using var browser = new Browser(_gateway);
        await browser.SignInAsync(SessionGateway.Ana);

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/me")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/me", ("X-Payouts-Console", "true"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.CallAsync("GET", "/me", ("Authorization", "Bearer wrong"))).StatusCode);
        Assert.Equal("shop-key", (string?)(await browser.MeAsync(("Authorization", $"Bearer {SessionGateway.Shop}")))["key"]);
        Assert.Equal("ana@example.com", (string?)(await browser.MeAsync())["person"]);
        Assert.DoesNotContain(
            (await browser.CallAsync("GET", "/me", ("Origin", "https://evil.example"))).Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_session_made_at_one_gateway_and_a_form_of_it_count_at_another()
    {
        using var browser = new Browser(_gateway);
        await browser.SignInAsync(SessionGateway.Ana);
        var token = await browser.PageAsync();

        browser.Gateway = _other;

        Assert.Equal("ana@example.com", (string?)(await browser.MeAsync())["person"]);
        Assert.Equal("/console/sign-in", (await browser.PostAsync("/console/sign-out", token, [])).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Two_gateways_that_made_the_first_key_at_once_read_each_others_sessions()
    {
        using Browser here = new(_gateway), there = new(_other);
        await here.SignInAsync(SessionGateway.Ana);
        var first = _cluster.KeyRing;
        _cluster.KeyRing = [];
        await there.SignInAsync(SessionGateway.Bound);
        _cluster.KeyRing = [.. first, .. _cluster.KeyRing];
        Assert.Equal(2, _cluster.KeyRing.Length);
        _time.Advance(TimeSpan.FromSeconds(2));

        (here.Gateway, there.Gateway) = (_other, _gateway);

        Assert.Equal("ana@example.com", (string?)(await here.MeAsync())["person"]);
        Assert.Equal("bo", (string?)(await there.MeAsync())["person"]);
    }

    [Fact]
    public async Task A_session_goes_on_while_somebody_is_there_and_ends_after_half_an_hour_without()
    {
        using var browser = new Browser(_gateway);
        await browser.SignInAsync(SessionGateway.Ana);
        for (var call = 0; call < 3; call++)
        {
            _time.Advance(TimeSpan.FromMinutes(29));
            Assert.True(await browser.IsSignedInAsync());
        }

        _time.Advance(TimeSpan.FromMinutes(30) + TimeSpan.FromSeconds(1));

        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task A_page_that_refreshes_itself_keeps_no_session_alive()
    {
        using var browser = new Browser(_gateway);
        await browser.SignInAsync(SessionGateway.Ana);
        _time.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal("2026-11-28T09:30:00.000Z", (string?)(await browser.MeAsync(("X-Payouts-Live", "1")))["session"]!["idle_until"]);

        _time.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));

        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task A_session_ends_after_twelve_hours_whatever_happens()
    {
        using var browser = new Browser(_gateway);
        await browser.SignInAsync(SessionGateway.Ana);
        for (var minutes = 0; minutes < (12 * 60) - 20; minutes += 20)
        {
            _time.Advance(TimeSpan.FromMinutes(20));
            Assert.True(await browser.IsSignedInAsync());
        }

        var last = (await browser.MeAsync())["session"]!;
        Assert.Equal(("2026-11-28T21:00:00.000Z", "2026-11-28T21:00:00.000Z"), ((string?)last["idle_until"], (string?)last["ends_at"]));
        _time.Advance(TimeSpan.FromMinutes(20));
        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task A_session_ends_with_its_key_and_follows_what_the_key_may()
    {
        using var browser = new Browser(_gateway);
        await browser.SignInAsync(SessionGateway.Ana);
        await using var narrower = await SessionGateway.StartAsync(_cluster, _time, settings: ("ApiKeys__0__Scopes__1", "payouts:approve"));
        await using var without = await SessionGateway.StartAsync(_cluster, _time, settings: ("ApiKeys__0__Name", "another"));
        await using var elsewhere = await SessionGateway.StartAsync(_cluster, _time, settings: ("ApiKeys__0__Person", "eve"));

        browser.Gateway = narrower;
        Assert.Equal("""["payouts:read","payouts:approve"]""", (await browser.MeAsync())["scopes"]!.ToJsonString());
        browser.Gateway = elsewhere;
        Assert.False(await browser.IsSignedInAsync());
        Assert.DoesNotContain("__Host-payouts", browser.Cookies.Keys);
        using var again = new Browser(_gateway);
        await again.SignInAsync(SessionGateway.Ana);
        again.Gateway = without;
        Assert.False(await again.IsSignedInAsync());
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_session_of_a_person_at_every_gateway()
    {
        using Browser here = new(_gateway), there = new(_other), bo = new(_other);
        await here.SignInAsync(SessionGateway.Ana);
        await there.SignInAsync(SessionGateway.Ana);
        await bo.SignInAsync(SessionGateway.Bound);
        Assert.True(await there.IsSignedInAsync());
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(HttpStatusCode.NoContent, (await here.CallAsync("POST", "/me/sign-out-everywhere")).StatusCode);

        Assert.False(await here.IsSignedInAsync());
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(await there.IsSignedInAsync());
        Assert.True(await bo.IsSignedInAsync());
        await there.SignInAsync(SessionGateway.Ana);
        Assert.True(await there.IsSignedInAsync());
    }

    [Fact]
    public async Task An_admin_signs_another_out_and_nobody_else_does()
    {
        using Browser ana = new(_gateway), ada = new(_gateway);
        await ana.SignInAsync(SessionGateway.Ana);
        await ada.SignInAsync(SessionGateway.Admin);
        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(HttpStatusCode.Forbidden, (await ana.CallAsync("POST", "/people/ada@example.com/sign-out-everywhere")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await ada.CallAsync("POST", $"/people/{new string('x', 255)}/sign-out-everywhere")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await ada.CallAsync("POST", "/people/ANA@example.com/sign-out-everywhere")).StatusCode);

        Assert.False(await ana.IsSignedInAsync());
        Assert.True(await ada.IsSignedInAsync());
    }

    [Fact]
    public async Task A_key_of_nobody_signs_nobody_out()
    {
        using var browser = new Browser(_gateway);

        var answer = await browser.CallAsync("POST", "/me/sign-out-everywhere", ("Authorization", $"Bearer {SessionGateway.Shop}"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("\"person-required\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(_cluster.SignOuts);
    }

    [Fact]
    public async Task Without_the_cluster_the_api_answers_503_and_a_page_still_knows_its_person()
    {
        using var browser = new Browser(_gateway);
        await browser.SignInAsync(SessionGateway.Ana);
        Assert.True(await browser.IsSignedInAsync());
        _time.Advance(TimeSpan.FromSeconds(3));
        _cluster.IsAway = true;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.CallAsync("GET", "/me")).StatusCode);
        Assert.Equal(["ana@example.com"], (await browser.GetAsync("/test/page")).Headers.GetValues("X-Person"));
    }

    [Fact]
    public async Task A_cookie_that_is_not_ours_is_nobody()
    {
        using var browser = new Browser(_gateway);
        await browser.SignInAsync(SessionGateway.Ana);
        browser.Cookies["__Host-payouts"] = $"{browser.Cookies["__Host-payouts"][..^4]}AAAA";
        Assert.False(await browser.IsSignedInAsync());

        await using var anotherCluster = await SessionGateway.StartAsync(new(), _time);
        using var other = new Browser(anotherCluster);
        await other.SignInAsync(SessionGateway.Ana);
        other.Gateway = _gateway;
        Assert.False(await other.IsSignedInAsync());
    }
}
