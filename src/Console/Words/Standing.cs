using Payouts.Client;

namespace Payouts.Console.Words;

/// <summary>How well a receiver is known.</summary>
/// <param name="Paid">How many of the client's newest payouts to this very receiver are confirmed; 0 is a first time.</param>
/// <param name="Since">When the first of them was made.</param>
public sealed record Standing(int Paid, DateTimeOffset? Since)
{
    /// <summary>How many of a client's newest payouts are looked at.</summary>
    public const int LookedAt = 100;

    /// <summary>The standing of an address, with its network and memo.</summary>
    /// <param name="newest">The client's payouts, newest first, without the one that is looked at.</param>
    public static Standing Of(string network, string address, string? memo, IEnumerable<Payout> newest)
    {
        List<Payout> paid = [.. newest.Where(payout => Receivers.IsPaid(payout) && payout.Network == network && Receivers.IsSame(payout.WalletAddress, address) && payout.Memo == memo)];
        return new(paid.Count, paid.Count > 0 ? paid[^1].CreatedAt : null);
    }
}
