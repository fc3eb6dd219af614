using System.Runtime.CompilerServices;
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
        await using var visit = await OpenHiddenAsync(site, "again-1");
        var later = await site.PayAsync("again-1", "3", scheduledFor: "2027-03-01T09:00:00Z");

        await ShowAsync(visit, true);
        var row = visit.Page.Locator($"tr[data-row='{later}']");
        await Assertions.Expect(row).ToBeVisibleAsync();
        await visit.IsLiveAsync();
        await site.SendAsync(HttpMethod.Post, $"/payouts/{later}/cancel", null);
        await Assertions.Expect(row).ToContainTextAsync("Cancelled");

        visit.Allowing("net::ERR_", "Failed to fetch", "status of 503");
        await site.Host.KillAsync();
        await visit.IsStaleIn10SecondsAsync();
    }

    [Fact]
    public async Task A_list_that_is_slow_to_come_when_it_is_seen_again_follows_the_rows_that_came()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await OpenHiddenAsync(site, "again-3");
        var later = await site.PayAsync("again-3", "3", scheduledFor: "2027-03-01T09:00:00Z");
        var passes = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await visit.Page.RouteAsync("**/console/payouts?client_id=again-3", async route =>
        {
            await passes.Task;
            await route.ContinueAsync();
        });

        // While it waits for its rows the page looks, as it does every 10 s, whether it has a stream.
        await ShowAsync(visit, true);
        await visit.Page.RunAndWaitForRequestAsync(() => visit.Page.Clock.FastForwardAsync("00:10"), request => request.Url.Contains("/console/live", StringComparison.Ordinal));
        passes.SetResult();

        var row = visit.Page.Locator($"tr[data-row='{later}']");
        await Assertions.Expect(row).ToBeVisibleAsync();
        await site.SendAsync(HttpMethod.Post, $"/payouts/{later}/cancel", null);
        await Assertions.Expect(row).ToContainTextAsync("Cancelled");
    }

    [Fact]
    public async Task Of_two_answers_the_page_that_is_seen_again_shows_the_last()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await OpenHiddenAsync(site, "again-4");
        var first = new TaskCompletionSource<IRoute>(TaskCreationOptions.RunContinuationsAsynchronously);
        await visit.Page.RouteAsync("**/console/payouts?client_id=again-4", async route =>
        {
            if (!first.TrySetResult(route))
            {
                await route.ContinueAsync();
            }
        });
        await ShowAsync(visit, true);
        var old = await (await first.Task).FetchAsync();
        await ShowAsync(visit, false);
        var later = await site.PayAsync("again-4", "3", scheduledFor: "2027-03-01T09:00:00Z");

        await ShowAsync(visit, true);
        var row = visit.Page.Locator($"tr[data-row='{later}']");
        await Assertions.Expect(row).ToBeVisibleAsync();
        await visit.Page.RunAndWaitForResponseAsync(
            async () => await (await first.Task).FulfillAsync(new() { Response = old }), "**/console/payouts?client_id=again-4");
        await site.SendAsync(HttpMethod.Post, $"/payouts/{later}/cancel", null);

        await Assertions.Expect(row).ToContainTextAsync("Cancelled");
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

    // A list of one client with one payout, live, and then behind another tab.
    private async Task<Visit> OpenHiddenAsync(Site site, string client, [CallerMemberName] string test = "")
    {
        await site.PayAsync(client, "2", scheduledFor: "2027-03-01T09:00:00Z");
        var visit = await Visit.OpenAsync(chromium, site.Address, test: test);
        await visit.Page.Clock.InstallAsync();
        await visit.AsAsync("ana", $"/console/payouts?client_id={client}");
        await visit.IsLiveAsync();
        await ShowAsync(visit, false);
        return visit;
    }

    // What a browser does when another tab is chosen.
    private static async Task ShowAsync(Visit visit, bool isSeen) => await visit.Page.EvaluateAsync(
        "hidden => { Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden }); document.dispatchEvent(new Event('visibilitychange')); }", !isSeen);
}
