using Payouts.Client;
using Payouts.Console.Words;

namespace Payouts.Console.NewPayout;

/// <summary>What a person is told before a payout is sent; each is null, zero or empty when there is nothing to tell.</summary>
/// <param name="Duplicates">Payouts of the same asset and amount to the same address within 24 hours: a tick is asked for.</param>
/// <param name="LookAlike">An address that looks like one that was paid before: a tick is asked for.</param>
/// <param name="Receiver">How well the receiver is known.</param>
/// <param name="Usual">The median of what the client got in this asset, if this amount is more than ten times as much.</param>
public sealed record Review(IReadOnlyList<Payout> Duplicates, LookAlike? LookAlike, Standing Receiver, decimal? Usual)
{
    private const int FarAbove = 10;
    private static readonly TimeSpan Lately = TimeSpan.FromHours(24);

    /// <summary>Looks at a request beside the client's newest payouts.</summary>
    /// <param name="id">The id that this request gets: a payout with it is this one and no duplicate.</param>
    /// <param name="request">As the API gave it back.</param>
    /// <param name="newest">The client's payouts, newest first.</param>
    /// <param name="now">The time.</param>
    public static Review Of(string id, PayoutRequest request, IEnumerable<Payout> newest, DateTimeOffset now)
    {
        List<Payout> others = [.. newest.Where(payout => payout.Id != id && !Receivers.IsUnpaid(payout))];
        return new Review(
            others.FindAll(payout => payout.Asset == request.Asset && payout.Amount == request.Amount && Receivers.IsSame(payout.WalletAddress, request.WalletAddress) && now - payout.CreatedAt < Lately),
            Imitated(request.WalletAddress, others),
            Standing.Of(request.Network, request.WalletAddress, request.Memo, others),
            Habit([.. others.Where(payout => payout.Asset == request.Asset).Select(payout => payout.Amount)], request.Amount));
    }

    private static LookAlike? Imitated(string address, List<Payout> others) =>
        others.Find(payout => LookAlike.IsOne(payout.WalletAddress, address)) is { } known ? new LookAlike(known.WalletAddress, address) : null;

    // Of an even number the lower middle: an amount that was really paid.
    private static decimal? Habit(List<decimal> amounts, decimal amount)
    {
        amounts.Sort();
        return amounts.Count > 0 && amounts[(amounts.Count - 1) / 2] is var usual && amount > FarAbove * usual ? usual : null;
    }
}
