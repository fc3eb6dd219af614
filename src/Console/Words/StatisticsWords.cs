using Payouts.Client;

namespace Payouts.Console.Words;

/// <summary>The words of the page Statistics.</summary>
internal static class StatisticsWords
{
    private static readonly IReadOnlyList<PayoutStatus> Way =
        [PayoutStatus.Pending, PayoutStatus.Broadcast, PayoutStatus.Confirmed, PayoutStatus.Failed, PayoutStatus.Cancelled];

    /// <summary>How a payout can end, as a bar shows it from below.</summary>
    public static IReadOnlyList<PayoutStatus> Outcomes { get; } = [PayoutStatus.Confirmed, PayoutStatus.Failed, PayoutStatus.Cancelled];

    /// <summary>Where a status is on the way of a payout; unknown ones are last.</summary>
    public static int Place(PayoutStatus status) => Way.IndexOf(status) is var at and >= 0 ? at : Way.Count;

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
