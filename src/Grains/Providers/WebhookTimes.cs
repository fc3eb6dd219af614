namespace Payouts.Grains.Providers;

/// <summary>Remembers when this silo last received a genuine webhook. One per silo.</summary>
public sealed class WebhookTimes(TimeProvider clock)
{
    private long _last;

    /// <summary>When; <see langword="null"/> if it has not since it started.</summary>
    public DateTimeOffset? LastAt => Volatile.Read(ref _last) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>One came now.</summary>
    public void Note() => Volatile.Write(ref _last, clock.GetUtcNow().UtcTicks);
}
