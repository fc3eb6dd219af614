using System.Threading.Channels;
using Payouts.Storage;

namespace Payouts.Silo.Storage;

/// <summary>One committing loop of <see cref="GroupCommit"/>: a transaction at a time, and never two writes of one id in it.</summary>
internal sealed class CommitLane : IAsyncDisposable
{
    private readonly IPayoutStore _store;
    private readonly TimeProvider _clock;
    private readonly Channel<Pending> _arrivals =
        Channel.CreateBounded<Pending>(new BoundedChannelOptions(GroupCommit.MaxWaiting) { SingleReader = true });

    // Second writes of an id that is in the batch already, in the order in which they came.
    private readonly Queue<Pending> _held = [];
    private readonly List<Pending> _batch = new(GroupCommit.MaxBatch);
    private readonly HashSet<string> _idsInBatch = new(StringComparer.Ordinal);
    private readonly Task _loop;

    public CommitLane(IPayoutStore store, TimeProvider clock, TaskScheduler scheduler)
    {
        _store = store;
        _clock = clock;
        _loop = Task.Factory.StartNew(RunAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler).Unwrap();
    }

    /// <inheritdoc cref="GroupCommit.WriteAsync"/>
    public async Task<WriteOutcome> WriteAsync(PayoutWrite write)
    {
        var pending = new Pending(write, _clock.GetTimestamp());
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

    /// <inheritdoc cref="GroupCommit.DisposeAsync"/>
    public async ValueTask DisposeAsync()
    {
        _arrivals.Writer.TryComplete();
        await _loop;
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

        // What is held is bounded like a batch, so that one id written without end cannot fill the memory.
        while (_batch.Count < GroupCommit.MaxBatch && _held.Count < GroupCommit.MaxBatch && _arrivals.Reader.TryRead(out var arrived))
        {
            Place(arrived);
        }
    }

    private void Place(Pending pending)
    {
        if (_clock.GetElapsedTime(pending.Since) > GroupCommit.MaxWait)
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

    // Asynchronous continuations: a grain that goes on after its write must not run on, and so hold up, the committing loop.
    private sealed class Pending(PayoutWrite write, long since) : TaskCompletionSource<WriteOutcome>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public PayoutWrite Write { get; } = write;

        public long Since { get; } = since;
    }
}
