using Payouts.Grains.Payouts;

namespace Payouts.Grains.Health;

/// <summary>
/// Whether the store can be written and read now (docs/http-api.md, "Health"). One per silo: calls within
/// <see cref="Interval"/> get the last result, and at most one probe runs at a time.
/// </summary>
public sealed class StoreHealth(IPayoutStore store, TimeProvider clock)
{
    /// <summary>The minimum time between the starts of two probes.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>How long a probe may last before the store counts as unresponsive.</summary>
    public static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(2);

    // A valid id that no payout has, except with a chance of one in 2^128.
    private static readonly string NoPayout = new('0', 32);

    private readonly Lock _gate = new();
    private Task? _probe;
    private long _began;

    /// <summary>
    /// Returns when the store works. Throws the store's exception, or <see cref="TimeoutException"/> if it has not
    /// answered.
    /// </summary>
    public Task CheckAsync()
    {
        lock (_gate)
        {
            if (_probe is null || (_probe.IsCompleted && clock.GetElapsedTime(_began) >= Interval))
            {
                _began = clock.GetTimestamp();

                // Not on the caller's thread: an embedded store runs on it, and may hang.
                _probe = Task.Run(ProbeAsync);
            }

            var left = ProbeTimeout - clock.GetElapsedTime(_began);
            return _probe.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock);
        }
    }

    private async Task ProbeAsync()
    {
        await store.ProbeAsync(CancellationToken.None);
        await store.ReadAsync(NoPayout, CancellationToken.None);
    }
}
