using System.Collections.Immutable;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage;

/// <summary>
/// The columns that repeat what a payout's document says, so that they can be searched: compared for the audit, since
/// whoever alters one changes what lists and sweeps find.
/// </summary>
internal static class RowColumns
{
    /// <summary>The names of the columns that do not say what the document says.</summary>
    /// <param name="id">The row's id.</param>
    /// <param name="document">The document.</param>
    /// <param name="differing">Compares the columns of a row with a state.</param>
    public static StoredPayout Read(string id, string document, Func<PayoutState, IEnumerable<(string Column, bool IsSame)>> differing)
    {
        try
        {
            var state = PayoutDocument.Read(document);
            return new(id, state, [.. differing(state).Where(column => !column.IsSame).Select(column => column.Column)]);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Nothing in a row that we wrote is of a kind that cannot be read.
            return new(id, null, ["document"]);
        }
    }

    /// <summary>The texts that both databases keep, by column.</summary>
    public static ImmutableArray<(string Column, string? Value)> Texts(PayoutState state) =>
    [
        ("id", state.Payout.Id),
        ("client_id", state.Payout.Request.ClientId),
        ("idempotency_key", state.Payout.IdempotencyKey),
        ("asset", state.Payout.Request.Asset),
        ("network", state.Payout.Request.Network),
        ("status", EnumNames.Of(state.Payout.Status)),
        ("detail", EnumNames.Of(state.Payout.Detail)),
        ("origin", EnumNames.Of(state.Payout.Request.Origin)),
        ("heleket_transaction_id", LookupKeys.Uuid(state.Payout.HeleketTransactionId)),
        ("account", state.Payout.Account),
    ];

    /// <summary>
    /// The times that both databases keep, by column. A row in which none of them is set may be as an earlier release
    /// wrote it, which knew no such columns, whatever its document says; a row in which one is set was written by this
    /// one, and then all must be right (docs/adr/0040).
    /// </summary>
    public static ImmutableArray<(string Column, DateTimeOffset? Time)> Times(PayoutState state) =>
    [
        ("accepted_at", state.Payout.AcceptedAt),
        ("settled_at", state.Payout.SettledAt),
        ("funds_since", FundsQueue.Since(state)),
    ];
}
