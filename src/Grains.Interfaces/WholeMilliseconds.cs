namespace Payouts.Grains.Interfaces;

/// <summary>Times are whole milliseconds in UTC everywhere, because that is the precision that every store keeps.</summary>
public static class WholeMilliseconds
{
    /// <summary>Down to the whole millisecond.</summary>
    public static DateTimeOffset Floor(DateTimeOffset time) => time.ToUniversalTime().AddTicks(-(time.UtcTicks % TimeSpan.TicksPerMillisecond));

    /// <summary>Up to the whole millisecond: for bounds on times that are whole milliseconds themselves. The last millisecond of all stays.</summary>
    public static DateTimeOffset Ceiling(DateTimeOffset time)
    {
        var floor = Floor(time);
        return floor == time || floor > DateTimeOffset.MaxValue.AddMilliseconds(-2) ? floor : floor.AddMilliseconds(1);
    }

    /// <summary>Up to the whole millisecond: a wait that is over too early finds nothing due.</summary>
    public static TimeSpan Ceiling(TimeSpan wait) =>
        TimeSpan.FromTicks((wait.Ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond);
}
