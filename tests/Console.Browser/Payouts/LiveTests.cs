using Microsoft.Playwright;
using Payouts.Console.Browser.Chromium;
using Payouts.Console.Browser.Sites;

namespace Payouts.Console.Browser.Payouts;

/// <summary>Rows that change by themselves.</summary>
public sealed class LiveTests(ChromiumFixture chromium)
{
    [Fact]
    public async Task A_hundred_changes_move_no_row_and_take_no_focus_and_new_ones_are_only_counted()
    {
        await using var site = await Site.StartAsync();
        var ids = new List<string>();
        for (var number = 0; number < 25; number++)
        {
            ids.Add(await site.PayAsync("live-1", "2", reference: $"live-{number}", scheduledFor: "2027-03-01T09:00:00Z"));
        }

        await using var visit = await (await Visit.OpenAsync(chromium, site.Address)).AsAsync("ana", "/console/payouts?client_id=live-1");
        await Assertions.Expect(visit.Page.Locator(".live")).ToHaveTextAsync("live");
        var order = await OrderAsync(visit);
        var focused = visit.Page.Locator($"tr[data-row='{ids[12]}'] a.row");
        await focused.FocusAsync();
        await Task.WhenAll(ids.Select(id => site.SendAsync(HttpMethod.Post, $"/payouts/{id}/cancel", null)));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(number => site.PayAsync("live-1", "2", reference: $"new-{number}")));

        await Assertions.Expect(visit.Page.Locator("[data-newer]")).ToHaveTextAsync("3 newer: show");
        foreach (var id in ids.Where(id => id != ids[12]))
        {
            await Assertions.Expect(visit.Page.Locator($"tr[data-row='{id}']")).ToContainTextAsync("Cancelled");
        }

        await Assertions.Expect(focused).ToBeFocusedAsync();
        await Assertions.Expect(visit.Page.Locator($"tr[data-row='{ids[12]}'] [data-changed]")).ToBeVisibleAsync();
        Assert.Equal(order, await OrderAsync(visit));
        await visit.Page.Locator("[data-newer]").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("tr[data-row]")).ToHaveCountAsync(25);
    }

    [Fact]
    public async Task A_host_that_dies_is_said_and_found_again()
    {
        await using var site = await Site.StartAsync();
        var id = await site.PayAsync("dies-1", "2", scheduledFor: "2027-03-01T09:00:00Z");
        await using var visit = await (await Visit.OpenAsync(chromium, site.Address)).AsAsync("ana", "/console/payouts");
        visit.Allowing("net::ERR_", "ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE", "Failed to fetch", "status of 503");
        await Assertions.Expect(visit.Page.Locator(".live")).ToHaveTextAsync("live");
        await site.Host.KillAsync();

        await Assertions.Expect(visit.Page.Locator("[data-stale]")).ToBeVisibleAsync(new() { Timeout = 12_000 });
        await site.StartHostAsync();
        await Assertions.Expect(visit.Page.Locator(".live")).ToHaveTextAsync("live", new() { Timeout = 30_000 });
        await Assertions.Expect(visit.Page.Locator("[data-stale]")).ToBeHiddenAsync();
        await site.SendAsync(HttpMethod.Post, $"/payouts/{id}/cancel", null);
        await Assertions.Expect(visit.Page.Locator($"tr[data-row='{id}']")).ToContainTextAsync("Cancelled");
    }

    private static Task<string[]> OrderAsync(Visit visit) => visit.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('tr[data-row]')].map(row => row.dataset.row)");
}
