namespace Payouts.Grains.Interfaces;

/// <summary>All times are whole milliseconds in UTC, because every store keeps that precision.</summary>
public static class WholeMilliseconds
{
    /// <summary>Rounds down to a whole millisecond.</summary>
    public static DateTimeOffset Floor(DateTimeOffset time) => time.ToUniversalTime().AddTicks(-(time.UtcTicks % TimeSpan.TicksPerMillisecond));

    /// <summary>
    /// Rounds up to a whole millisecond, for bounds on times that are whole milliseconds. The last representable
    /// millisecond is not rounded up.
    /// </summary>
    public static DateTimeOffset Ceiling(DateTimeOffset time)
    {
        var floor = Floor(time);
        return floor == time || floor > DateTimeOffset.MaxValue.AddMilliseconds(-2) ? floor : floor.AddMilliseconds(1);
    }

    /// <summary>Rounds up to a whole millisecond: a wait that ends too early finds nothing due.</summary>
    public static TimeSpan Ceiling(TimeSpan wait) =>
        TimeSpan.FromTicks((wait.Ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond);
}
