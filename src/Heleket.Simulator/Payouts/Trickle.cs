namespace Heleket.Simulator.Payouts;

/// <summary>
/// Money that comes in by itself, second by second: after each whole minute exactly the amount of a minute more, in
/// between a part of it, truncated to eight decimals. A function of the time alone, so nothing is lost or gained by
/// looking often or seldom.
/// </summary>
/// <param name="PerMinute">In units of the coin, positive.</param>
/// <param name="From">When it began.</param>
internal sealed record Trickle(decimal PerMinute, DateTimeOffset From)
{
    /// <summary>What has come in until a time, in all.</summary>
    public decimal Until(DateTimeOffset time)
    {
        var seconds = Math.Max(0, (time - From).Ticks / TimeSpan.TicksPerSecond);
        return (PerMinute * (seconds / 60)) + Math.Round(PerMinute * (seconds % 60) / 60, 8, MidpointRounding.ToZero);
    }
}
