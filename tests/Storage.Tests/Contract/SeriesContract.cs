using System.Collections.Concurrent;
using CsCheck;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Tests.Contract;

/// <summary>The hours in which payouts entered their statuses are equal to a recount of the events, folded or not.</summary>
public abstract class SeriesContract(StoreDatabase database) : StoreTest(database)
{
    private const int Keys = 6;

    private static readonly DateTimeOffset Day = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);
    private static readonly decimal[] Amounts = [0.00000001m, 0.1m, 25.5m, 999999999999.99999999m];

    // One step: the next state of a payout (the first one inserts it), at some time, or a fold of at most so many events.
    private static readonly Gen<Step> SomeStep =
        from kind in Gen.Int[0, 9]
        from client in Gen.Int[0, 1]
        from key in Gen.Int[0, Keys - 1]
        from status in Gen.Enum<PayoutStatus>()
        from reason in Gen.OneOf(PayoutReason.ProviderFailed, PayoutReason.InsufficientFunds).Nullable()
        from attention in Gen.Bool
        from minute in Gen.Int[-1, 3 * 24 * 60]
        from limit in Gen.Int[1, 4]
        select new Step(kind < 2, client, key, status, reason, attention, Day.AddMinutes(minute).AddMilliseconds(-(minute % 2)), limit);

    private static readonly Gen<SeriesQuery> SomeQuery =
        from step in Gen.Enum<SeriesStep>()
        from first in Gen.Int[-1, 72]
        from length in Gen.Int[1, 80]
        from asset in Gen.OneOf("BTC", "USDT", "TON").Null()
        let day = step == SeriesStep.Day
        select new SeriesQuery(
            day ? Day.AddDays(first / 24) : Day.AddHours(first), day ? Day.AddDays((first / 24) + 1 + (length / 24)) : Day.AddHours(first + length), step, asset);

    private static readonly SeriesQuery Everything = new(Day.AddDays(-2), Day.AddDays(5), SeriesStep.Hour);

    private readonly ConcurrentQueue<EventRow> _happened = [];
    private readonly ConcurrentDictionary<string, PayoutState> _stored = new();

    [Fact]
    public async Task A_client_nobody_has_paid_has_no_points() =>
        Assert.Empty(await Store.ReadSeriesAsync("c-none", Everything, CancellationToken.None));

    [Fact]
    public async Task Points_equal_a_recount_after_any_sequence_of_writes_and_folds()
    {
        var round = 0;
        await Gen.Select(SomeStep.Array[0, 40], SomeQuery.Array[4]).SampleAsync(
            async (steps, queries) =>
            {
                round++;
                foreach (var step in steps)
                {
                    await TakeAsync(step, round);
                }

                foreach (var query in queries)
                {
                    await AssertRecountAsync(round, query);
                }

                await FoldEverythingAsync();
                foreach (var query in queries)
                {
                    await AssertRecountAsync(round, query);
                }
            },
            iter: 25,
            threads: 1);
    }

    [Fact]
    public async Task Each_status_is_counted_in_the_hour_in_which_it_was_entered_with_its_reason()
    {
        var state = A.Payout("k", createdAt: A.Start.AddMinutes(59));
        await PutAsync(state);
        await PutAsync(state = state.Next(old => old.With(payout => payout with { Detail = PayoutDetail.Submitting, NeedsAttention = true, UpdatedAt = A.Start.AddMinutes(61) })));
        await PutAsync(state = state.Next(old => old.In(PayoutStatus.Failed).With(payout => payout with { Reason = PayoutReason.ProviderFailed, UpdatedAt = A.Start.AddHours(14) })));
        SeriesPoint[] hours =
        [
            new(A.Start, "USDT", PayoutStatus.Pending, null, 1, 25.5m),
            new(A.Start.AddHours(14), "USDT", PayoutStatus.Failed, PayoutReason.ProviderFailed, 1, 25.5m),
        ];

        for (var isFolded = false; ; isFolded = true)
        {
            Assert.Equal(hours, await Store.ReadSeriesAsync("c-1", Everything, CancellationToken.None));
            Assert.Equal(hours[..1], await Store.ReadSeriesAsync("c-1", new(A.Start, A.Start.AddHours(14), SeriesStep.Hour), CancellationToken.None));
            Assert.Equal(hours[1..], await Store.ReadSeriesAsync("c-1", new(A.Start.AddHours(1), A.Start.AddHours(15), SeriesStep.Hour), CancellationToken.None));
            Assert.Equal(
                [hours[0] with { Start = Day }, hours[1] with { Start = Day.AddDays(1) }],
                await Store.ReadSeriesAsync(IClientGrain.AllClients, new(Day, Day.AddDays(2), SeriesStep.Day), CancellationToken.None));
            Assert.Empty(await Store.ReadSeriesAsync("c-1", Everything with { Asset = "BTC" }, CancellationToken.None));
            if (isFolded)
            {
                break;
            }

            await FoldEverythingAsync();
        }
    }

    [Fact]
    public async Task A_fold_that_finds_nothing_and_a_write_that_conflicts_count_nothing()
    {
        await PutAsync(A.Payout("k"));
        Assert.Equal([WriteOutcome.Conflict], await WriteAsync(Write(A.Payout("missing").Next(state => state.In(PayoutStatus.Failed)), 1)));
        await FoldEverythingAsync();
        await FoldEverythingAsync();

        Assert.Equal([1L], (await Store.ReadSeriesAsync("c-1", Everything, CancellationToken.None)).Select(point => point.Count));
    }

    [Fact]
    public async Task A_year_of_days_is_read_whole()
    {
        await InsertAsync(Enumerable.Range(0, 366).Select(i => A.Payout($"k{i}", createdAt: Day.AddDays(i).AddHours(23))));
        await Store.FoldStatsAsync(200, CancellationToken.None);

        var points = await Store.ReadSeriesAsync("c-1", new(Day, Day.AddDays(366), SeriesStep.Day), CancellationToken.None);

        Assert.Equal(Enumerable.Range(0, 366).Select(i => Day.AddDays(i)), points.Select(point => point.Start));
        Assert.All(points, point => Assert.Equal(1, point.Count));
    }

    [Fact]
    public async Task Very_many_of_the_greatest_amounts_are_summed_to_the_last_digit()
    {
        const decimal Greatest = 999999999999999999.99999999m;
        await InsertAsync(Enumerable.Range(0, 900).Select(i => A.Payout($"k{i}", amount: Greatest)));
        await Store.FoldStatsAsync(500, CancellationToken.None);

        Assert.Equal(
            ["899999999999999999999.999991"], (await Store.ReadSeriesAsync("c-1", Everything, CancellationToken.None)).Select(point => point.Amount.ToString()));
    }

    [Fact]
    public async Task Pruning_takes_the_oldest_hours_and_no_more_than_its_limit()
    {
        for (var hour = 0; hour < 4; hour++)
        {
            await PutAsync(A.Payout($"k{hour}", createdAt: Day.AddHours(hour)));
        }

        await FoldEverythingAsync();
        var inTheThird = Day.AddHours(2).AddMinutes(30);
        Assert.Equal(3, await Store.PruneSeriesAsync(inTheThird, 3, CancellationToken.None));
        Assert.Equal(1, await Store.PruneSeriesAsync(inTheThird, 3, CancellationToken.None));
        Assert.Equal(0, await Store.PruneSeriesAsync(inTheThird, 3, CancellationToken.None));

        foreach (var client in new[] { "c-1", IClientGrain.AllClients })
        {
            Assert.Equal([Day.AddHours(2), Day.AddHours(3)], (await Store.ReadSeriesAsync(client, Everything, CancellationToken.None)).Select(point => point.Start));
        }

        Assert.Equal(4, (await Store.ReadStatsAsync("c-1", CancellationToken.None)).Payouts);
    }

    [Fact]
    public async Task Every_read_beside_writes_and_folds_is_of_one_moment()
    {
        const int Payouts = 30;
        await InsertAsync(Enumerable.Range(0, Payouts).Select(i => A.Payout($"k{i}")));
        using var finished = new CancellationTokenSource();
        var folding = Task.Run(() => RepeatAsync(() => Store.FoldStatsAsync(3, CancellationToken.None), finished.Token));
        var foldingMore = Task.Run(() => RepeatAsync(() => Store.FoldStatsAsync(5, CancellationToken.None), finished.Token));
        var seen = 0L;
        var reading = Task.Run(() => RepeatAsync(
            async () =>
            {
                var client = seen % 2 == 0 ? "c-1" : IClientGrain.AllClients;
                var points = await Store.ReadSeriesAsync(client, Everything, CancellationToken.None);
                Assert.Equal(Payouts, Assert.Single(points, point => point.Status == PayoutStatus.Pending).Count);
                Assert.All(points, point => Assert.Equal<Sum>(point.Count * 25.5m, point.Amount));
                Assert.InRange(points.Sum(point => point.Count), seen, long.MaxValue);
                seen = points.Sum(point => point.Count);
            },
            finished.Token));

        await Task.WhenAll(Enumerable.Range(0, Payouts).Select(i => Task.Run(async () =>
        {
            var state = A.Payout($"k{i}");
            for (var change = 0; change < 20; change++)
            {
                await WriteAsync(state = state.Next(old => old.In((PayoutStatus)(1 + (change % 4)))), state.Payout.Version - 1);
            }
        })));
        await finished.CancelAsync();
        await Task.WhenAll(folding, foldingMore, reading);

        await FoldEverythingAsync();
        Assert.Equal(Payouts * 21, (await Store.ReadSeriesAsync(IClientGrain.AllClients, Everything, CancellationToken.None)).Sum(point => point.Count));
    }

    private async Task TakeAsync(Step step, int round)
    {
        if (step.IsFold)
        {
            await Store.FoldStatsAsync(step.Limit, CancellationToken.None);
            return;
        }

        var (client, key) = ($"r{round}-{step.Client}", $"k{step.Key}");
        PayoutState Change(PayoutState state) => state.In(step.Status).With(payout => payout with { Reason = step.Reason, NeedsAttention = step.Attention, UpdatedAt = step.At });
        await PutAsync(_stored.TryGetValue(A.Id(client, key), out var stored)
            ? stored.Next(Change)
            : Change(A.Payout(key, client, step.Key < 3 ? "BTC" : "USDT", Amounts[step.Key % 4], step.At)));
    }

    private async Task PutAsync(PayoutState state)
    {
        var write = Write(state, state.Payout.Version - 1);
        Assert.Equal([WriteOutcome.Written], await WriteAsync(write));
        _stored[state.Payout.Id] = state;
        foreach (var happened in write.Events)
        {
            _happened.Enqueue(happened);
        }
    }

    private async Task AssertRecountAsync(int round, SeriesQuery query)
    {
        foreach (var client in new[] { $"r{round}-0", $"r{round}-1", IClientGrain.AllClients })
        {
            var expected = _happened
                .Where(row => row.Was != row.Status && (client == IClientGrain.AllClients || row.ClientId == client) && (query.Asset ?? row.Asset) == row.Asset)
                .Where(row => row.At >= query.From && row.At < query.To)
                .GroupBy(row => (
                    Start: query.By == SeriesStep.Day ? new DateTimeOffset(row.At.UtcDateTime.Date, TimeSpan.Zero) : row.At.AddTicks(-(row.At.Ticks % TimeSpan.TicksPerHour)),
                    row.Asset, row.Status, row.Reason))
                .OrderBy(group => group.Key.Start).ThenBy(group => group.Key.Asset, StringComparer.Ordinal).ThenBy(group => group.Key.Status).ThenBy(group => group.Key.Reason)
                .Select(group => new SeriesPoint(
                    group.Key.Start, group.Key.Asset, group.Key.Status, group.Key.Reason, group.Count(), group.Aggregate(default(Sum), (sum, row) => sum + row.Amount)));
            Assert.Equal(expected, await Store.ReadSeriesAsync(client, query, CancellationToken.None));
        }
    }

    private sealed record Step(
        bool IsFold, int Client, int Key, PayoutStatus Status, PayoutReason? Reason, bool Attention, DateTimeOffset At, int Limit);
}
