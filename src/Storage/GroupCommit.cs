using System.Threading.Channels;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage;

/// <summary>
/// Group commit: gathers the writes of many grains into one transaction. Whatever arrived while the last one committed
/// goes into the next. It waits for nothing else, so a lone write is as fast as without it. Every write passes through
/// here, whatever the store.
/// </summary>
public sealed class GroupCommit : IAsyncDisposable
{
    /// <summary>The most writes in one transaction.</summary>
    public const int MaxBatch = 256;

    /// <summary>The most writes that may wait; beyond it callers wait to be admitted.</summary>
    public const int MaxWaiting = 4096;

    /// <summary>
    /// A write that could not start for this long is abandoned, and provably not made: the caller answers 503 within
    /// its own time limit, and a refused write is not carried out afterwards.
    /// </summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(4);

    private readonly IPayoutStore _store;
    private readonly TimeProvider _clock;
    private readonly Channel<Pending> _arrivals =
        Channel.CreateBounded<Pending>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    // Second writes of an id that is already in the batch, in order of arrival.
    private readonly Queue<Pending> _held = [];
    private readonly List<Pending> _batch = new(MaxBatch);
    private readonly HashSet<string> _idsInBatch = new(StringComparer.Ordinal);
    private readonly Task _loop;

    /// <summary>
    /// Starts committing to <paramref name="store"/>, which must be initialized before the first write.
    /// </summary>
    /// <param name="store">Where the writes go.</param>
    /// <param name="clock">Measures how long a write has waited.</param>
    /// <param name="scheduler">
    /// Runs the commit loop; the thread pool by default. The simulation (verify/Simulation) supplies its own.
    /// </param>
    public GroupCommit(IPayoutStore store, TimeProvider clock, TaskScheduler? scheduler = null)
    {
        _store = store;
        _clock = clock;
        // Created on the first payout and shared by all later ones: the loop must not inherit that request's trace id.
        using AsyncFlowControl? _ = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        _loop = Task.Factory.StartNew(RunAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler ?? TaskScheduler.Default).Unwrap();
    }

    /// <summary>
    /// Writes one payout durably. Writes of one id commit in order of arrival. Rethrows what the store throws; the
    /// outcome is then unknown. Throws <see cref="ObjectDisposedException"/> when called too late; then nothing was
    /// written.
    /// </summary>
    public Task<WriteOutcome> WriteAsync(PayoutWrite write)
    {
        if (write.State.Payout.Version != write.ExpectedVersion + 1)
        {
            throw new ArgumentException($"Version {write.State.Payout.Version} cannot follow version {write.ExpectedVersion}.", nameof(write));
        }

        var pending = new Pending(write, _clock.GetTimestamp());
        return _arrivals.Writer.TryWrite(pending) ? pending.Task : WaitAndWriteAsync(pending);
    }

    /// <summary>
    /// Accepts no more writes, and returns once every accepted one has its result. Leaves the store open.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        _arrivals.Writer.TryComplete();
        await _loop;
    }

    /// <summary>Waits until there is room. Those that wait are admitted in order of arrival.</summary>
    private async Task<WriteOutcome> WaitAndWriteAsync(Pending pending)
    {
        try
        {
            await _arrivals.Writer.WriteAsync(pending);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(GroupCommit), "The silo is stopping; the payout was not written.");
        }

        return await pending.Task;
    }

    private async Task RunAsync()
    {
        while (_held.Count > 0 || await _arrivals.Reader.WaitToReadAsync())
        {
            Collect();
            if (_batch.Count > 0)
            {
                await CommitAsync();
            }

            _batch.Clear();
            _idsInBatch.Clear();
        }
    }

    private void Collect()
    {
        for (var waiting = _held.Count; waiting > 0; waiting--)
        {
            Place(_held.Dequeue());
        }

        // Deferred writes are bounded like a batch, so that one id written endlessly cannot exhaust the memory.
        while (_batch.Count < MaxBatch && _held.Count < MaxBatch && _arrivals.Reader.TryRead(out var arrived))
        {
            Place(arrived);
        }
    }

    private void Place(Pending pending)
    {
        if (_clock.GetElapsedTime(pending.Since) > MaxWait)
        {
            pending.SetException(new IOException("The storage was too slow to begin this write; nothing was written."));
        }
        else if (_idsInBatch.Add(pending.Write.State.Payout.Id))
        {
            _batch.Add(pending);
        }
        else
        {
            _held.Enqueue(pending);
        }
    }

    private async Task CommitAsync()
    {
        try
        {
            var outcomes = await _store.WriteAsync([.. _batch.Select(pending => pending.Write)], CancellationToken.None);
            if (outcomes.Count != _batch.Count)
            {
                throw new InvalidOperationException($"The store answered {outcomes.Count} of {_batch.Count} writes.");
            }

            for (var i = 0; i < _batch.Count; i++)
            {
                _batch[i].SetResult(outcomes[i]);
            }
        }
        catch (Exception exception)
        {
            _batch.ForEach(pending => pending.TrySetException(exception));
        }
    }

    // Asynchronous continuations: a grain that continues after its write must not run on the commit loop and block it.
    private sealed class Pending(PayoutWrite write, long since) : TaskCompletionSource<WriteOutcome>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public PayoutWrite Write { get; } = write;

        public long Since { get; } = since;
    }
}
