using Microsoft.Extensions.Time.Testing;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Storage.Tests.Contract;
using Payouts.Storage.Tests.Sqlite;

namespace Payouts.Storage.Tests;

/// <summary>Many callers, few transactions, and each caller gets its own result.</summary>
public sealed class GroupCommitTests() : StoreTest(new SqliteFile())
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Stands still: the test decides how long a write waits, not the machine.
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task A_lone_write_is_durable_when_it_returns()
    {
        await using var commit = new GroupCommit(Store, _clock);
        var state = A.Payout("k");

        Assert.Equal(WriteOutcome.Written, await commit.WriteAsync(new PayoutWrite(state, 0, [])));

        Same.State(state, await Store.ReadAsync(state.Payout.Id, CancellationToken.None));
    }

    [Fact]
    public async Task What_arrives_during_a_commit_is_the_next_batch_up_to_its_limit()
    {
        var (store, gate, started) = Held();
        await using var commit = new GroupCommit(store, _clock);
        var first = commit.WriteAsync(new PayoutWrite(A.Payout("first"), 0, []));
        await started.WaitAsync(Patience);

        var rest = Enumerable.Range(0, 300).Select(i => commit.WriteAsync(PayoutWrite.Of(null, A.Payout($"k{i}")))).ToList();
        gate.SetResult();

        Assert.All(await Task.WhenAll([first, .. rest]), outcome => Assert.Equal(WriteOutcome.Written, outcome));
        Assert.Equal([1, GroupCommit.MaxBatch, 300 - GroupCommit.MaxBatch], store.Batches.Select(batch => batch.Count));
    }

    [Fact]
    public async Task A_write_that_could_not_begin_in_time_is_given_up_and_never_made()
    {
        var (store, gate, started) = Held();
        await using var commit = new GroupCommit(store, _clock);
        var first = commit.WriteAsync(new PayoutWrite(A.Payout("first"), 0, []));
        await started.WaitAsync(Patience);
        var late = commit.WriteAsync(new PayoutWrite(A.Payout("late"), 0, []));

        _clock.Advance(GroupCommit.MaxWait + TimeSpan.FromMilliseconds(1));
        gate.SetResult();

        Assert.Equal(WriteOutcome.Written, await first);
        await Assert.ThrowsAsync<IOException>(() => late);
        Assert.Null(await Store.ReadAsync(A.Id("c-1", "late"), CancellationToken.None));
    }

    [Fact]
    public async Task Each_caller_of_a_batch_gets_its_own_outcome()
    {
        var stored = A.Payout("stored");
        await InsertAsync(stored, A.Payout("taken"));
        var (store, gate, started) = Held();
        await using var commit = new GroupCommit(store, _clock);
        var first = commit.WriteAsync(new PayoutWrite(A.Payout("first"), 0, []));
        await started.WaitAsync(Patience);

        var conflict = commit.WriteAsync(new PayoutWrite(A.Payout("taken", amount: 1m), 0, []));
        var insert = commit.WriteAsync(new PayoutWrite(A.Payout("new"), 0, []));
        var update = commit.WriteAsync(new PayoutWrite(stored.Next(state => state.In(PayoutStatus.Broadcast)), 1, []));
        var missing = commit.WriteAsync(new PayoutWrite(A.Payout("missing").Next(state => state), 1, []));
        gate.SetResult();

        Assert.Equal(
            [WriteOutcome.Written, WriteOutcome.Conflict, WriteOutcome.Written, WriteOutcome.Written, WriteOutcome.Conflict],
            await Task.WhenAll(first, conflict, insert, update, missing));
        Assert.Equal(2, store.Batches.Count);
    }

    [Fact]
    public async Task Writes_of_one_id_commit_one_after_another_in_their_order()
    {
        const int Versions = 600;
        var (store, gate, started) = Held();
        await using var commit = new GroupCommit(store, _clock);
        var first = commit.WriteAsync(new PayoutWrite(A.Payout("first"), 0, []));
        await started.WaitAsync(Patience);

        var writes = new List<Task<WriteOutcome>>();
        for (var (state, version) = (A.Payout("k"), 0); version < Versions; state = state.Next(old => old), version++)
        {
            writes.Add(commit.WriteAsync(new PayoutWrite(state, version, [])));
            writes.Add(commit.WriteAsync(new PayoutWrite(A.Payout($"other{version}"), 0, [])));
        }

        gate.SetResult();

        Assert.All(await Task.WhenAll([first, .. writes]), outcome => Assert.Equal(WriteOutcome.Written, outcome));
        Assert.Equal(Versions, (await Store.ReadAsync(A.Id("c-1", "k"), CancellationToken.None))!.Payout.Version);
        Assert.All(store.Batches, batch => Assert.Equal(batch.Count, batch.DistinctBy(write => write.State.Payout.Id).Count()));
        Assert.All(store.Batches, batch => Assert.InRange(batch.Count, 1, GroupCommit.MaxBatch));
    }

    [Fact]
    public async Task A_failing_batch_fails_all_its_callers_and_no_later_one()
    {
        var (store, gate, started) = Held();
        await using var commit = new GroupCommit(store, _clock);
        var first = commit.WriteAsync(new PayoutWrite(A.Payout("first"), 0, []));
        await started.WaitAsync(Patience);
        store.BeforeWrite = () => throw new IOException("The disk is gone.");

        var a = commit.WriteAsync(new PayoutWrite(A.Payout("a"), 0, []));
        var b = commit.WriteAsync(new PayoutWrite(A.Payout("b"), 0, []));
        gate.SetResult();

        Assert.Equal(WriteOutcome.Written, await first);
        await Assert.ThrowsAsync<IOException>(() => a);
        await Assert.ThrowsAsync<IOException>(() => b);
        store.BeforeWrite = () => Task.CompletedTask;
        Assert.Equal(WriteOutcome.Written, await commit.WriteAsync(new PayoutWrite(A.Payout("a"), 0, [])));
    }

    [Fact]
    public async Task Disposing_waits_until_every_accepted_write_is_stored()
    {
        var (store, gate, started) = Held();
        var commit = new GroupCommit(store, _clock);
        var writes = Enumerable.Range(0, 1000).Select(i => commit.WriteAsync(PayoutWrite.Of(null, A.Payout($"k{i}")))).ToList();
        await started.WaitAsync(Patience);

        var disposing = commit.DisposeAsync().AsTask();
        Assert.False(disposing.IsCompleted);
        gate.SetResult();
        await disposing;

        Assert.Equal(1000, (await Store.ReadStatsAsync("c-1", CancellationToken.None)).Payouts);
        Assert.All(await Task.WhenAll(writes), outcome => Assert.Equal(WriteOutcome.Written, outcome));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => commit.WriteAsync(new PayoutWrite(A.Payout("late"), 0, [])));
        Assert.Null(await Store.ReadAsync(A.Id("c-1", "late"), CancellationToken.None));
    }

    [Fact]
    public async Task Beyond_its_limit_a_write_is_not_accepted_until_there_is_room()
    {
        const int TooMany = 10;
        var (store, gate, started) = Held();
        var commit = new GroupCommit(store, _clock);
        var first = commit.WriteAsync(PayoutWrite.Of(null, A.Payout("first")));
        await started.WaitAsync(Patience);

        var writes = Enumerable.Range(0, GroupCommit.MaxWaiting + TooMany).Select(i => commit.WriteAsync(PayoutWrite.Of(null, A.Payout($"k{i}")))).ToList();
        var disposing = commit.DisposeAsync().AsTask();
        gate.SetResult();
        await disposing;

        await Assert.ThrowsAsync<ObjectDisposedException>(() => Task.WhenAll(writes));
        Assert.Equal(WriteOutcome.Written, await first);
        Assert.Equal(GroupCommit.MaxWaiting, writes.Count(write => write.IsCompletedSuccessfully));
        Assert.Equal(GroupCommit.MaxWaiting + 1, (await Store.ReadStatsAsync("c-1", CancellationToken.None)).Payouts);
    }

    [Fact]
    public async Task A_caller_that_blocks_after_its_write_holds_up_nobody()
    {
        await using var commit = new GroupCommit(Store, _clock);
        using var blocked = new SemaphoreSlim(0);
        using var release = new ManualResetEventSlim();
        var blocking = Task.Run(async () =>
        {
            await commit.WriteAsync(new PayoutWrite(A.Payout("a"), 0, []));
            blocked.Release();
            return release.Wait(Patience);
        });
        Assert.True(await blocked.WaitAsync(Patience));

        Assert.Equal(WriteOutcome.Written, await commit.WriteAsync(new PayoutWrite(A.Payout("b"), 0, [])).WaitAsync(Patience));

        release.Set();
        Assert.True(await blocking);
    }

    [Fact]
    public async Task A_version_that_does_not_follow_the_expected_one_is_refused()
    {
        await using var commit = new GroupCommit(Store, _clock);

        await Assert.ThrowsAsync<ArgumentException>(() => commit.WriteAsync(new PayoutWrite(A.Payout("k"), 1, [])));

        Assert.Null(await Store.ReadAsync(A.Id("c-1", "k"), CancellationToken.None));
    }

    // The first batch waits until the gate opens; started completes when it has begun.
    private (WatchedStore Store, TaskCompletionSource Gate, Task Started) Held()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var store = new WatchedStore(Store)
        {
            BeforeWrite = () =>
            {
                started.TrySetResult();
                return gate.Task;
            },
        };
        return (store, gate, started.Task);
    }
}
