using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage;

/// <summary>
/// Payouts as releases up to format 1 stored them: their history does not say when a member changed. Read for ever, and
/// written in today's format at their next change.
/// </summary>
internal static class FormatOne
{
    /// <summary>The number in the document.</summary>
    public const int Number = 1;

    /// <summary>
    /// Adds what the history can tell: its last line, which always shows the current state, stands for the version that
    /// was stored.
    /// </summary>
    public static PayoutState Upgrade(PayoutState state)
    {
        var payout = state.Payout;
        var lines = payout.ResponseLogs;
        return state with
        {
            Payout = payout with
            {
                Account = Payout.MainAccount,
                ResponseLogs = lines.IsEmpty ? lines : lines.SetItem(lines.Length - 1, Current(lines[^1], payout)),
                AcceptedAt = payout.HeleketTransactionId is null ? null : FirstTime(lines, line => line.HeleketStatus is not null) ?? payout.UpdatedAt,
                SettledAt = payout.IsFinal ? FirstTime(lines, line => line.Status == payout.Status) ?? payout.UpdatedAt : null,
            },
        };
    }

    private static ResponseLog Current(ResponseLog last, Payout payout) => last with
    {
        Version = payout.Version,
        Reason = payout.Reason,
        NeedsAttention = payout.NeedsAttention ? true : null,
        Txid = payout.Txid,
        Fee = payout.Fee,
        HeleketTransactionId = payout.HeleketTransactionId,
    };

    private static DateTimeOffset? FirstTime(ImmutableArray<ResponseLog> lines, Func<ResponseLog, bool> isIt) =>
        lines.FirstOrDefault(isIt) is { } line ? line.FirstAt ?? line.At : null;
}
