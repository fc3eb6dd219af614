using Payouts.Client;

namespace Payouts.Console.Words;

/// <summary>What a payout's status says about its receiver.</summary>
public static class Receivers
{
    /// <summary>The receiver has the money, and nobody doubts it.</summary>
    public static bool IsPaid(Payout payout) => payout.Status == PayoutStatus.Confirmed && !payout.NeedsAttention;

    /// <summary>It ended without the money having left, and nobody doubts it.</summary>
    public static bool IsUnpaid(Payout payout) =>
        (payout.Status == PayoutStatus.Failed || payout.Status == PayoutStatus.Cancelled) && !payout.NeedsAttention;

    /// <summary>It says something good about its receiver: paid, or on its way without a doubt.</summary>
    public static bool IsTrusted(Payout payout) =>
        payout.Status != PayoutStatus.Failed && payout.Status != PayoutStatus.Cancelled && !payout.NeedsAttention
        && payout.Detail != PayoutDetail.OutcomeUnknown && payout.Detail != PayoutDetail.FailedProvisional;
}
