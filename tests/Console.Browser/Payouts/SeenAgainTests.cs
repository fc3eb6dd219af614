using Microsoft.Playwright;
using Payouts.Console.Browser.Chromium;
using Payouts.Console.Browser.Sites;

namespace Payouts.Console.Browser.Payouts;

/// <summary>A page behind others, and then seen again.</summary>
public sealed class SeenAgainTests(ChromiumFixture chromium)
{
    [Fact]
    public async Task A_list_that_is_seen_again_follows_the_rows_that_it_shows_now_and_can_say_that_it_does_not()
    {
        await using var site = await Site.StartAsync();
        await site.PayAsync("again-1", "2", scheduledFor: "2027-03-01T09:00:00Z");
        await using var visit = await (await Visit.OpenAsync(chromium, site.Address)).AsAsync("ana", "/console/payouts?client_id=again-1");
        await Assertions.Expect(visit.Page.Locator(".live")).ToHaveTextAsync("live");
        await ShowAsync(visit, false);
        var later = await site.PayAsync("again-1", "3", scheduledFor: "2027-03-01T09:00:00Z");

        await ShowAsync(visit, true);
        var row = visit.Page.Locator($"tr[data-row='{later}']");
        await Assertions.Expect(row).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator(".live")).ToHaveTextAsync("live");
        await site.SendAsync(HttpMethod.Post, $"/payouts/{later}/cancel", null);
        await Assertions.Expect(row).ToContainTextAsync("Cancelled");

        visit.Allowing("net::ERR_", "Failed to fetch", "status of 503");
        await site.Host.KillAsync();
        await Assertions.Expect(visit.Page.Locator("[data-stale]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_old_page_of_a_payout_that_was_made_takes_no_other_payouts_draft()
    {
        await using var site = await Site.StartAsync();
        var id = await site.PayAsync("again-2", "2", key: "again-2-first");
        await using var visit = await (await Visit.OpenAsync(chromium, site.Address)).AsAsync("ana", "/console/payouts/new?client=again-2");
        await visit.Page.Locator("#amount").FillAsync("7");
        var key = await visit.Page.Locator("form[data-draft] input[name=key]").InputValueAsync();

        await visit.Page.GotoAsync($"/console/payouts/{id}?done=created");
        Assert.DoesNotContain("done=", visit.Page.Url, StringComparison.Ordinal);
        await visit.Page.GotoAsync("/console/payouts/new?client=again-2");

        await Assertions.Expect(visit.Page.Locator("#amount")).ToHaveValueAsync("7");
        Assert.Equal(key, await visit.Page.Locator("form[data-draft] input[name=key]").InputValueAsync());
    }

    // What a browser does when another tab is chosen.
    private static async Task ShowAsync(Visit visit, bool isSeen) => await visit.Page.EvaluateAsync(
        "hidden => { Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden }); document.dispatchEvent(new Event('visibilitychange')); }", !isSeen);
}
