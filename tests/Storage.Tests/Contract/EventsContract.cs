using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Tests.Contract;

/// <summary>Each visible change is one row, stored with its write, and read in an order that never changes.</summary>
public abstract class EventsContract(StoreDatabase database) : StoreTest(database)
{
    [Fact]
    public async Task Every_member_of_an_event_comes_back()
    {
        var first = A.Payout("k", amount: 123456789012345678.12345678m, createdAt: A.Start.AddMilliseconds(7));
        await InsertAsync(first);
        var changed = await ChangeAsync(first, state => state.In(PayoutStatus.Failed).With(payout => payout with
        {
            Reason = PayoutReason.ProviderFailed,
            NeedsAttention = true,
            UpdatedAt = A.Start.AddMilliseconds(1234),
        }));

        await ReopenAsync();

        var expected = PayoutEvents.Of(null, first.Payout).AddRange(PayoutEvents.Of(first.Payout, changed.Payout));
        Assert.Equal(expected, await ReadAllAsync());
        Assert.Equal([EventTypes.Created, "payout.failed", EventTypes.AttentionNeeded], expected.Select(row => row.Type));
        Assert.Equal(expected.Take(1), await Store.FindEventsAsync(first.Payout.Id, 1, CancellationToken.None));
        Assert.Equal(expected.Skip(1), await Store.FindEventsAsync(first.Payout.Id, 2, CancellationToken.None));
    }

    [Fact]
    public async Task What_shows_nothing_new_makes_no_event()
    {
        var state = A.Payout("k");
        await InsertAsync(state);
        await ChangeAsync(state, old => old with { Attempts = 5 });

        Assert.Single(await ReadAllAsync());
        Assert.Empty(await Store.FindEventsAsync(state.Payout.Id, 2, CancellationToken.None));
        Assert.Empty(await Store.FindEventsAsync(A.Id("c-1", "missing"), 1, CancellationToken.None));
    }

    [Fact]
    public async Task A_write_that_conflicts_leaves_no_event_and_its_neighbours_keep_theirs()
    {
        var taken = A.Payout("taken");
        await InsertAsync(taken);

        await WriteAsync(
            [Write(A.Payout("before"), 0), Write(A.Payout("taken", amount: 1m), 0), Write(A.Payout("missing").Next(state => state), 1), Write(A.Payout("after"), 0)]);

        var rows = await ReadAllAsync();
        Assert.Equal(
            [taken.Payout.Id, .. new[] { A.Id("c-1", "before"), A.Id("c-1", "after") }.Order(StringComparer.Ordinal)],
            rows.Take(1).Select(row => row.PayoutId).Concat(rows.Skip(1).Select(row => row.PayoutId).Order(StringComparer.Ordinal)));
        Assert.All(rows, row => Assert.Equal(25.5m, row.Amount));
    }

    [Fact]
    public async Task One_payouts_events_come_by_version()
    {
        var states = Enumerable.Range(0, 8).Select(i => A.Payout($"k{i}")).ToList();
        await InsertAsync(states);
        for (var round = 0; round < 4; round++)
        {
            var next = states.ConvertAll(state => state.Next(old => old.With(payout => payout with { Txid = $"0x{round}" })));
            await WriteAsync([.. next.Select(state => Write(state, state.Payout.Version - 1))]);
            states = next;
        }

        Assert.All(
            (await ReadAllAsync()).GroupBy(row => row.PayoutId),
            payout => Assert.Equal([1L, 2, 3, 4, 5], payout.Select(row => row.Version)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task Pages_give_each_event_once_while_more_are_written(int limit)
    {
        await InsertAsync(Enumerable.Range(0, 20).Select(i => A.Payout($"k{i}")));
        var seen = new List<(string, long)>();
        EventPosition? after = null;
        for (var i = 20; i < 40;)
        {
            var page = await Store.ReadEventsAsync(after, limit, CancellationToken.None);
            Assert.False(page.IsExpired);
            Assert.InRange(page.Events.Length, 0, limit);
            Assert.True(page.Events.IsEmpty || page.Events[^1].Position == page.Next);
            seen.AddRange(page.Events.Select(stored => (stored.Row.PayoutId, stored.Row.Version)));
            after = page.Next;
            if (!page.HasMore)
            {
                await InsertAsync(A.Payout($"k{i++}"));
            }
        }

        seen.AddRange((await ReadAllAsync(after)).Select(row => (row.PayoutId, row.Version)));
        Assert.Equal(40, seen.Count);
        Assert.Equal(40, seen.Distinct().Count());
    }

    [Fact]
    public async Task Only_what_comes_after_the_end_is_read_from_there()
    {
        Assert.Empty(await ReadAllAsync(await Store.ReadEndOfEventsAsync(CancellationToken.None)));
        await InsertAsync(A.Payout("before"));
        var end = await Store.ReadEndOfEventsAsync(CancellationToken.None);

        var empty = await Store.ReadEventsAsync(end, 10, CancellationToken.None);
        await InsertAsync(A.Payout("after"));

        Assert.Empty(empty.Events);
        Assert.False(empty.HasMore);
        Assert.Equal([A.Id("c-1", "after")], (await ReadAllAsync(empty.Next)).Select(row => row.PayoutId));
        Assert.Equal([A.Id("c-1", "after")], (await ReadAllAsync(end)).Select(row => row.PayoutId));
    }

    [Fact]
    public async Task A_place_beyond_the_end_is_taken_for_the_end()
    {
        await InsertAsync(A.Payout("k"));
        var end = await Store.ReadEndOfEventsAsync(CancellationToken.None);
        var beyond = end with { Number = end.Number + 1000, Transaction = end.Transaction == 0 ? 0 : end.Transaction + 1_000_000 };

        var page = await Store.ReadEventsAsync(beyond, 10, CancellationToken.None);
        await InsertAsync(A.Payout("after"));

        Assert.Empty(page.Events);
        Assert.Equal([A.Id("c-1", "after")], (await ReadAllAsync(page.Next)).Select(row => row.PayoutId));
    }

    [Fact]
    public async Task Old_folded_events_are_pruned_and_a_place_before_them_is_expired()
    {
        await InsertAsync(Enumerable.Range(0, 10).Select(i => A.Payout($"k{i}", createdAt: A.Start.AddDays(i))));
        var statistics = await Store.ReadStatsAsync("c-1", CancellationToken.None);

        // In this order: on MongoDB a read of events is a fold too.
        Assert.Equal(0, await Store.PruneEventsAsync(A.Start.AddDays(3), 100, CancellationToken.None));
        Assert.Equal(10, await Store.FoldStatsAsync(100, CancellationToken.None));
        var begin = (await Store.ReadEventsAsync(null, 1, CancellationToken.None)).Next;
        var third = (await Store.ReadEventsAsync(null, 3, CancellationToken.None)).Next;
        Assert.Equal(2, await Store.PruneEventsAsync(A.Start.AddDays(3), 2, CancellationToken.None));
        Assert.Equal(1, await Store.PruneEventsAsync(A.Start.AddDays(3), 2, CancellationToken.None));
        Assert.Equal(0, await Store.PruneEventsAsync(A.Start.AddDays(3), 2, CancellationToken.None));

        var expired = await Store.ReadEventsAsync(begin, 100, CancellationToken.None);
        Assert.True(expired.IsExpired);
        Assert.Empty(expired.Events);
        Assert.Equal(7, (await ReadAllAsync(expired.Next)).Count);
        Assert.Equal(7, (await ReadAllAsync(third)).Count);
        Assert.Equal(7, (await ReadAllAsync()).Count);
        Assert.Empty(await Store.FindEventsAsync(A.Id("c-1", "k0"), 1, CancellationToken.None));
        Assert.Equal(statistics.Totals, (await Store.ReadStatsAsync("c-1", CancellationToken.None)).Totals);
    }

    [Fact]
    public async Task Pruning_everything_does_not_give_a_place_out_again()
    {
        await InsertAsync(A.Payout("old"));
        var end = (await Store.ReadEventsAsync(null, 10, CancellationToken.None)).Next;
        await Store.FoldStatsAsync(10, CancellationToken.None);
        Assert.Equal(1, await Store.PruneEventsAsync(A.Start.AddDays(1), 10, CancellationToken.None));

        await ReopenAsync();
        await InsertAsync(A.Payout("new", createdAt: A.Start.AddDays(2)));

        Assert.Equal(1, await Store.FoldStatsAsync(10, CancellationToken.None));
        Assert.Equal([A.Id("c-1", "new")], (await ReadAllAsync(end)).Select(row => row.PayoutId));
        Assert.Equal(2, (await Store.ReadStatsAsync("c-1", CancellationToken.None)).Payouts);
    }

    [Fact]
    public async Task A_follower_beside_many_writers_and_folds_misses_nothing_and_sees_nothing_twice()
    {
        const int Writers = 8;
        const int PayoutsEach = 50;
        using var finished = new CancellationTokenSource();
        var following = Task.Run(() => FollowAsync(Writers * PayoutsEach * 3));
        var folding = Task.Run(async () =>
        {
            while (!finished.IsCancellationRequested)
            {
                await Store.FoldStatsAsync(50, CancellationToken.None);
            }
        });
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < PayoutsEach; i++)
            {
                var state = A.Payout($"w{writer}-{i}");
                await InsertAsync(state);
                state = await ChangeAsync(state, old => old.In(PayoutStatus.Broadcast));
                await ChangeAsync(state, old => old.In(PayoutStatus.Confirmed));
            }
        })));

        var seen = await following.WaitAsync(TimeSpan.FromMinutes(2));
        await finished.CancelAsync();
        await folding;

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.All(seen.GroupBy(row => row.PayoutId), payout => Assert.Equal([1L, 2, 3], payout.Select(row => row.Version)));
        Assert.Equal(Writers * PayoutsEach, (await Store.ReadStatsAsync("c-1", CancellationToken.None)).Totals.Single().Count);
    }

    private async Task<List<EventRow>> FollowAsync(int count)
    {
        var seen = new List<EventRow>();
        EventPosition? after = null;
        while (seen.Count < count)
        {
            var page = await Store.ReadEventsAsync(after, 64, CancellationToken.None);
            Assert.True(after is null || page.Next >= after);
            seen.AddRange(page.Events.Select(stored => stored.Row));
            after = page.Next;
        }

        return seen;
    }

    private async Task<List<EventRow>> ReadAllAsync(EventPosition? after = null)
    {
        var rows = new List<EventRow>();
        while (true)
        {
            var page = await Store.ReadEventsAsync(after, 3, CancellationToken.None);
            rows.AddRange(page.Events.Select(stored => stored.Row));
            after = page.Next;
            if (!page.HasMore)
            {
                return rows;
            }
        }
    }
}
