using Microsoft.Playwright;
using Payouts.Client;
using Payouts.Console.Browser.Chromium;
using Payouts.Console.Browser.NewPayout;
using Payouts.Console.Browser.Sites;

namespace Payouts.Console.Browser.Cluster;

/// <summary>Two gateways of one cluster, of which each request reaches the next one, and either may die.</summary>
public sealed class GatewayTests(ChromiumFixture chromium, GatewayTests.Shared shared) : IClassFixture<GatewayTests.Shared>
{
    [Fact]
    public async Task A_payout_is_made_and_followed_though_each_request_reaches_another_gateway()
    {
        await using var visit = await Visit.OpenAsync(chromium, shared.Site.Address);
        await visit.MakeOneAsync(shared.Site, "turns-1");
        AssertBothAnswered("/console/payouts/new", "/console");
    }

    [Fact]
    public async Task What_was_typed_survives_a_session_that_ends_though_each_request_reaches_another_gateway()
    {
        await using var visit = await Visit.OpenAsync(chromium, shared.Site.Address);
        await visit.TypeOnAsync(shared.Site, "turns-2");
    }

    [Fact]
    public async Task A_sign_in_at_one_gateway_counts_at_the_other()
    {
        await using var visit = await (await Visit.OpenAsync(chromium, shared.Site.Address)).AsAsync("ana");
        var before = shared.Site.Proxy.Passed.Count;
        for (var page = 0; page < 4; page++)
        {
            await visit.Page.GotoAsync("/console/statistics");
            await Assertions.Expect(visit.Page.Locator("details.person summary")).ToContainTextAsync("ana");
        }

        Assert.Equal(2, shared.Site.Proxy.Passed.Skip(before).Where(passed => passed.Path == "/console/statistics").Select(passed => passed.Service).Distinct().Count());
    }

    [Fact]
    public async Task A_gateway_that_dies_is_said_within_12_seconds_and_the_list_goes_on_at_the_other()
    {
        var site = shared.Site;
        var (changed, stays) = (await PayLaterAsync("dies-1"), await PayLaterAsync("dies-2"));
        await using var visit = (await Visit.OpenAsync(chromium, site.Address)).Allowing("net::ERR_", "status of 502", "status of 503");
        await visit.Page.Clock.InstallAsync();
        await visit.AsAsync("ana", "/console/payouts");
        await visit.IsLiveAsync();
        var holder = HolderOf(changed);

        site.IsLiveCut = true;
        await site.KillGatewayAsync(holder);
        await visit.IsStaleIn10SecondsAsync();
        await site.SendAsync(HttpMethod.Post, $"/payouts/{changed}/cancel", null);
        site.IsLiveCut = false;

        await visit.IsLiveAsync();
        await Assertions.Expect(visit.Page.Locator($"tr[data-row='{changed}']")).ToContainTextAsync("Cancelled");
        await Assertions.Expect(visit.Page.Locator($"tr[data-row='{stays}']")).ToContainTextAsync("Scheduled");
        await Assertions.Expect(visit.Page.Locator("[data-stale]")).ToBeHiddenAsync();
        Assert.NotEqual(holder, HolderOf(changed));
        await site.StartGatewayAsync(holder);
    }

    [Fact]
    public async Task Without_a_silo_everything_typed_is_kept_and_goes_under_the_same_key_afterwards()
    {
        var site = shared.Site;
        await using var visit = (await (await Visit.OpenAsync(chromium, site.Address)).AsAsync("ana")).Allowing("status of 503");
        await visit.OpenAsync("no-silo-1");
        await visit.TypeAsync("8.5", ApiSite.Tron, "USDT", "TRON");
        var key = await visit.KeyAsync();
        await site.Silo.KillAsync();

        var refused = await visit.Page.RunAndWaitForResponseAsync(
            () => visit.Page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync(), answer => answer.Url.Contains("/new/review", StringComparison.Ordinal));

        Assert.Equal(503, refused.Status);
        await Assertions.Expect(visit.Page.Locator(".problem")).ToBeVisibleAsync();
        foreach (var (field, typed) in new[] { ("client_id", "no-silo-1"), ("wallet_address", ApiSite.Tron), ("asset", "USDT"), ("network", "TRON"), ("amount", "8.5") })
        {
            await Assertions.Expect(visit.Page.Locator("#" + field)).ToHaveValueAsync(typed);
        }

        Assert.Equal(key, await visit.KeyAsync());
        await site.Silo.DisposeAsync();
        await site.StartSiloAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();
        await Assertions.Expect(visit.SendButton()).ToBeVisibleAsync();
        var id = await visit.SendAsync();

        Assert.Equal(PayoutIds.Of("no-silo-1", key), id);
        Assert.Equal([id], await site.PayoutsOfAsync("no-silo-1"));
        await site.WaitForAsync(id, "confirmed");
        Assert.Equal(1, site.Simulator.CreateCalls(id));
    }

    // The gateway of the stream whose page shows the payout: pages of earlier tests may still be open.
    private Uri HolderOf(string shown) =>
        shared.Site.Proxy.Passed.Last(passed => passed.Path == "/console/live" && passed.Query.Contains(shown, StringComparison.Ordinal)).Service;

    private Task<string> PayLaterAsync(string client) => shared.Site.PayAsync(client, "2", scheduledFor: "2027-03-01T09:00:00Z");

    private void AssertBothAnswered(params string[] beginnings) => Assert.All(beginnings, beginning =>
        Assert.Equal(2, shared.Site.Proxy.Passed.Where(passed => passed.Path.StartsWith(beginning, StringComparison.Ordinal)).Select(passed => passed.Service).Distinct().Count()));

    /// <summary>The cluster of these tests; each leaves it as it found it.</summary>
    public sealed class Shared : IAsyncLifetime
    {
        internal Gateways Site { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Site = await Gateways.StartAsync();

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }
}
