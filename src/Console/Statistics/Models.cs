using System.Globalization;
using Payouts.Client;

namespace Payouts.Console.Statistics;

/// <summary>What somebody wants to see, as it stands in the page's address.</summary>
public sealed record StatisticsChoice
{
    /// <summary>The periods that are offered, in days.</summary>
    public static readonly IReadOnlyList<int> Periods = [7, 30, 90];

    /// <summary>Reads it; a period that is not offered is the second.</summary>
    public StatisticsChoice(string? days, string? client, string? asset) =>
        (Days, Client, Asset) = (Periods.FirstOrDefault(period => period.ToString(CultureInfo.InvariantCulture) == days, Periods[1]), Filled(client), Filled(asset));

    /// <summary>How many days, with today.</summary>
    public int Days { get; }

    /// <summary>Only this client.</summary>
    public string? Client { get; }

    /// <summary>Only this coin.</summary>
    public string? Asset { get; }

    private static string? Filled(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}

/// <summary>The page.</summary>
/// <param name="Chosen">What was asked for.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The midnight after the last day.</param>
/// <param name="Points">The series.</param>
/// <param name="Time">How long the newest confirmed payouts took.</param>
public sealed record StatisticsModel(StatisticsChoice Chosen, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<SeriesPoint> Points, TimeToConfirmed? Time)
{
    /// <summary>The sums.</summary>
    public IReadOnlyList<Total> Totals { get; } = Figures.Totals(Points);

    /// <summary>The reasons of failures.</summary>
    public IReadOnlyList<FailureCount> Failures { get; } = Figures.Failures(Points);

    /// <summary>The days of each coin.</summary>
    public IReadOnlyList<(string Asset, IReadOnlyList<Day> Days)> ByAsset { get; } =
        [.. Points.GroupBy(point => point.Asset).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Key, Figures.Days(group, From, To)))];
}
