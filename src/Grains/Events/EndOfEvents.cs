using Microsoft.Extensions.Hosting;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Events;

/// <summary>
/// Lets readers of the feed wait for something new. One per silo: however many wait, the store is asked once in
/// <see cref="Interval"/> for the end of the events, and never while nobody waits.
/// </summary>
public sealed class EndOfEvents(IPayoutStore store, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    /// <summary>The time from one look at the end to the next.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private Task<EventPosition?>? _look;

    /// <summary>
    /// Returns once there is an end after <paramref name="place"/>, or the last one seen when the time is over or the
    /// host stops. Throws what the store throws.
    /// </summary>
    /// <param name="place">Everything up to here was read.</param>
    /// <param name="wait">How long to wait at most; a look that is under way is waited for.</param>
    public async Task<EventPosition> WaitForAsync(EventPosition place, TimeSpan wait)
    {
        var began = clock.GetTimestamp();
        var end = place;
        while (end <= place && clock.GetElapsedTime(began) < wait && !lifetime.ApplicationStopping.IsCancellationRequested)
        {
            end = await NextLook() ?? end;
        }

        return end;
    }

    private Task<EventPosition?> NextLook()
    {
        lock (_gate)
        {
            if (_look is null or { IsCompleted: true })
            {
                // Not in the context of the grain that happens to wait first: it may be collected before the others.
                _look = Task.Run(LookAsync);
            }

            return _look;
        }
    }

    private async Task<EventPosition?> LookAsync()
    {
        await Task.Delay(Interval, clock, lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return lifetime.ApplicationStopping.IsCancellationRequested ? null : await store.ReadEndOfEventsAsync(CancellationToken.None);
    }
}
