namespace Payouts.Grains.Payouts;

/// <summary>
/// The intervals that money depends on, by one activation's own stopwatch: wall clocks jump and differ between silos.
/// An intent may still be sent in the first half of <c>ResubmitGrace</c>; the second half lets what left arrive and
/// become findable.
/// </summary>
internal sealed class PayoutStopwatch(TimeProvider clock, PayoutsOptions options)
{
    private static readonly TimeSpan ShortestIntent = TimeSpan.FromSeconds(1);

    private long _intent;
    private long? _missing;

    /// <summary>A timestamp to measure from.</summary>
    public long Now => clock.GetTimestamp();

    /// <summary>
    /// How much longer the intent is valid. An intent is sent at once or not at all: a process frozen in between must
    /// not trust its own memory.
    /// </summary>
    public TimeSpan IntentLeft => LongestIntent(options) - clock.GetElapsedTime(_intent);

    /// <summary>
    /// How long the activation must live for <see cref="NotFound"/> to be reliable, whatever the lookup backoff is.
    /// </summary>
    public TimeSpan NotFoundRetention => options.ResubmitGrace + options.MaxPollInterval + options.FirstPollAfter + TimeSpan.FromMinutes(15);

    /// <summary>How long after the beginning of an intent's write its bytes may leave.</summary>
    public static TimeSpan LongestIntent(PayoutsOptions options)
    {
        var half = options.ResubmitGrace / 2;
        return half > ShortestIntent ? half : ShortestIntent;
    }

    /// <summary>Records that an intent was stored.</summary>
    /// <param name="begun">
    /// The time before the write: a process frozen while it waits for the store has an old intent too.
    /// </param>
    public void Intend(long begun) => _intent = begun;

    /// <summary>Records a lookup that found nothing.</summary>
    /// <param name="state">The state when the answer arrived.</param>
    /// <param name="asked">When the lookup began.</param>
    public PayoutEvent.NotFound NotFound(PayoutState state, long asked)
    {
        _missing = state.NotFoundSince is null ? null : _missing;
        _missing ??= Now;
        var lasting = clock.GetElapsedTime(_missing.Value, asked);
        return new PayoutEvent.NotFound(lasting > TimeSpan.Zero ? lasting : TimeSpan.Zero);
    }
}
