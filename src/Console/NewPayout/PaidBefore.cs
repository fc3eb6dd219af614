using Payouts.Client;
using Payouts.Console.Words;

namespace Payouts.Console.NewPayout;

/// <summary>A receiver that a client was paid at before: asset, network, address and memo together.</summary>
/// <param name="Last">The newest payout to it, confirmed if any is.</param>
/// <param name="IsConfirmed">At least one payout to it has arrived.</param>
/// <param name="Times">How many went there and are confirmed, or on their way if none is.</param>
/// <param name="Amounts">Amounts to offer: the last, then the most frequent if it is another.</param>
public sealed record PaidReceiver(Payout Last, bool IsConfirmed, int Times, IReadOnlyList<decimal> Amounts)
{
    /// <summary>When the last payout to it settled, or was made.</summary>
    public DateTimeOffset LastAt => Last.SettledAt ?? Last.CreatedAt;
}

/// <summary>What a client's newest payouts say about where it is paid.</summary>
public static class PaidBefore
{
    /// <summary>One row a receiver: confirmed ones first, then the newest. Nothing comes from a failed, cancelled or doubtful payout.</summary>
    /// <param name="newest">The client's payouts, newest first.</param>
    public static IReadOnlyList<PaidReceiver> Rows(IEnumerable<Payout> newest) =>
    [
        .. newest.Where(Receivers.IsTrusted)
            .GroupBy(Receiver)
            .Select(group => Row([.. group]))
            .OrderByDescending(row => row.IsConfirmed).ThenByDescending(row => row.LastAt)
    ];

    /// <summary>The row that a form is filled from: that of a payout that somebody chose, or the first if it is confirmed.</summary>
    /// <param name="rows">What <see cref="Rows"/> gave.</param>
    /// <param name="like">The payout that somebody chose, or null.</param>
    public static PaidReceiver? Filling(IReadOnlyList<PaidReceiver> rows, Payout? like) => like is null
        ? rows.FirstOrDefault(row => row.IsConfirmed)
        : rows.FirstOrDefault(row => Receiver(row.Last) == Receiver(like)) ?? (Receivers.IsTrusted(like) ? Row([like]) : null);

    private static (string Asset, string Network, string Address, string? Memo) Receiver(Payout payout) => (payout.Asset, payout.Network, payout.WalletAddress, payout.Memo);

    private static PaidReceiver Row(List<Payout> payouts)
    {
        var confirmed = payouts.FindAll(Receivers.IsPaid);
        var counted = confirmed.Count > 0 ? confirmed : payouts;
        var frequent = counted.GroupBy(payout => payout.Amount).OrderByDescending(group => group.Count()).First().Key;
        return new PaidReceiver(counted[0], confirmed.Count > 0, counted.Count, [.. new[] { counted[0].Amount, frequent }.Distinct()]);
    }
}
