namespace Payouts.Grains.Interfaces.Clients;

/// <summary>Which part of a series is asked for (docs/http-api.md, "Series").</summary>
/// <param name="From">Inclusive: UTC, a whole hour, or a whole day if <paramref name="By"/> says so.</param>
/// <param name="To">Exclusive: as <paramref name="From"/>, and later.</param>
/// <param name="By">The length of a slice.</param>
/// <param name="Asset">Upper-case; <see langword="null"/> for all.</param>
[GenerateSerializer, Immutable, Alias("payouts.SeriesQuery")]
public sealed record SeriesQuery(
    [property: Id(0)] DateTimeOffset From,
    [property: Id(1)] DateTimeOffset To,
    [property: Id(2)] SeriesStep By,
    [property: Id(3)] string? Asset = null)
{
    /// <summary>Whether a time lies in the part.</summary>
    public bool Contains(DateTimeOffset time) => time >= From && time < To;

    /// <summary>The slice that a time lies in.</summary>
    /// <returns>Its first moment, in UTC.</returns>
    public DateTimeOffset StartOf(DateTimeOffset time) => By.StartOf(time);
}

/// <summary>The length of a slice of a series.</summary>
[GenerateSerializer, Alias("payouts.SeriesStep")]
public enum SeriesStep
{
    /// <summary>An hour of UTC.</summary>
    Hour,

    /// <summary>A day of UTC.</summary>
    Day,
}

/// <summary>What a step says by itself.</summary>
public static class SeriesSteps
{
    /// <summary>How long a slice is.</summary>
    public static TimeSpan Length(this SeriesStep step) => step == SeriesStep.Day ? TimeSpan.FromDays(1) : TimeSpan.FromHours(1);

    /// <summary>The slice that a time lies in.</summary>
    /// <returns>Its first moment, in UTC.</returns>
    public static DateTimeOffset StartOf(this SeriesStep step, DateTimeOffset time)
    {
        var ticks = time.UtcTicks;
        return new DateTimeOffset(ticks - (ticks % step.Length().Ticks), TimeSpan.Zero);
    }
}
