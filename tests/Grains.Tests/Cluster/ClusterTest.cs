using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Tests.Payouts;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>A test with a world of its own. After every one the statistics must equal a recount (docs/architecture.md, "Statistics").</summary>
public abstract class ClusterTest : IAsyncLifetime
{
    private World? _world;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_world is { } world)
        {
            await using (world)
            {
                await Eventually.IsTrueAsync(() => StatisticsAreARecount(world), () => "the statistics are not what a recount says");
            }
        }
    }

    private protected async Task<World> PrepareAsync(WorldOptions? options = null) => _world = await World.PrepareAsync(options ?? new WorldOptions());

    private protected async Task<World> StartAsync(WorldOptions? options = null)
    {
        var world = await PrepareAsync(options);
        await world.StartClusterAsync();
        return world;
    }

    /// <summary>Not at the first look, perhaps: payouts may still move between the two counts.</summary>
    private static async Task<bool> StatisticsAreARecount(World world)
    {
        var payouts = await AllAsync(world);
        var stats = await world.Grains.GetGrain<IClientGrain>(Some.Request.ClientId).GetStats();
        var all = await world.Grains.GetGrain<IClientGrain>(IClientGrain.AllClients).GetStats();
        var totals = payouts.GroupBy(payout => (payout.Request.Asset, payout.Status))
            .OrderBy(group => group.Key.Asset, StringComparer.Ordinal).ThenBy(group => group.Key.Status)
            .Select(group => new StatusTotal(group.Key.Asset, group.Key.Status, group.Count(), group.Sum(payout => payout.Request.Amount)))
            .ToImmutableArray();
        return payouts.Count > 0 && IsRight(stats) && IsRight(all);

        bool IsRight(ClientStats told) => told.Payouts == payouts.Count
            && told.Totals.SequenceEqual(totals)
            && told.FirstPayoutAt == payouts.Min(payout => payout.CreatedAt)
            && told.LastPayoutAt == payouts.Max(payout => payout.CreatedAt);
    }

    private static async Task<List<Payout>> AllAsync(World world)
    {
        var all = new List<Payout>();
        PagePosition? after = null;
        bool more;
        do
        {
            var page = await world.Grains.GetGrain<IPayoutDirectoryGrain>(0).Find(new PayoutQuery { Limit = 100, After = after });
            all.AddRange(page.Payouts);
            more = page.HasMore;
            after = more ? new PagePosition(page.Payouts[^1].CreatedAt, page.Payouts[^1].Id) : null;
        }
        while (more);

        return all;
    }
}
