using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Tests.Payouts;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>The feed of a cluster (docs/http-api.md, "The feed").</summary>
public sealed class FeedTests : ClusterTest
{
    private static readonly string Id = Any.Id(nameof(FeedTests));

    [Fact]
    public async Task Many_who_wait_hold_up_nobody_and_hear_what_happens()
    {
        var world = await StartAsync();
        var feed = world.Grains.GetGrain<IEventFeedGrain>(0);
        var end = await feed.Read(new() { FromEnd = true });
        var waiting = Enumerable.Range(0, 64).Select(_ => FollowAsync(feed, end.Next)).ToList();

        // More than a stateless worker has activations: without interleaving, this would come after them.
        var other = feed.Read(new());
        Assert.Same(other, await Task.WhenAny(waiting.Cast<Task>().Append(other)));
        await world.CreateAsync(Id);

        Assert.All(await Task.WhenAll(waiting), first => Assert.Equal($"evt_{Id}_1", first.Id));
    }

    [Fact]
    public async Task The_feed_of_a_whole_life_is_what_its_versions_showed()
    {
        var world = await StartAsync();
        await world.CreateAsync(Id);
        await world.ReachesAsync(Id, PayoutStatus.Confirmed);

        var page = await world.Grains.GetGrain<IEventFeedGrain>(0).Read(new() { PayoutId = Id, ClientId = Some.Request.ClientId });

        var versions = world.Store.Written(Id).ToDictionary(state => state.Payout.Version, state => state.Payout);
        Assert.Equal(["payout.created", "payout.confirmed"], [page.Events[0].Type, page.Events[^1].Type]);
        Assert.All(page.Events, shown =>
        {
            var stored = versions[shown.Data.Version];
            Assert.Equal(
                (stored.Status, stored.Detail, stored.Reason, stored.HeleketTransactionId, stored.Txid, stored.Fee),
                (shown.Data.Status, shown.Data.Detail, shown.Data.Reason, shown.Data.HeleketTransactionId, shown.Data.Txid, shown.Data.Fee));
        });
    }

    private static async Task<FeedEvent> FollowAsync(IEventFeedGrain feed, EventPosition after)
    {
        while (true)
        {
            var page = await feed.Read(new() { After = after, Wait = EventQuery.MaxWait });
            if (page.Events is [var first, ..])
            {
                return first;
            }

            after = page.Next;
        }
    }
}
