using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Grains.Sweeping;

namespace Payouts.Storage.Tests.Contract;

/// <summary>What the sweeps find (docs/lifecycle.md, "Never lost").</summary>
public abstract class DueContract(StoreDatabase database) : StoreTest(database)
{
    [Fact]
    public async Task Due_payouts_of_a_shard_come_the_longest_due_first()
    {
        var states = Enumerable.Range(0, 200).Select(i => A.Payout($"k{i}") with { NextActionAt = A.Start.AddSeconds(i * 7919 % 200) }).ToList();
        await InsertAsync(states);
        var now = A.Start.AddSeconds(100);

        for (var shard = 0; shard < Shards.Count; shard++)
        {
            var expected = states.Where(state => Shards.Of(state.Payout.Id) == shard && state.NextActionAt <= now)
                .OrderBy(state => state.NextActionAt).Select(state => state.Payout.Id);
            Assert.Equal(expected, await Store.FindDueAsync(shard, now, 1000, CancellationToken.None));
        }
    }

    [Fact]
    public async Task A_payout_is_due_at_its_very_millisecond_and_not_before()
    {
        var state = A.Payout("k") with { NextActionAt = A.Start };
        await InsertAsync(state);
        var shard = Shards.Of(state.Payout.Id);

        Assert.Empty(await Store.FindDueAsync(shard, A.Start.AddMilliseconds(-1), 10, CancellationToken.None));
        Assert.Equal([state.Payout.Id], await Store.FindDueAsync(shard, A.Start, 10, CancellationToken.None));
    }

    [Fact]
    public async Task No_more_than_the_limit_is_found_and_those_are_the_longest_due()
    {
        var states = Enumerable.Range(0, 400).Select(i => A.Payout($"k{i}") with { NextActionAt = A.Start.AddSeconds(-i) }).ToList();
        await InsertAsync(states);

        var found = await Store.FindDueAsync(5, A.Start, 7, CancellationToken.None);

        var expected = states.Where(state => Shards.Of(state.Payout.Id) == 5).OrderBy(state => state.NextActionAt).Take(7);
        Assert.Equal(expected.Select(state => state.Payout.Id), found);
    }

    [Fact]
    public async Task A_payout_that_becomes_final_is_never_due_again_and_a_new_due_time_replaces_the_old()
    {
        var state = A.Payout("k") with { NextActionAt = A.Start };
        await InsertAsync(state);
        var shard = Shards.Of(state.Payout.Id);

        var later = await ChangeAsync(state, old => old with { NextActionAt = A.Start.AddHours(1) });
        Assert.Empty(await Store.FindDueAsync(shard, A.Start.AddMinutes(59), 10, CancellationToken.None));
        Assert.Single(await Store.FindDueAsync(shard, A.Start.AddMinutes(60), 10, CancellationToken.None));

        await ChangeAsync(later, old => old.In(PayoutStatus.Confirmed) with { NextActionAt = null });
        Assert.Empty(await Store.FindDueAsync(shard, DateTimeOffset.MaxValue, 10, CancellationToken.None));
    }
}
