using System.Globalization;
using Microsoft.AspNetCore.Http;
using Payouts.Client;
using Payouts.Console.Words;

namespace Payouts.Console.Approvals;

/// <summary>The inbox of what waits for people.</summary>
/// <param name="Waiting">The oldest first.</param>
/// <param name="HasMore">There is more than was read.</param>
/// <param name="Person">Who looks.</param>
public sealed record ApprovalsModel(IReadOnlyList<Payout> Waiting, bool HasMore, string? Person)
{
    /// <summary>Why many were not decided.</summary>
    public Problem? Problem { get; init; }

    /// <summary>What became of each of many; empty where nothing was decided just now.</summary>
    public IReadOnlyList<DecidedPayout> Results { get; init; } = [];

    /// <summary>The address books of those clients for which it could be read.</summary>
    public IReadOnlyDictionary<string, AddressPage> Books { get; init; } = new Dictionary<string, AddressPage>();

    /// <summary>What the person may approve comes first, then the others; of each the oldest first.</summary>
    public IReadOnlyList<Payout> InOrder => [.. Waiting.OrderBy(payout => May("approve", payout) ? 0 : 1)];

    /// <summary>Whether the person may take a decision.</summary>
    public bool May(string action, Payout payout) => ApprovalWords.May(action, payout, Person);

    /// <summary>What the client's book has of the receiver, the newest entry; <see langword="null"/>: nothing that is known here.</summary>
    public AddressEntry? Receiver(Payout payout) => Books.GetValueOrDefault(payout.ClientId)?.Data.FirstOrDefault(entry =>
        entry.Network == payout.Network && (entry.Asset is null || entry.Asset == payout.Asset) && Receivers.IsSame(entry.Address, payout.WalletAddress) && entry.Memo == payout.Memo);

    /// <summary>Whether the whole book of the client was read.</summary>
    public bool KnowsBookOf(Payout payout) => Books.TryGetValue(payout.ClientId, out var book) && !book.HasMore;
}

/// <summary>Many that were selected, to be looked at once more before they are decided.</summary>
/// <param name="Payouts">As they are now.</param>
/// <param name="Word"><c>approve</c> or <c>reject</c>.</param>
public sealed record ManyModel(IReadOnlyList<Payout> Payouts, string Word)
{
    /// <summary>The sums by asset.</summary>
    public IReadOnlyList<SelectionTotal> Totals =>
    [
        .. Payouts.GroupBy(payout => payout.Asset).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new SelectionTotal(group.Key, Sums.Of(group.Select(payout => payout.Amount)))),
    ];

    /// <summary>Reads what the page sent back: what the person saw, and not what is by now.</summary>
    public static PayoutSelection Read(IFormCollection form)
    {
        var seen = form["seen"].Select(text => text!.Split('@')).Where(parts => parts.Length == 2).Select(parts => new SeenPayout(parts[0], Whole(parts[1])));
        var totals = form["total"].Select(text => text!.Split(' ')).Where(parts => parts.Length == 2).Select(parts => new SelectionTotal(parts[0], Amount(parts[1])));
        return new()
        {
            Payouts = [.. seen],
            Expect = new((int)Whole(form["count"].ToString()), [.. totals]),
            Reason = form["reason"].ToString() is { Length: > 0 } reason ? reason : null,
        };
    }

    private static long Whole(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static decimal Amount(string text) => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : 0;
}
