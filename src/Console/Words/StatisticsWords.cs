using System.Collections.Immutable;
using Payouts.Client;

namespace Payouts.Console.Words;

/// <summary>The words of the page Statistics.</summary>
public static class StatisticsWords
{
    private static readonly ImmutableArray<PayoutStatus> Way =
        [PayoutStatus.Pending, PayoutStatus.Broadcast, PayoutStatus.Confirmed, PayoutStatus.Failed, PayoutStatus.Cancelled];

    /// <summary>How a payout can end, as a bar shows it from below.</summary>
    public static IReadOnlyList<PayoutStatus> Outcomes { get; } = [PayoutStatus.Confirmed, PayoutStatus.Failed, PayoutStatus.Cancelled];

    /// <summary>The payouts that arrived.</summary>
    public static PayoutFilter Confirmed { get; } = new() { Status = PayoutStatus.Confirmed };

    /// <summary>Where a status is on the way of a payout; unknown ones are last.</summary>
    public static int Place(PayoutStatus status) => Way.IndexOf(status) is var at and >= 0 ? at : Way.Length;

    /// <summary>What the page's heading says.</summary>
    /// <param name="made">How many payouts were made.</param>
    /// <param name="days">In how many days.</param>
    public static string Title(long made, int days) => $"{(made == 0 ? "No payout" : Plural.Of(made, "payout"))} made in {days} days";

    /// <summary>A chart, for whoever does not see it.</summary>
    /// <param name="asset">The coin.</param>
    /// <param name="settled">How many ended, by status.</param>
    public static string Chart(string asset, IEnumerable<(PayoutStatus Status, long Count)> settled) =>
        $"Payouts in {asset} by the day on which they ended: {string.Join(", ", settled.Select(one => $"{one.Count} {Entered(one.Status)}"))}.";

    /// <summary>What it means that a payout entered a status.</summary>
    public static string Entered(PayoutStatus status) => status.Value switch
    {
        "pending" => "made",
        "broadcast" => "taken by Heleket",
        "confirmed" => "confirmed",
        "failed" => "failed",
        "cancelled" => "cancelled",
        _ => status.Value
    };
}
