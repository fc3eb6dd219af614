using System.Threading.Channels;

namespace Payouts.Storage;

/// <summary>
/// Gathers look-ups by id: whatever arrived while the last group was read is the next, in one query. After a restart every payout that is due is
/// looked up at once, more than a driver has connections. A lone look-up waits for nothing.
/// </summary>
/// <typeparam name="T">What a server answers, before it is read.</typeparam>
internal sealed class GroupRead<T> : IAsyncDisposable
    where T : class
{
    private const int MaxGroup = 256;
    private const int MaxWaiting = 4096;

    // Two, so that one that hangs on a broken connection does not hold up all.
    private const int Lanes = 2;

    private readonly Func<string[], Task<Dictionary<string, T>>> _fetch;
    private readonly Channel<Pending> _arrivals = Channel.CreateBounded<Pending>(MaxWaiting);
    private readonly Task _lanes;

    /// <summary>Starts.</summary>
    /// <param name="fetch">Asks the server for each of these ids that there is; the ids differ.</param>
    public GroupRead(Func<string[], Task<Dictionary<string, T>>> fetch)
    {
        _fetch = fetch;
        _lanes = Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => Task.Run(RunAsync)));
    }

    /// <summary>What there is of the id, as it was committed at a moment after the call, or <see langword="null"/>. Throws what the driver throws.</summary>
    /// <exception cref="ObjectDisposedException">It came too late.</exception>
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

    /// <summary>Accepts no more, and returns once every accepted one has its answer.</summary>
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

            // The other lane may have taken what woke this one.
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

    // Asynchronous continuations: who asked must not go on in the reading lane.
    private sealed class Pending(string id) : TaskCompletionSource<T?>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public string Id { get; } = id;
    }
}
