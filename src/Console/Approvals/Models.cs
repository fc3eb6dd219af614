using System.Globalization;
using Microsoft.AspNetCore.Http;
using Payouts.Client;

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

    /// <summary>Whether the person may decide on it: it is among the actions, and the person did not make it.</summary>
    public bool MayDecide(Payout payout) =>
        payout.Actions.Contains(PayoutAction.Approve) && !IsMaker(payout) && payout.Approval is { } approval && !approval.Decisions.Any(given => IsPerson(given.By));

    /// <summary>Whether the person made it, or could have.</summary>
    public bool IsMaker(Payout payout) => payout.Approval is { } approval && approval.Makers.Any(IsPerson);

    private bool IsPerson(string? name) => name is not null && string.Equals(name.Trim(), Person?.Trim(), StringComparison.OrdinalIgnoreCase);
}

/// <summary>Many that were selected, to be looked at once more before they are decided.</summary>
/// <param name="Payouts">As they are now.</param>
/// <param name="Word"><c>approve</c> or <c>reject</c>.</param>
public sealed record ManyModel(IReadOnlyList<Payout> Payouts, string Word)
{
    /// <summary>The sums by asset.</summary>
    public IReadOnlyList<SelectionTotal> Totals =>
    [
        .. Payouts.GroupBy(payout => payout.Asset).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new SelectionTotal(group.Key, group.Sum(payout => payout.Amount))),
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
