using System.Net;
using Microsoft.AspNetCore.Http;
using Payouts.Console.Http;

namespace Payouts.Console.Tests;

/// <summary>Who comes in, and what every answer carries.</summary>
public sealed class GuardTests
{
    [Fact]
    public async Task Whoever_is_not_signed_in_is_shown_the_way_in_and_comes_back()
    {
        await using var app = await ConsoleApp.StartAsync();
        using var http = app.Browser(session: null);

        using var answer = await http.GetAsync("/console/payouts?status=failed");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/console/sign-in?returnUrl=%2Fconsole%2Fpayouts%3Fstatus%3Dfailed", answer.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("/console", 200)]
    [InlineData("/console/nowhere", 404)]
    [InlineData("/console/assets/nothing.css", 404)]
    public async Task Every_answer_has_the_headers(string path, int status)
    {
        await using var app = await ConsoleApp.StartAsync();
        using var http = app.Browser();

        using var answer = await http.GetAsync(path);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
        Assert.False(answer.Headers.Contains("X-Frame-Options"));
    }

    [Fact]
    public async Task A_call_to_the_API_carries_the_session_and_says_that_it_is_the_consoles()
    {
        await using var app = await ConsoleApp.StartAsync();

        await app.PageAsync("/console");

        var call = Assert.Single(app.Api.Calls, call => call.Line == "GET /me");
        Assert.Equal($"__Host-payouts={ConsoleApp.Ana}", call.Headers["Cookie"]);
        Assert.Equal("1", call.Headers["X-Payouts-Console"]);
        Assert.False(call.Headers.ContainsKey("X-Payouts-Live"));
    }

    [Theory]
    [InlineData("12:30", "23:00", false)]
    [InlineData("12:30", "12:20", true)]
    public async Task A_session_whose_end_no_click_puts_off_says_so(string idleUntil, string endsAt, bool isLast)
    {
        await using var app = await ConsoleApp.StartAsync();
        app.Api.On("GET /me", $$"""
            {"person":"ana@example.com","key":null,"via":"session","role":"maker","scopes":["payouts:read"],"client_id":null,"environment":"Development",
             "session":{"idle_until":"2026-11-28T{{idleUntil}}:00.000Z","ends_at":"2026-11-28T{{endsAt}}:00.000Z"} }
            """);

        Assert.Equal(isLast, (await app.PageAsync("/console")).Body!.HasAttribute("data-session-last"));
    }

    [Fact]
    public async Task A_form_without_its_token_or_from_another_site_changes_nothing()
    {
        await using var app = await ConsoleApp.StartAsync();
        using var http = app.Browser();
        using var bare = new FormUrlEncodedContent([KeyValuePair.Create("theme", "dark")]);
        using var without = await http.PostAsync("/console/preferences", bare);
        var token = (await ConsoleApp.ParseAsync(await http.GetStringAsync("/console"))).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var own = new FormUrlEncodedContent([KeyValuePair.Create("theme", "dark"), KeyValuePair.Create("__RequestVerificationToken", token)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/console/preferences") { Content = own };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var foreign = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, foreign.StatusCode);
        Assert.DoesNotContain(without.Headers.Concat(foreign.Headers), header => header.Key == "Set-Cookie" && header.Value.Any(value => value.Contains("theme", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_answer_that_leads_elsewhere_asks_the_API_nothing()
    {
        await using var app = await ConsoleApp.StartAsync();
        using var http = app.Browser();

        using var answer = await http.GetAsync("/console/go?to=");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        await app.PageAsync("/console/help");
        Assert.Single(app.Api.Calls, call => call.Line == "GET /me");
    }

    [Fact]
    public async Task A_call_that_outlives_its_request_speaks_for_nobody_else()
    {
        var current = new CurrentRequest();
        var http = new DefaultHttpContext();
        http.Request.Headers.Cookie = "__Host-payouts=ana; other=1; __Host-payoutsC1=more";
        current.Begin(http.Request);

        http.Request.Headers.Cookie = "__Host-payouts=ben";
        using var invoker = new HttpMessageInvoker(new SessionForwarder(new Recorder(), current));
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://api.test/me");
        using var answer = await invoker.SendAsync(request, CancellationToken.None);

        Assert.Equal(["__Host-payouts=ana; __Host-payoutsC1=more"], request.Headers.GetValues("Cookie"));
    }

    [Theory]
    [InlineData("/console")]
    [InlineData("/console/nowhere")]
    public async Task A_session_that_the_API_refuses_leads_to_the_way_in(string path)
    {
        await using var app = await ConsoleApp.StartAsync();
        app.Api.Refuses("GET /me", 401, "unauthenticated");
        using var http = app.Browser();

        using var answer = await http.GetAsync(path);

        Assert.Equal($"/console/sign-in?returnUrl={Uri.EscapeDataString(path)}", answer.Headers.Location?.OriginalString);
        Assert.Equal(["\"cache\""], answer.Headers.GetValues("Clear-Site-Data"));
    }

    [Fact]
    public async Task Also_where_a_form_is_refused_or_the_API_has_another_problem()
    {
        await using var app = await ConsoleApp.StartAsync();
        app.Api.Refuses("GET /me", 401, "unauthenticated").Refuses($"GET /payouts/{PayoutJson.Id}", 403, "forbidden");
        using var http = app.Browser();
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("theme", "dark")]);

        using var refused = await http.PostAsync("/console/preferences", form);
        using var problem = await http.GetAsync($"/console/payouts/{PayoutJson.Id}");

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (refused.StatusCode, problem.StatusCode));
    }

    [Fact]
    public async Task The_way_in_is_shown_to_a_session_that_the_API_refuses()
    {
        await using var app = await ConsoleApp.StartAsync();
        app.Api.Refuses("GET /me", 401, "unauthenticated").Refuses("GET /payouts", 401, "unauthenticated");

        var page = await app.PageAsync("/console/sign-in");

        Assert.NotNull(page.QuerySelector("form[action='/console/sign-in/key']"));
    }

    [Fact]
    public async Task A_session_sends_sixty_forms_a_minute_and_another_one_its_own()
    {
        await using var app = await ConsoleApp.StartAsync();
        using HttpClient ana = app.Browser(), ben = app.Browser("ben@example.com:read");
        var (anas, bens) = (await TokenAsync(ana), await TokenAsync(ben));
        for (var number = 0; number < FormLimiter.Most; number++)
        {
            Assert.Equal(HttpStatusCode.SeeOther, await SaveAsync(ana, anas));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await SaveAsync(ana, anas));
        Assert.Equal(HttpStatusCode.SeeOther, await SaveAsync(ben, bens));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.SeeOther, await SaveAsync(ana, anas));
    }

    [Fact]
    public async Task A_choice_of_dark_is_in_the_next_page_from_its_first_byte()
    {
        await using var app = await ConsoleApp.StartAsync();
        using var http = app.Browser();
        var token = (await ConsoleApp.ParseAsync(await http.GetStringAsync("/console"))).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("theme", "dark"), KeyValuePair.Create("__RequestVerificationToken", token), KeyValuePair.Create("back", "https://evil.example")]);

        using var answer = await http.PostAsync("/console/preferences", form);
        var next = await ConsoleApp.ParseAsync(await http.GetStringAsync("/console"));

        Assert.Equal("/console", answer.Headers.Location!.OriginalString);
        Assert.Equal("dark", next.DocumentElement.GetAttribute("data-theme"));
        Assert.Equal("off", next.DocumentElement.GetAttribute("data-keys"));
    }

    private static async Task<string> TokenAsync(HttpClient http) =>
        (await ConsoleApp.ParseAsync(await http.GetStringAsync("/console"))).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    private static async Task<HttpStatusCode> SaveAsync(HttpClient http, string token)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("theme", "dark"), KeyValuePair.Create("__RequestVerificationToken", token)]);
        using var answer = await http.PostAsync("/console/preferences", form);
        return answer.StatusCode;
    }

    private sealed class Recorder : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(new HttpResponseMessage());
    }
}
