namespace Payouts.Grains.Controls;

/// <summary>
/// Notices that the wall clock was set. Limits and the cooling-off of addresses are as right as the wall clocks are; they do not stop for it.
/// </summary>
/// <param name="clock">Both clocks.</param>
public sealed class ClockWatch(TimeProvider clock)
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(1);

    private DateTimeOffset _at = clock.GetUtcNow();
    private long _begun = clock.GetTimestamp();

    /// <summary>By how much the wall clock has left the stopwatch since it last did; <see langword="null"/>: by no more than 5 s.</summary>
    public TimeSpan? Look()
    {
        var (before, now, after) = (clock.GetTimestamp(), clock.GetUtcNow(), clock.GetTimestamp());
        var jump = now - _at - clock.GetElapsedTime(_begun, before);

        // A thread that was held up between the two clocks has not seen them at one moment.
        if (jump.Duration() <= Most || clock.GetElapsedTime(before, after) > LongestLook)
        {
            return null;
        }

        (_at, _begun) = (now, before);
        return jump;
    }
}
