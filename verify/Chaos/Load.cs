using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;

namespace Payouts.Chaos;

/// <summary>
/// Clients that ask for payouts evenly over the time of the faults, repeat each request under its key until it is accepted, cancel some, and read all
/// of them until they are final.
/// </summary>
internal sealed class Load(Clients clients, History history, ImmutableArray<Order> orders, FaultPlan plan)
{
    private const int Posters = 24;
    private const int Readers = 3;
    private const int ReadsAfterTheEnd = 2;

    private static readonly TimeSpan RepeatAfter = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ReadPace = TimeSpan.FromMilliseconds(40);

    private readonly ConcurrentQueue<(Order Order, TimeSpan Due)> _orders = new(orders.Select((order, number) => (order, plan.Load * number / orders.Length)));
    private readonly ConcurrentQueue<(Order Order, string Id, int Reads)> _toRead = new();
    private readonly ConcurrentBag<Task> _cancels = [];
    private readonly ConcurrentQueue<(Order Order, string Body)> _refused = new();
    private readonly Channel<(Order Order, string Id)> _accepted = Channel.CreateUnbounded<(Order Order, string Id)>();
    private volatile bool _quiet;

    /// <summary>What was answered with 200 or 201, by id.</summary>
    public ConcurrentDictionary<string, Order> Accepted { get; } = new();

    /// <summary>The same, as they come; it ends with the orders.</summary>
    public ChannelReader<(Order Order, string Id)> NewlyAccepted => _accepted.Reader;

    /// <summary>Orders that were answered at last with 422: a limit has no room for them.</summary>
    public IReadOnlyCollection<Order> Refused => [.. _refused.Select(refused => refused.Order)];

    /// <summary>Runs until every order is accepted or refused, and every cancel answered; readers go on.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var readers = Enumerable.Range(0, Readers).Select(reader => Task.Run(() => ReadAllAsync(reader, stop.Token), stop.Token)).ToList();
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Posters).Select(_ => Task.Run(() => PostAllAsync(cancellationToken), cancellationToken)));
        }
        finally
        {
            _accepted.Writer.Complete();
        }

        await Task.WhenAll(_cancels);
        _quiet = true;
        await Task.WhenAll(readers);
    }

    /// <summary>
    /// Asks once more for what was refused, when the faults are over: an attempt without an answer can have been carried out after the one that was refused.
    /// </summary>
    public async Task AskAgainAsync(CancellationToken cancellationToken)
    {
        for (var left = _refused.Count; left > 0 && _refused.TryDequeue(out var refused); left--)
        {
            var call = await RepeatAsync(attempt => clients.CreateAsync(refused.Order.Key, refused.Body, refused.Order.FirstGateway + attempt), cancellationToken);
            Note(refused.Order, refused.Body, call);
        }
    }

    private async Task PostAllAsync(CancellationToken cancellationToken)
    {
        while (_orders.TryDequeue(out var next))
        {
            if (next.Due - history.Now is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, TimeProvider.System, cancellationToken);
            }

            await PlaceAsync(next.Order, cancellationToken);
        }
    }

    private async Task PlaceAsync(Order order, CancellationToken cancellationToken)
    {
        var body = order.Body(TimeProvider.System.GetUtcNow());
        var first = CreateAsync(order.FirstGateway);
        var other = order.Twice ? CreateAsync(order.FirstGateway + 1) : first;
        if (Note(order, body, await first, await other) is not { } id)
        {
            return;
        }

        _accepted.Writer.TryWrite((order, id));
        _toRead.Enqueue((order, id, 0));
        for (var times = order.CancelAfter is null ? 0 : order.CancelTwice ? 2 : 1; times > 0; times--)
        {
            _cancels.Add(CancelAsync(order, id, order.FirstGateway + times, cancellationToken));
        }

        Task<Call> CreateAsync(int gateway) =>
            RepeatAsync(attempt => clients.CreateAsync(order.Key, body, gateway + attempt), cancellationToken);
    }

    /// <returns>The payout's id, if one of the answers shows it.</returns>
    private string? Note(Order order, string body, params ReadOnlySpan<Call> answers)
    {
        foreach (var answer in answers)
        {
            if (answer.ShowsPayout)
            {
                Accepted[answer.Id!] = order;
                return answer.Id;
            }
        }

        _refused.Enqueue((order, body));
        return null;
    }

    private async Task CancelAsync(Order order, string id, int gateway, CancellationToken cancellationToken)
    {
        await Task.Delay(order.CancelAfter!.Value, TimeProvider.System, cancellationToken);
        await RepeatAsync(attempt => clients.CancelAsync(order.Key, id, gateway + attempt), cancellationToken);
    }

    /// <summary>Repeats what had no answer or 503, and whatever is wrong: that is for the audit, and the order must be placed all the same.</summary>
    private static async Task<Call> RepeatAsync(Func<int, Task<Call>> send, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var call = await send(attempt);
            if (call.Status is 200 or 201 or 409 or 422)
            {
                return call;
            }

            await Task.Delay(RepeatAfter, TimeProvider.System, cancellationToken);
        }
    }

    private async Task ReadAllAsync(int reader, CancellationToken cancellationToken)
    {
        using var pace = new PeriodicTimer(ReadPace);
        for (var turn = reader; !_quiet; turn++)
        {
            await pace.WaitForNextTickAsync(cancellationToken);
            if (!_toRead.TryDequeue(out var next))
            {
                continue;
            }

            var call = await clients.ReadAsync(next.Order.Key, next.Id, turn);
            var reads = call.IsFinal ? next.Reads + 1 : 0;
            if (reads <= ReadsAfterTheEnd)
            {
                _toRead.Enqueue((next.Order, next.Id, reads));
            }
        }
    }
}
