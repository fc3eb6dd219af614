using System.Globalization;

namespace Payouts.Console.Words;

/// <summary>Counts in words.</summary>
public static class Plural
{
    /// <summary>"1 payout", "2 payouts".</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">The word for one.</param>
    /// <param name="many">The word for more; by default <paramref name="one"/> with an s.</param>
    public static string Of(long count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {(count == 1 ? one : many ?? one + "s")}");

    /// <summary>"42 min", "2 h 5 min", "7 h", "2 days": as much as one wants to know, rounded down.</summary>
    /// <param name="time">Negative is shown as none.</param>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 1 } => "0 s",
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Seconds} s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min"),
        { TotalDays: < 1, Minutes: 0 } or { TotalHours: >= 3 and < 24 } => string.Create(CultureInfo.InvariantCulture, $"{time.Hours} h"),
        { TotalDays: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Hours} h {time.Minutes} min"),
        _ => Of(time.Days, "day"),
    };
}
