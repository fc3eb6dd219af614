using System.Collections.Immutable;
using Payouts.Client;

namespace Payouts.Console.Words;

/// <summary>The words of the page Statistics.</summary>
public static class StatisticsWords
{
    /// <summary>The status of what failed.</summary>
    public const string Failed = "failed";

    private static readonly ImmutableArray<string> Way = ["pending", "broadcast", "confirmed", Failed, "cancelled"];

    /// <summary>How a payout can end, as a bar shows it from below.</summary>
    public static IReadOnlyList<string> Outcomes { get; } = ["confirmed", Failed, "cancelled"];

    /// <summary>The payouts that arrived.</summary>
    public static PayoutFilter Confirmed { get; } = new() { Status = PayoutStatus.Confirmed };

    /// <summary>Where a status is on the way of a payout; unknown ones are last.</summary>
    public static int Place(string status) => Way.IndexOf(status) is var at and >= 0 ? at : Way.Length;

    /// <summary>What the page's heading says.</summary>
    /// <param name="made">How many payouts were made.</param>
    /// <param name="days">In how many days.</param>
    public static string Title(long made, int days) => $"{(made == 0 ? "No payout" : Plural.Of(made, "payout"))} made in {days} days";

    /// <summary>A chart, for whoever does not see it.</summary>
    /// <param name="asset">The coin.</param>
    /// <param name="settled">How many ended, by status.</param>
    public static string Chart(string asset, IEnumerable<(string Status, long Count)> settled) =>
        $"Payouts in {asset} by the day on which they ended: {string.Join(", ", settled.Select(one => $"{one.Count} {Entered(one.Status)}"))}.";

    /// <summary>What it means that a payout entered a status.</summary>
    public static string Entered(string status) => status switch
    {
        "pending" => "made",
        "broadcast" => "taken by Heleket",
        "confirmed" => "confirmed",
        "failed" => "failed",
        "cancelled" => "cancelled",
        _ => status
    };
}
