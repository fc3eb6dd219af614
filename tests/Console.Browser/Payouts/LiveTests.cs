using Heleket.Simulator.Faults;
using Microsoft.Playwright;
using Payouts.Console.Browser.Chromium;
using Payouts.Console.Browser.Sites;
using Payouts.Harness;

namespace Payouts.Console.Browser.Payouts;

/// <summary>Rows that change by themselves.</summary>
public sealed class LiveTests(ChromiumFixture chromium)
{
    [Fact]
    public async Task A_hundred_changes_move_no_row_and_take_no_focus_and_new_ones_are_only_counted()
    {
        await using var site = await Site.StartAsync();
        // All of them are tried in vain until there is money, and leave when the page is there: what changes, changes before its eyes.
        site.Simulator.Inject(new Fault(FaultKind.Refuse) { Operation = SimulatorOperation.Create, Message = "Not enough funds" });
        var made = await Task.WhenAll(Enumerable.Range(0, 25).Select(number => site.PayAsync("live-1", "2", reference: $"live-{number}")));
        await Task.WhenAll(made.Select(id => site.WaitForAsync(id, "pending", "queued")));
        await using var visit = await (await Visit.OpenAsync(chromium, site.Address)).AsAsync("ana");
        await visit.Page.GotoAsync("/console/payouts?client_id=live-1");
        await visit.IsLiveAsync();
        var order = await OrderAsync(visit);
        Assert.Equal(made.Order(StringComparer.Ordinal), order.Order(StringComparer.Ordinal));
        var (held, nodes, before) = (order[12], await NodesAsync(visit), await VersionsAsync(site, order));
        var focused = visit.Page.Locator($"tr[data-row='{held}'] a.row");
        await focused.FocusAsync();
        var top = await TopAsync(visit, held);
        await Eventually.IsTrueAsync(async () => await VersionsAsync(site, order) - before >= 50, TimeSpan.FromSeconds(60), () => "Nothing is tried again.");
        site.Simulator.ClearFaults();

        foreach (var id in order.Where(id => id != held))
        {
            await Assertions.Expect(visit.Page.Locator($"tr[data-row='{id}']")).ToContainTextAsync("Confirmed");
        }

        Assert.True(await VersionsAsync(site, order) - before >= 100);
        Assert.Equal(top, await TopAsync(visit, held));
        Assert.InRange(await NodesAsync(visit), 0, nodes + 500);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(number => site.PayAsync("live-1", "2", reference: $"new-{number}")));
        await Assertions.Expect(visit.Page.Locator("[data-newer]")).ToHaveTextAsync("3 newer: show");
        await Assertions.Expect(focused).ToBeFocusedAsync();
        await Assertions.Expect(visit.Page.Locator($"tr[data-row='{held}'] [data-changed]")).ToBeVisibleAsync();
        Assert.Equal(order, await OrderAsync(visit));
        await visit.Page.Locator("[data-newer]").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("tr[data-row]")).ToHaveCountAsync(25);
    }

    [Fact]
    public async Task A_host_that_dies_is_said_and_found_again()
    {
        await using var site = await Site.StartAsync();
        var id = await site.PayAsync("dies-1", "2", scheduledFor: "2027-03-01T09:00:00Z");
        await using var visit = await Visit.OpenAsync(chromium, site.Address);
        await visit.Page.Clock.InstallAsync();
        await visit.AsAsync("ana", "/console/payouts");
        visit.Allowing("net::ERR_", "ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE", "Failed to fetch", "status of 503");
        await visit.IsLiveAsync();
        await site.Host.KillAsync();

        await visit.IsStaleIn10SecondsAsync();
        await site.StartHostAsync();
        await visit.IsLiveAsync();
        await Assertions.Expect(visit.Page.Locator("[data-stale]")).ToBeHiddenAsync();
        await site.SendAsync(HttpMethod.Post, $"/payouts/{id}/cancel", null);
        await Assertions.Expect(visit.Page.Locator($"tr[data-row='{id}']")).ToContainTextAsync("Cancelled");
    }

    // What the page has kept of the rows that it replaced would be here.
    private static async Task<long> VersionsAsync(Site site, IEnumerable<string> ids) =>
        (await Task.WhenAll(ids.Select(site.ReadAsync))).Sum(payout => payout["version"]!.GetValue<long>());

    private static async Task<int> NodesAsync(Visit visit)
    {
        await using var tools = await visit.Context.NewCDPSessionAsync(visit.Page);
        await tools.SendAsync("HeapProfiler.collectGarbage");
        return (await tools.SendAsync("Memory.getDOMCounters"))!.Value.GetProperty("nodes").GetInt32();
    }

    private static Task<float> TopAsync(Visit visit, string id) => visit.Page.Locator($"tr[data-row='{id}']").EvaluateAsync<float>("row => row.getBoundingClientRect().top");

    private static Task<string[]> OrderAsync(Visit visit) => visit.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('tr[data-row]')].map(row => row.dataset.row)");
}
