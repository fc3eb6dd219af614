using System.Collections.Concurrent;

namespace Payouts.Chaos;

/// <summary>
/// Clients who cancel in the end what still waits for a limit's room: it would come back an hour later.
/// </summary>
internal sealed class Impatient(Clients clients, Load load, IStoredPayouts stored) : IActor
{
    private readonly ConcurrentDictionary<string, Order> _waited = new();

    /// <summary>How many payouts waited for room until then.</summary>
    public int Waited => _waited.Count;

    /// <summary>Nothing, as long as there are faults.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task LetGoAsync(CancellationToken cancellationToken)
    {
        foreach (var payout in (await stored.ReadAsync()).Where(payout => !payout.IsFinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (id, order) = (payout.Payout.Id, load.Accepted.GetValueOrDefault(payout.Payout.Id));
            if (order is not null && await clients.ReadAsync(order.Key, id, order.FirstGateway) is { Detail: "queued", Reason: "limit_exceeded" })
            {
                _waited[id] = order;
                await clients.CancelAsync(order.Key, id, order.FirstGateway + 1);
            }
        }
    }
}
