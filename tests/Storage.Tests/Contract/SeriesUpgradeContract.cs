using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Storage.Tests.Contract;

/// <summary>A database of a release that kept no hours and no order of waiting.</summary>
public abstract class SeriesUpgradeContract(StoreDatabase database) : StoreTest(database)
{
    /// <summary>Takes away what this release added, and the version.</summary>
    protected abstract Task TakeBackAsync();

    [Fact]
    public async Task The_series_begins_with_what_was_not_folded_and_totals_and_lists_are_whole()
    {
        await InsertAsync(A.Payout("folded"), A.Payout("changed") with { Since = A.Start.AddHours(-1) });
        await Store.FoldStatsAsync(100, CancellationToken.None);
        await ChangeAsync(A.Payout("changed"), state => state.In(PayoutStatus.Broadcast).With(payout => payout with { UpdatedAt = A.Start.AddHours(1), NeedsAttention = true }));
        await InsertAsync(A.Payout("late", createdAt: A.Start.AddHours(2)));
        await TakeBackAsync();

        await ReopenAsync();

        SeriesPoint[] points =
        [
            new(A.Start.AddHours(1), "USDT", PayoutStatus.Broadcast, null, 1, 25.5m), new(A.Start.AddHours(2), "USDT", PayoutStatus.Pending, null, 1, 25.5m),
        ];
        for (var isFolded = false; ; isFolded = true)
        {
            Assert.Equal(points, await Store.ReadSeriesAsync("c-1", new(A.Start.AddHours(-10), A.Start.AddHours(14), SeriesStep.Hour), CancellationToken.None));
            Assert.Equal(3, (await Store.ReadStatsAsync(IClientGrain.AllClients, CancellationToken.None)).Payouts);
            if (isFolded)
            {
                break;
            }

            await Store.FoldStatsAsync(100, CancellationToken.None);
        }

        Assert.Equal(["folded", "late"], await KeysAsync(new PayoutQuery { Detail = PayoutDetail.Queued, Order = PayoutOrder.Since }));
        Assert.Equal(["changed"], await KeysAsync(new PayoutQuery { NeedsAttention = true, Order = PayoutOrder.Since }));
        await ReopenAsync();
        Assert.Equal(points, await Store.ReadSeriesAsync("c-1", new(A.Start.AddHours(-10), A.Start.AddHours(14), SeriesStep.Hour), CancellationToken.None));
    }

    private async Task<string[]> KeysAsync(PayoutQuery query) =>
        [.. (await Store.QueryAsync(query, CancellationToken.None)).Payouts.Select(payout => payout.IdempotencyKey)];
}
