namespace Payouts.Gateway.Authentication;

/// <summary>When a key was last used through this gateway, to a second. Thread-safe.</summary>
internal sealed class KeyUse
{
    private long _ticks;

    /// <summary>The last use; <see langword="null"/> if there was none.</summary>
    public DateTimeOffset? At => Volatile.Read(ref _ticks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Takes note of a use. Most calls only read: a key's requests come from many threads.</summary>
    public void Mark(DateTimeOffset now)
    {
        if (now.UtcTicks - Volatile.Read(ref _ticks) >= TimeSpan.TicksPerSecond)
        {
            Volatile.Write(ref _ticks, now.UtcTicks);
        }
    }
}
