using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Events;

/// <summary>
/// Makes an event from its row and the payout. Pure, and the same whichever later version of the payout it is made from:
/// what never changes comes from the request, what a later write hides from the row, and the rest from those lines of
/// the history that are not younger than the event.
/// </summary>
internal static class EventBody
{
    /// <summary>The event of a row.</summary>
    /// <exception cref="InvalidDataException">The payout is older than the row, or another one.</exception>
    public static FeedEvent Of(EventRow row, Payout payout)
    {
        var id = IdOf(row);
        if (payout.Id != row.PayoutId || payout.Version < row.Version)
        {
            throw new InvalidDataException($"Event {id} cannot be shown: its payout is stored at version {payout.Version}.");
        }

        var (request, told) = (payout.Request, Told.By(payout.ResponseLogs, row.Version));
        return new(id.ToString(), row.Type, row.At, new()
        {
            PayoutId = payout.Id,
            Version = row.Version,
            ClientId = request.ClientId,
            Reference = request.Reference,
            Metadata = request.Metadata,
            Origin = request.Origin,
            Asset = request.Asset,
            Network = request.Network,
            Amount = request.Amount,
            FeePayer = request.FeePayer,
            Status = row.Status,
            PreviousStatus = row.Was,
            Detail = row.Detail,
            Reason = row.Reason,
            IsFinal = row.Status.IsFinal(),
            NeedsAttention = row.NeedsAttention,
            HeleketTransactionId = told.HeleketTransactionId,
            Txid = told.Txid,
            Fee = told.Fee,
            IsTruncated = told.IsTruncated,
        });
    }

    /// <summary>The id of a row's event.</summary>
    public static FeedEventId IdOf(EventRow row) => new(row.PayoutId, row.Version, EventTypes.IsAttention(row.Type));

    /// <summary>What the history tells of one version.</summary>
    private sealed record Told(string? HeleketTransactionId, string? Txid, decimal? Fee, bool IsTruncated)
    {
        public static Told By(ImmutableArray<ResponseLog> lines, long version)
        {
            var told = new Told(null, null, null, IsTruncated: false);
            foreach (var line in lines.Where(line => line.Version <= version))
            {
                told = new(line.HeleketTransactionId ?? told.HeleketTransactionId, line.Txid ?? told.Txid, line.Fee ?? told.Fee, IsTruncated: false);
            }

            // What the lines tell holds in any case; what they leave open may have been told by one that is gone.
            var isOpen = told.HeleketTransactionId is null || told.Txid is null || told.Fee is null;
            return isOpen && PayoutHistory.MayHaveLost(lines, version) ? new(null, null, null, IsTruncated: true) : told;
        }
    }
}
