using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Payouts;
using Payouts.Grains.Sweeping;

namespace Payouts.Storage.Tests.Contract;

/// <summary>What a pause holds back (docs/controls.md, "Pauses").</summary>
public abstract class ParkedContract(StoreDatabase database) : StoreTest(database)
{
    [Fact]
    public async Task Parked_payouts_are_not_due_and_come_page_by_page_in_their_order()
    {
        var due = Enumerable.Range(0, 30).Select(i => A.Payout($"due{i}") with { NextActionAt = A.Start.AddSeconds(i) }).ToList();
        var parked = Enumerable.Range(0, 200).Select(i => A.Payout($"k{i}") with { NextActionAt = Parking.Begins.AddSeconds(i * 7919 % 50) }).ToList();
        await InsertAsync(due);
        await InsertAsync(parked);

        for (var shard = 0; shard < Shards.Count; shard++)
        {
            var expected = parked.Where(state => Shards.Of(state.Payout.Id) == shard)
                .OrderBy(state => state.NextActionAt).ThenBy(state => state.Payout.Id, StringComparer.Ordinal).Select(state => new ParkedPlace(state.NextActionAt!.Value, state.Payout.Id));
            Assert.Equal(expected, await AllAsync(shard, limit: 3));
            Assert.DoesNotContain(await Store.FindDueAsync(shard, A.Start.AddYears(1), 1000, CancellationToken.None), id => parked.Exists(state => state.Payout.Id == id));
        }
    }

    [Fact]
    public async Task Parked_payouts_are_summed_up_by_client_asset_and_network()
    {
        await InsertAsync([A.Payout("due") with { NextActionAt = A.Start.AddDays(365) }]);
        Assert.Empty(await Store.SumParkedAsync(CancellationToken.None));
        var states = Enumerable.Range(0, 12).Select(i => A.Payout($"k{i}") with { NextActionAt = Parking.Begins.AddSeconds(i) }).ToList();
        states = [.. states.Select((state, i) => state with { Payout = state.Payout with { Request = state.Payout.Request with { Network = i < 5 ? "TRON" : "ETH", Amount = 0.1m + i } } })];
        await InsertAsync(states);

        var expected = states.GroupBy(state => state.Payout.Request.Network).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new ParkedSum(
            group.First().Payout.Request.ClientId, group.First().Payout.Request.Asset, group.Key, group.Count(), group.Sum(state => state.Payout.Request.Amount)));
        Assert.Equal(expected, await Store.SumParkedAsync(CancellationToken.None));
    }

    private async Task<List<ParkedPlace>> AllAsync(int shard, int limit)
    {
        var all = new List<ParkedPlace>();
        IReadOnlyList<ParkedPlace> page;
        do
        {
            page = await Store.FindParkedAsync(shard, all.Count > 0 ? all[^1] : null, limit, CancellationToken.None);
            all.AddRange(page);
        }
        while (page.Count == limit);

        return all;
    }
}
