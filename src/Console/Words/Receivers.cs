using Payouts.Client;

namespace Payouts.Console.Words;

/// <summary>What a payout says about its receiver. Its status alone does not tell: Heleket may have contradicted it.</summary>
public static class Receivers
{
    /// <summary>The receiver has the money, and nobody doubts it.</summary>
    public static bool IsPaid(Payout payout) => payout.Money == MoneyPlace.Gone && !payout.NeedsAttention;

    /// <summary>It ended with the money ours again, and nobody doubts it: it may be paid by another payout.</summary>
    public static bool IsUnpaid(Payout payout) => payout.Money == MoneyPlace.Back && !payout.NeedsAttention;

    /// <summary>It says something good about its receiver: paid, or on its way without a doubt.</summary>
    public static bool IsTrusted(Payout payout) =>
        (payout.Money == MoneyPlace.Ours || payout.Money == MoneyPlace.Provider || payout.Money == MoneyPlace.Gone) && !payout.NeedsAttention
        && payout.Detail != PayoutDetail.FailedProvisional && payout.Reason != PayoutReason.EchoMismatch;

    /// <summary>
    /// Whether two addresses are written alike. Capitals make no difference: they make none on EVM, and elsewhere no two people have addresses that
    /// differ in nothing else.
    /// </summary>
    public static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
