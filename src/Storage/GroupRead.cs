using System.Threading.Channels;

namespace Payouts.Storage;

/// <summary>
/// Gathers lookups by id: whatever arrived while the last group was read goes into the next query. After a restart
/// every due payout is looked up at once, more than a driver has connections. A lone lookup waits for nothing.
/// </summary>
/// <typeparam name="T">What a server returns, before it is parsed.</typeparam>
internal sealed class GroupRead<T> : IAsyncDisposable
    where T : class
{
    private const int MaxGroup = 256;
    private const int MaxWaiting = 4096;

    // Two, so that one that hangs on a broken connection does not block all reads.
    private const int Lanes = 2;

    private readonly Func<string[], Task<Dictionary<string, T>>> _fetch;
    private readonly Channel<Pending> _arrivals = Channel.CreateBounded<Pending>(MaxWaiting);
    private readonly Task _lanes;

    /// <summary>Starts the reading lanes.</summary>
    /// <param name="fetch">Queries the server for those of these ids that exist; the ids are distinct.</param>
    public GroupRead(Func<string[], Task<Dictionary<string, T>>> fetch)
    {
        _fetch = fetch;
        _lanes = Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => Task.Run(RunAsync)));
    }

    /// <summary>
    /// What is stored under the id, as committed at some moment after the call, or <see langword="null"/>. Throws what
    /// the driver throws.
    /// </summary>
    /// <exception cref="ObjectDisposedException">Called after disposal began.</exception>
    public async Task<T?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        var pending = new Pending(id);
        try
        {
            await _arrivals.Writer.WriteAsync(pending, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(GroupRead<T>));
        }

        return await pending.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Accepts no more lookups, and returns once every accepted one has its result.</summary>
    public async ValueTask DisposeAsync()
    {
        _arrivals.Writer.TryComplete();
        await _lanes;
    }

    private async Task RunAsync()
    {
        var group = new List<Pending>(MaxGroup);
        while (await _arrivals.Reader.WaitToReadAsync())
        {
            while (group.Count < MaxGroup && _arrivals.Reader.TryRead(out var arrived))
            {
                group.Add(arrived);
            }

            // The other lane may have taken the item that woke this one.
            if (group.Count > 0)
            {
                await AnswerAsync(group);
                group.Clear();
            }
        }
    }

    private async Task AnswerAsync(List<Pending> group)
    {
        try
        {
            var found = await _fetch([.. group.Select(pending => pending.Id).Distinct()]);
            group.ForEach(pending => pending.SetResult(found.GetValueOrDefault(pending.Id)));
        }
        catch (Exception exception)
        {
            group.ForEach(pending => pending.TrySetException(exception));
        }
    }

    // Asynchronous continuations: callers must not continue on the reading lane.
    private sealed class Pending(string id) : TaskCompletionSource<T?>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public string Id { get; } = id;
    }
}
