namespace Payouts.Grains.Payouts;

/// <summary>
/// The times that money depends on, by one activation's own stopwatch: wall clocks jump, and differ from silo to silo. In the first half of
/// <c>ResubmitGrace</c> an intent may still be sent; the other half is for what left to arrive and to be found.
/// </summary>
internal sealed class PayoutStopwatch(TimeProvider clock, PayoutsOptions options)
{
    private static readonly TimeSpan ShortestIntent = TimeSpan.FromSeconds(1);

    private long _intent;
    private long? _missing;

    /// <summary>A moment, for the others to count from.</summary>
    public long Now => clock.GetTimestamp();

    /// <summary>How much longer the intent holds. An intent is sent at once or not at all: a process that was frozen in between must not believe its own memory.</summary>
    public TimeSpan IntentLeft
    {
        get
        {
            var half = options.ResubmitGrace / 2;
            return (half > ShortestIntent ? half : ShortestIntent) - clock.GetElapsedTime(_intent);
        }
    }

    /// <summary>How long the activation must live for <see cref="NotFound"/> to be counted on, whatever the backoff of look-ups is.</summary>
    public TimeSpan NotFoundRetention => options.ResubmitGrace + options.MaxPollInterval + options.FirstPollAfter + TimeSpan.FromMinutes(15);

    /// <summary>An intent was stored.</summary>
    /// <param name="begun">Before the write: a process that is frozen while it waits for the store has an old intent too.</param>
    public void Intend(long begun) => _intent = begun;

    /// <summary>A look-up found nothing.</summary>
    /// <param name="state">As it was when the answer came.</param>
    /// <param name="asked">When the look-up was begun.</param>
    public PayoutEvent.NotFound NotFound(PayoutState state, long asked)
    {
        _missing = state.NotFoundSince is null ? null : _missing;
        _missing ??= Now;
        var lasting = clock.GetElapsedTime(_missing.Value, asked);
        return new PayoutEvent.NotFound(lasting > TimeSpan.Zero ? lasting : TimeSpan.Zero);
    }
}
