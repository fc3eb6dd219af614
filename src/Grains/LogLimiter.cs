namespace Payouts.Grains;

/// <summary>
/// Lets one of many equal log lines through per interval, with the number suppressed since the last one.
/// </summary>
internal sealed class LogLimiter(TimeProvider clock, TimeSpan interval)
{
    private long _last = clock.GetTimestamp() - (long)(interval.TotalSeconds * clock.TimestampFrequency);
    private long _heldBack;

    /// <summary>Whether to log now.</summary>
    /// <param name="heldBack">The number of lines suppressed since the last one logged.</param>
    public bool TryPass(out long heldBack)
    {
        var last = Interlocked.Read(ref _last);
        if (clock.GetElapsedTime(last) >= interval && Interlocked.CompareExchange(ref _last, clock.GetTimestamp(), last) == last)
        {
            heldBack = Interlocked.Exchange(ref _heldBack, 0);
            return true;
        }

        Interlocked.Increment(ref _heldBack);
        heldBack = 0;
        return false;
    }
}
