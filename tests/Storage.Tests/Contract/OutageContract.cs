using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Tests.Contract;

/// <summary>
/// The server becomes unreachable, also in the middle of a batch, and comes back: no result is false, and the store
/// continues automatically.
/// </summary>
public abstract class OutageContract(ServerDatabase database) : IAsyncLifetime
{
    private const int Payouts = 40;

    // Less than any batch of these tests, more than any handshake or heartbeat.
    private const int SomeBatch = 8 * 1024;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private Wire _wire = null!;
    private IPayoutStore _direct = null!;
    private IPayoutStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        await database.CreateAsync();
        _direct = await database.OpenAsync();
        _wire = new Wire(database.Server);
        _store = database.StoreAt(_wire.EndPoint);
        await _store.InitializeAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in new[] { _store, _direct }.OfType<IAsyncDisposable>())
        {
            await store.DisposeAsync();
        }

        if (_wire is not null)
        {
            await _wire.DisposeAsync();
        }

        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_batch_whose_answer_is_lost_is_never_called_refused_when_it_was_written(bool mended)
    {
        var updated = Enumerable.Range(0, Payouts / 2).Select(i => A.Payout($"old{i}")).ToList();
        await _direct.WriteAsync([.. updated.Select(state => PayoutWrite.Of(null, state))], CancellationToken.None);
        var batch = updated.Select(state => PayoutWrite.Of(state, state.Next(old => old.In(PayoutStatus.Broadcast))))
            .Concat(Enumerable.Range(0, Payouts / 2).Select(i => PayoutWrite.Of(null, A.Payout($"new{i}")))).ToList();

        var cut = _wire.CutAtTheAnswerTo(SomeBatch);
        var writing = _store.WriteAsync(batch, CancellationToken.None);
        await cut.WaitAsync(Timeout);
        if (mended)
        {
            _wire.Mend();
        }

        var outcomes = await OutcomesAsync(writing);
        _wire.Mend();

        await AssertTrueAsync(batch, outcomes);
        await AssertRepeatEndsAsync(batch);
    }

    [Fact]
    public async Task What_conflicted_is_told_from_what_was_written_though_the_answer_is_lost()
    {
        var mine = Enumerable.Range(0, Payouts).Select(i => A.Payout($"k{i}")).ToList();
        await _direct.WriteAsync([.. mine.Select(state => PayoutWrite.Of(null, state))], CancellationToken.None);
        var theirs = mine.Where((_, i) => i % 3 == 0).Select(state => state.Next(old => old with { Attempts = 99 })).ToList();
        await _direct.WriteAsync([.. theirs.Select(state => new PayoutWrite(state, 1, []))], CancellationToken.None);
        var batch = mine.Select(state => PayoutWrite.Of(state, state.Next(old => old with { Attempts = 1 }))).ToList();

        var cut = _wire.CutAtTheAnswerTo(SomeBatch);
        var writing = _store.WriteAsync(batch, CancellationToken.None);
        await cut.WaitAsync(Timeout);
        _wire.Mend();
        var outcomes = await OutcomesAsync(writing);

        for (var i = 0; i < batch.Count && outcomes is not null; i++)
        {
            Assert.Equal(i % 3 == 0 ? WriteOutcome.Conflict : WriteOutcome.Written, outcomes[i]);
        }

        for (var i = 0; i < batch.Count; i++)
        {
            var stored = (await _direct.ReadAsync(mine[i].Payout.Id, CancellationToken.None))!;
            Assert.True(i % 3 != 0 || stored.Attempts == 99, "Another silo's write was overwritten.");
        }
    }

    [Fact]
    public async Task Without_a_server_calls_fail_in_time_and_work_again_once_it_is_back()
    {
        var state = A.Payout("k");
        await _store.WriteAsync([PayoutWrite.Of(null, state)], CancellationToken.None);
        _wire.Cut();

        await Assert.ThrowsAnyAsync<Exception>(() => _store.ReadAsync(state.Payout.Id, CancellationToken.None).WaitAsync(Timeout));
        await Assert.ThrowsAnyAsync<Exception>(() => _store.WriteAsync([PayoutWrite.Of(null, A.Payout("lost"))], CancellationToken.None).WaitAsync(Timeout));
        await Assert.ThrowsAnyAsync<Exception>(() => _store.ProbeAsync(CancellationToken.None).WaitAsync(Timeout));

        _wire.Mend();
        Same.State(state, await UntilItWorksAsync(() => _store.ReadAsync(state.Payout.Id, CancellationToken.None)));
        Assert.Null(await _store.ReadAsync(A.Id("c-1", "lost"), CancellationToken.None));
        await _store.ProbeAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_fold_that_is_cut_off_at_any_answer_counts_nothing_twice()
    {
        var payouts = Enumerable.Range(0, Payouts).Select(i => A.Payout($"k{i}", client: $"c-{i % 2}", amount: 0.1m)).ToList();
        await _direct.WriteAsync([.. payouts.Select(state => PayoutWrite.Of(null, state))], CancellationToken.None);

        for (var round = 0; round < 12; round++)
        {
            var cut = _wire.CutAtTheAnswerTo(bytes: 1, passing: round);
            var folding = OutcomesAsync(_store.FoldStatsAsync(3, CancellationToken.None));
            await Task.WhenAny(cut, folding).WaitAsync(Timeout);
            _wire.Mend();
            await folding;

            Assert.Equal(Payouts, (await _direct.ReadStatsAsync(IClientGrain.AllClients, CancellationToken.None)).Payouts);
            Assert.Equal(
                [new StatusTotal("USDT", PayoutStatus.Pending, Payouts / 2, Payouts / 2 * 0.1m)],
                (await _direct.ReadStatsAsync("c-1", CancellationToken.None)).Totals);
        }

        while (await _direct.FoldStatsAsync(100, CancellationToken.None) > 0)
        {
        }

        Assert.Equal(
            [new StatusTotal("USDT", PayoutStatus.Pending, Payouts, Payouts * 0.1m)],
            (await _direct.ReadStatsAsync(IClientGrain.AllClients, CancellationToken.None)).Totals);
    }

    // The same write again, as from a grain that came back: every payout ends up written once.
    private async Task AssertRepeatEndsAsync(List<PayoutWrite> batch)
    {
        await UntilItWorksAsync(() => _store.WriteAsync(batch, CancellationToken.None));
        foreach (var write in batch)
        {
            Same.State(write.State, await _direct.ReadAsync(write.State.Payout.Id, CancellationToken.None));
        }
    }

    private async Task AssertTrueAsync(List<PayoutWrite> batch, IReadOnlyList<WriteOutcome>? outcomes)
    {
        for (var i = 0; i < batch.Count && outcomes is not null; i++)
        {
            Assert.Equal(WriteOutcome.Written, outcomes[i]);
            Same.State(batch[i].State, await _direct.ReadAsync(batch[i].State.Payout.Id, CancellationToken.None));
        }
    }

    /// <summary>A call's result, or nothing when it threw and its outcome is unknown.</summary>
    private static async Task<T?> OutcomesAsync<T>(Task<T> call)
    {
        try
        {
            return await call.WaitAsync(Timeout);
        }
        catch (Exception exception) when (exception is not TimeoutException { InnerException: null } || call.IsCompleted)
        {
            return default;
        }
    }

    private static async Task<T> UntilItWorksAsync<T>(Func<Task<T>> call)
    {
        using var limit = new CancellationTokenSource(Timeout);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            try
            {
                return await call();
            }
            catch (Exception exception) when (!limit.IsCancellationRequested && exception is not Xunit.Sdk.XunitException)
            {
                await pause.WaitForNextTickAsync(limit.Token);
            }
        }
    }
}
