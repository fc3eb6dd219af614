using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Tests.Contract;

/// <summary>Conditional writes: each independent, each with its own outcome.</summary>
public abstract class WriteContract(StoreDatabase database) : StoreTest(database)
{
    [Fact]
    public async Task A_payout_that_does_not_exist_reads_as_null() =>
        Assert.Null(await Store.ReadAsync(A.Id("c-1", "none"), CancellationToken.None));

    [Fact]
    public async Task An_insert_is_read_back_whole()
    {
        var state = A.Payout("k");

        Assert.Equal(WriteOutcome.Written, await WriteAsync(state, 0));

        Same.State(state, await Store.ReadAsync(state.Payout.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Look_ups_at_the_same_time_each_get_their_own_payout_or_null()
    {
        var states = Enumerable.Range(0, 300).Select(number => A.Payout($"k{number}")).ToList();
        await Store.WriteAsync([.. states.Take(200).Select(state => new PayoutWrite(state, 0, []))], CancellationToken.None);

        var found = await Task.WhenAll(states.Concat(states).Select(state => Task.Run(() => Store.ReadAsync(state.Payout.Id, CancellationToken.None))));

        Assert.All(found.Zip(states.Concat(states)).Where((_, number) => number % 300 < 200), pair => Same.State(pair.Second, pair.First));
        Assert.All(found.Where((_, number) => number % 300 >= 200), Assert.Null);
    }

    [Fact]
    public async Task A_look_up_whose_caller_gave_up_is_cancelled()
    {
        using var gaveUp = new CancellationTokenSource();
        await gaveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.ReadAsync(A.Id("c-1", "none"), gaveUp.Token));
    }

    [Fact]
    public async Task An_insert_of_an_id_that_exists_conflicts_and_changes_nothing()
    {
        var state = A.Payout("k");
        await InsertAsync(state);

        Assert.Equal(WriteOutcome.Conflict, await WriteAsync(state.In(PayoutStatus.Failed), 0));

        Same.State(state, await Store.ReadAsync(state.Payout.Id, CancellationToken.None));
    }

    [Fact]
    public async Task An_update_replaces_the_version_that_it_expects()
    {
        var first = A.Payout("k");
        await InsertAsync(first);

        var second = await ChangeAsync(first, state => state.In(PayoutStatus.Broadcast) with { Attempts = 3 });

        Same.State(second, await Store.ReadAsync(first.Payout.Id, CancellationToken.None));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task An_update_of_another_version_conflicts_and_changes_nothing(long expected)
    {
        var first = A.Payout("k");
        await InsertAsync(first);
        var second = await ChangeAsync(first, state => state.In(PayoutStatus.Broadcast));
        var stale = first.In(PayoutStatus.Failed).With(payout => payout with { Version = expected + 1 });

        Assert.Equal(WriteOutcome.Conflict, await WriteAsync(stale, expected));

        Same.State(second, await Store.ReadAsync(first.Payout.Id, CancellationToken.None));
    }

    [Fact]
    public async Task An_update_of_a_payout_that_does_not_exist_conflicts_and_stores_nothing()
    {
        var state = A.Payout("k").With(payout => payout with { Version = 2 });

        Assert.Equal(WriteOutcome.Conflict, await WriteAsync(state, 1));

        Assert.Null(await Store.ReadAsync(state.Payout.Id, CancellationToken.None));
    }

    [Fact]
    public async Task A_clients_key_is_taken_once_and_another_clients_is_another()
    {
        var first = A.Payout("k");
        var other = A.Payout("k", amount: 1m);
        var sameKeyOfAnotherClient = A.Payout("k", client: "c-2");
        await InsertAsync(first);

        Assert.Equal(WriteOutcome.Conflict, await WriteAsync(other, 0));
        Assert.Equal(WriteOutcome.Written, await WriteAsync(sameKeyOfAnotherClient, 0));

        Same.State(first, await Store.ReadAsync(first.Payout.Id, CancellationToken.None));
    }

    [Fact]
    public async Task A_batch_answers_each_write_in_order_and_a_conflict_harms_no_other()
    {
        var stored = A.Payout("stored");
        var taken = A.Payout("taken");
        var stale = A.Payout("stale");
        await InsertAsync(stored, stale, taken);
        stale = await ChangeAsync(stale, state => state.In(PayoutStatus.Broadcast));
        var fresh = A.Payout("fresh");
        var next = stored.Next(state => state.In(PayoutStatus.Broadcast));

        var outcomes = await WriteAsync(
            [
                Write(A.Payout("taken", amount: 1m), 0),
                Write(fresh, 0),
                Write(A.Payout("stale").Next(state => state.In(PayoutStatus.Failed)), 1),
                Write(next, 1),
                Write(A.Payout("missing").Next(state => state), 1),
                Write(A.Payout("last"), 0),
            ]);

        Assert.Equal(
            [WriteOutcome.Conflict, WriteOutcome.Written, WriteOutcome.Conflict, WriteOutcome.Written, WriteOutcome.Conflict, WriteOutcome.Written],
            outcomes);
        Same.State(fresh, await Store.ReadAsync(fresh.Payout.Id, CancellationToken.None));
        Same.State(next, await Store.ReadAsync(stored.Payout.Id, CancellationToken.None));
        Same.State(stale, await Store.ReadAsync(stale.Payout.Id, CancellationToken.None));
        Same.State(taken, await Store.ReadAsync(taken.Payout.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Thirty_two_writers_lose_no_update()
    {
        const int Writers = 32;
        const int UpdatesEach = 10;
        var first = A.Payout("k");
        await InsertAsync(first);

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            for (var done = 0; done < UpdatesEach;)
            {
                var seen = (await Store.ReadAsync(first.Payout.Id, CancellationToken.None))!;
                var next = seen.Next(state => state with { Attempts = state.Attempts + 1 });
                done += await WriteAsync(next, seen.Payout.Version) == WriteOutcome.Written ? 1 : 0;
            }
        })));

        var last = (await Store.ReadAsync(first.Payout.Id, CancellationToken.None))!;
        Assert.Equal(Writers * UpdatesEach, last.Attempts);
        Assert.Equal(1 + (Writers * UpdatesEach), last.Payout.Version);
    }

    [Fact]
    public async Task Of_simultaneous_updates_of_one_version_one_is_written()
    {
        var first = A.Payout("k");
        await InsertAsync(first);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 32).Select(i =>
            Task.Run(() => WriteAsync(first.Next(state => state with { Attempts = i }), 1))));

        Assert.Single(outcomes, WriteOutcome.Written);
    }

    [Fact]
    public async Task Of_simultaneous_inserts_of_one_payout_one_is_written()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 32).Select(i =>
            Task.Run(() => WriteAsync(A.Payout("k") with { Attempts = i }, 0))));

        Assert.Single(outcomes, WriteOutcome.Written);
    }
}
