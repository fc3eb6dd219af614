using Microsoft.Playwright;
using Payouts.Console.Browser.Chromium;
using Payouts.Console.Browser.NewPayout;
using Payouts.Console.Browser.Sites;
using Payouts.Harness;

namespace Payouts.Console.Browser.SignIn;

/// <summary>Sessions as a person meets them.</summary>
public sealed class SessionTests(ChromiumFixture chromium, SharedSite shared)
{
    [Fact]
    public async Task What_was_typed_survives_a_session_that_ends_and_goes_under_the_same_key()
    {
        await using var visit = await Visit.OpenAsync(chromium, shared.Address);
        await visit.TypeOnAsync(shared.Site, "expired-1");
    }

    [Fact]
    public async Task Signed_out_everywhere_the_open_stream_and_the_next_click_end()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await (await Visit.OpenAsync(chromium, site.Address)).AsAsync("ben", "/console/payouts");
        await visit.IsLiveAsync();
        await using var still = await (await Visit.OpenAsync(chromium, site.Address, new() { JavaScriptEnabled = false })).AsAsync("ben", "/console/payouts");
        await using var ana = await (await Visit.OpenAsync(chromium, site.Address)).AsAsync("ana", "/console/payouts");
        await using var admin = await (await Visit.OpenAsync(chromium, site.Address)).AsAsync("ada", "/console/keys");
        var status = await admin.Page.EvaluateAsync<int>("""
            async () => {
              const answer = await fetch('/people/ben/sign-out-everywhere', { method: 'POST', headers: { 'X-Payouts-Console': '1' } });
              return answer.status;
            }
            """);
        Assert.Equal(204, status);

        // A page without a stream, by its next click; one that is only looked at covers itself, since its stream has ended.
        await still.Page.Locator("nav.places a[href='/console/attention']").First.ClickAsync();
        await Assertions.Expect(still.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/console/sign-in"));
        await Assertions.Expect(visit.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/console/sign-in"));
        await visit.Page.GotoAsync("/console/payouts");
        await Assertions.Expect(visit.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/console/sign-in"));
        await ana.IsLiveAsync();
    }

    [Fact]
    public async Task A_page_that_nobody_touches_says_that_its_session_ends_though_its_stream_is_open()
    {
        await using var visit = await Visit.OpenAsync(chromium, shared.Address);
        await visit.Page.Clock.InstallAsync();
        await visit.AsAsync("ana", "/console/payouts");
        await visit.IsLiveAsync();

        await visit.Page.Clock.FastForwardAsync("24:00");
        await Assertions.Expect(visit.Page.Locator("[data-stale]")).ToBeHiddenAsync();
        await visit.Page.Clock.FastForwardAsync("02:00");

        await Assertions.Expect(visit.Page.Locator("[data-stale]")).ToContainTextAsync("Your session ends in");
    }

    [Fact]
    public async Task A_page_covers_itself_when_its_stream_comes_back_and_the_session_is_over()
    {
        await shared.Site.PayAsync("covered-1", "1");
        await using var proxy = await HttpProxy.StartAsync([shared.Address]);
        await using var visit = (await (await Visit.OpenAsync(chromium, proxy.Address)).AsAsync("ana", "/console/payouts")).Allowing("net::ERR_");
        await visit.IsLiveAsync();
        Assert.NotEqual(0, await visit.Page.Locator("tr[data-row]").CountAsync());

        // A session that has been idle for too long is a cookie that counts no more.
        await visit.Context.ClearCookiesAsync(new() { Name = "__Host-payouts" });
        await proxy.BreakAsync();

        await Assertions.Expect(visit.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/console/sign-in\\?returnUrl=%2Fconsole%2Fpayouts"));
        Assert.Equal(0, await visit.Page.Locator("tr[data-row]").CountAsync());
    }

    [Fact]
    public async Task A_link_from_another_site_leads_to_the_page_and_not_to_the_sign_in()
    {
        var id = await shared.Site.PayAsync("linked-1", "1");
        await using var visit = await (await Visit.OpenAsync(chromium, shared.Address)).AsAsync("opal");
        await visit.Page.RouteAsync("http://chat.example/", route => route.FulfillAsync(new()
        {
            ContentType = "text/html",
            Body = $"<a id=alert href='{shared.Address}console/payouts/{id}'>A payout needs you</a>",
        }));
        visit.Allowing("It spoke to chat.example", "Failed to load resource");
        await visit.Page.GotoAsync("http://chat.example/");
        await visit.Page.Locator("#alert").ClickAsync();

        await visit.OnPayoutAsync();
        await Assertions.Expect(visit.Page.Locator("h1")).ToContainTextAsync("1 USDT");
    }

    [Theory]
    [InlineData("//evil.example/x")]
    [InlineData("\\evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("/console/../../evil")]
    [InlineData("/console/..%2f..%2fevil")]
    [InlineData("/payouts")]
    public async Task A_return_address_outside_of_the_console_is_not_followed(string returnUrl)
    {
        await using var visit = await Visit.OpenAsync(chromium, shared.Address);
        await visit.Page.GotoAsync($"/console/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");
        await visit.Page.Locator("form:has(input[name=name][value=ana]) button").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("nav.places")).ToBeVisibleAsync();
        var address = new Uri(visit.Page.Url);
        Assert.Equal(shared.Address.Authority, address.Authority);
        Assert.StartsWith("/console", address.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_can_frame_a_page()
    {
        await using var visit = await Visit.OpenAsync(chromium, shared.Address);
        visit.Allowing("frame-ancestors", "It spoke to other.example", "Refused to frame", "Failed to load resource", "Framing");
        await visit.Page.RouteAsync("http://other.example/", route => route.FulfillAsync(new()
        {
            ContentType = "text/html",
            Body = $"<iframe id=frame src='{shared.Address}console/sign-in'></iframe>",
        }));
        await visit.Page.GotoAsync("http://other.example/");
        var frame = visit.Page.Frames.Single(frame => frame.ParentFrame is not null);
        await frame.WaitForLoadStateAsync();
        Assert.Equal(0, await frame.Locator("form").CountAsync());
    }
}
