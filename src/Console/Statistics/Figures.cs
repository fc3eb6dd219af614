using Payouts.Client;
using Payouts.Console.Words;

namespace Payouts.Console.Statistics;

/// <summary>How many payouts of one asset entered a status, and their sum.</summary>
public sealed record Total(string Asset, string Status, long Count, decimal Amount);

/// <summary>How often payouts failed for one reason.</summary>
public sealed record FailureCount(PayoutReason Reason, long Count);

/// <summary>What was settled on one day (UTC), in the order of <see cref="StatisticsWords.Outcomes"/>.</summary>
public sealed record Day(DateTimeOffset Start, IReadOnlyList<(string Status, long Count, decimal Amount)> Outcomes);

/// <summary>How long payouts took from when they could be sent until they were confirmed; null when there is none.</summary>
/// <param name="Payouts">How many were looked at.</param>
/// <param name="Half">Half of them took no longer.</param>
/// <param name="Slowest">All but the slowest hundredth took no longer.</param>
public sealed record TimeToConfirmed(int Payouts, TimeSpan Half, TimeSpan Slowest)
{
    /// <summary>Of payouts that are confirmed; others are passed over. A scheduled one counts from its time.</summary>
    public static TimeToConfirmed? Of(IEnumerable<Payout> payouts)
    {
        List<TimeSpan> times = [.. payouts.Where(payout => payout.SettledAt is not null).Select(payout => payout.SettledAt!.Value - Begin(payout)).Order()];
        return times.Count == 0 ? null : new TimeToConfirmed(times.Count, times[Rank(times.Count, 50)], times[Rank(times.Count, 99)]);
    }

    private static DateTimeOffset Begin(Payout payout) => payout.ScheduledFor is { } at && at > payout.CreatedAt ? at : payout.CreatedAt;

    // The nearest rank: a time that some payout really took.
    private static int Rank(int count, int percent) => (count * percent + 99) / 100 - 1;
}

/// <summary>The figures of a period, out of its series.</summary>
public static class Figures
{
    /// <summary>Sums over the period, by asset and by the way of a payout.</summary>
    public static IReadOnlyList<Total> Totals(IEnumerable<SeriesPoint> points) =>
    [
        .. points.GroupBy(point => (point.Asset, point.Status.Value))
            .OrderBy(group => group.Key.Asset, StringComparer.Ordinal).ThenBy(group => StatisticsWords.Place(group.Key.Value))
            .Select(group => new Total(group.Key.Asset, group.Key.Value, group.Sum(point => point.Count), Sums.Of(group.Select(point => point.Amount))))
    ];

    /// <summary>Why payouts failed, the most frequent first.</summary>
    public static IReadOnlyList<FailureCount> Failures(IEnumerable<SeriesPoint> points) =>
    [
        .. points.Where(point => point.Status.Value == StatisticsWords.Failed && point.Reason is not null).GroupBy(point => point.Reason!.Value)
            .Select(group => new FailureCount(group.Key, group.Sum(point => point.Count)))
            .OrderByDescending(failure => failure.Count).ThenBy(failure => failure.Reason.Value, StringComparer.Ordinal)
    ];

    /// <summary>Each day of the period, also those on which nothing was settled.</summary>
    /// <param name="points">Points of one asset: sums of different coins do not exist.</param>
    /// <param name="from">The first day's midnight.</param>
    /// <param name="to">The midnight after the last day.</param>
    public static IReadOnlyList<Day> Days(IEnumerable<SeriesPoint> points, DateTimeOffset from, DateTimeOffset to)
    {
        var byDay = points.ToLookup(point => (point.Start, point.Status.Value));
        return
        [
            .. Enumerable.Range(0, Math.Max(0, (to - from).Days)).Select(at => from.AddDays(at)).Select(start => new Day(start,
                [.. StatisticsWords.Outcomes.Select(status => (status, byDay[(start, status)].Sum(point => point.Count), Sums.Of(byDay[(start, status)].Select(point => point.Amount))))]))
        ];
    }
}
