using Heleket.Simulator.Payouts;

namespace Heleket.Simulator;

/// <summary>The callers waiting for a payout's state. Guarded by <see cref="SimulatorState.Gate"/>.</summary>
internal sealed class LedgerWaiters
{
    private readonly Dictionary<string, List<(Func<LedgerEntry, bool> Wanted, TaskCompletionSource<LedgerEntry> Done)>> _byOrder = new(StringComparer.Ordinal);

    public Task<LedgerEntry> Add(string orderId, LedgerEntry? now, Func<LedgerEntry, bool> wanted)
    {
        if (now is not null && wanted(now))
        {
            return Task.FromResult(now);
        }

        if (!_byOrder.TryGetValue(orderId, out var waiters))
        {
            _byOrder[orderId] = waiters = [];
        }

        var done = new TaskCompletionSource<LedgerEntry>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiters.Add((wanted, done));
        return done.Task;
    }

    public void Look(string orderId, Func<LedgerEntry> view)
    {
        if (!_byOrder.TryGetValue(orderId, out var waiters))
        {
            return;
        }

        var entry = view();
        waiters.RemoveAll(waiter =>
        {
            var ready = waiter.Wanted(entry);
            if (ready)
            {
                waiter.Done.SetResult(entry);
            }

            return ready;
        });
        if (waiters.Count == 0)
        {
            _byOrder.Remove(orderId);
        }
    }
}
