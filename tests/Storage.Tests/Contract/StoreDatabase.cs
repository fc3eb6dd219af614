using System.Collections.Concurrent;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Tests.Contract;

/// <summary>
/// One database of one kind, empty at first. The contract's tests run against it and know nothing else about it.
/// </summary>
public abstract class StoreDatabase : IAsyncDisposable
{
    /// <summary>Makes the database empty and ready to be opened.</summary>
    public virtual Task CreateAsync() => Task.CompletedTask;

    /// <summary>
    /// A store over the database, initialized. The caller disposes it, and may then open the same database again.
    /// </summary>
    public abstract Task<IPayoutStore> OpenAsync();

    /// <summary>Removes the database.</summary>
    public abstract ValueTask DisposeAsync();
}

/// <summary>A test of the contract: an open store over an empty database for each test.</summary>
public abstract class StoreTest(StoreDatabase database) : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Payout> _last = new(StringComparer.Ordinal);

    protected IPayoutStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await database.CreateAsync();
        Store = await database.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the store anew, like a restart of the process.</summary>
    protected async Task ReopenAsync()
    {
        await CloseAsync();
        Store = await database.OpenAsync();
    }

    /// <summary>A write with the events that it makes, as far as this test wrote the version before.</summary>
    protected PayoutWrite Write(PayoutState state, long expectedVersion) =>
        new(state, expectedVersion, PayoutEvents.Of(expectedVersion == 0 ? null : _last.GetValueOrDefault(state.Payout.Id), state.Payout));

    protected async Task<IReadOnlyList<WriteOutcome>> WriteAsync(params IReadOnlyList<PayoutWrite> batch)
    {
        var outcomes = await Store.WriteAsync(batch, CancellationToken.None);
        foreach (var (write, _) in batch.Zip(outcomes).Where(pair => pair.Second == WriteOutcome.Written))
        {
            _last[write.State.Payout.Id] = write.State.Payout;
        }

        return outcomes;
    }

    protected async Task<WriteOutcome> WriteAsync(PayoutState state, long expectedVersion) => (await WriteAsync(Write(state, expectedVersion)))[0];

    protected async Task InsertAsync(params IEnumerable<PayoutState> states)
    {
        foreach (var batch in states.Chunk(256))
        {
            var outcomes = await WriteAsync([.. batch.Select(state => Write(state, 0))]);
            Assert.All(outcomes, outcome => Assert.Equal(WriteOutcome.Written, outcome));
        }
    }

    /// <summary>Writes the state that follows this one.</summary>
    protected async Task<PayoutState> ChangeAsync(PayoutState state, Func<PayoutState, PayoutState> change)
    {
        var next = state.Next(change);
        Assert.Equal(WriteOutcome.Written, await WriteAsync(next, state.Payout.Version));
        return next;
    }

    /// <summary>Folds until nothing is left to fold.</summary>
    protected async Task FoldEverythingAsync()
    {
        while (await Store.FoldStatsAsync(5, CancellationToken.None) > 0)
        {
        }
    }

    /// <summary>Works again and again, at least once.</summary>
    protected static async Task RepeatAsync(Func<Task> work, CancellationToken until)
    {
        do
        {
            await work();
        }
        while (!until.IsCancellationRequested);
    }

    private async Task CloseAsync()
    {
        if (Store is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }
}
