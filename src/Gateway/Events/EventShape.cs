using System.Collections.Immutable;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Payouts;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Events;

/// <summary>Events as the contract shows them (docs/http-api.md, "Events").</summary>
internal static class EventShape
{
    private static readonly NamedSchema TypeWord = WordSchemas.Open("EventTypeWord", "What happened.", [.. EventTypes.OfPayouts]);

    private static readonly NamedSchema PreviousStatusWord = WordSchemas.Open(
        "PreviousStatusWord", "The status before; null for a payout that is new. The same as the status if that did not change.", [.. EnumNames<PayoutStatus>.All], orNull: true);

    private static readonly Shape<PayoutEventData> Data = new Shape<PayoutEventData>(nameof(PayoutEventData), "What never changes of a payout, and what was true at one version of it.")
        .Text("payout_id", Text("The payout's id.", PayoutId.Pattern), data => data.PayoutId)
        .Count("version", Count("The payout's version that made the event. Ignore an event whose version is not above the last one that you handled for the payout.", minimum: 1), data => data.Version)
        .Text("client_id", Text("The client.", TextRules.ClientIdPattern), data => data.ClientId)
        .Text("reference", Text("The caller's own name for the payout.").OrNull(), data => data.Reference)
        .Texts("metadata", PayoutShape.Metadata, data => data.Metadata)
        .Word<PayoutOrigin>("origin", PayoutWords.OriginWord, data => data.Origin)
        .Text("asset", Text("Upper case."), data => data.Asset)
        .Text("network", Text("Upper case."), data => data.Network)
        .Amount("amount", Amount("Units of the asset, without unnecessary zeros."), data => data.Amount)
        .Word<FeePayer>("fee_payer", PayoutWords.FeePayerWord, data => data.FeePayer)
        .Word<PayoutStatus>("status", PayoutWords.StatusWord, data => data.Status)
        .Word("previous_status", PreviousStatusWord, data => data.PreviousStatus)
        .Word("detail", PayoutWords.DetailWord, data => data.Detail)
        .Word("reason", PayoutWords.ReasonWord, data => data.Reason)
        .Flag("is_final", "Whether the status is final.", data => data.IsFinal)
        .Flag("needs_attention", "An operator had to look at the payout.", data => data.NeedsAttention)
        .Text("heleket_transaction_id", Text("Heleket's uuid, once Heleket had it.").OrNull(), data => data.HeleketTransactionId)
        .Text("txid", Text("The transaction's hash on the network.").OrNull(), data => data.Txid)
        .Amount("fee", Amount("Heleket's fee in units of the asset.").OrNull(), data => data.Fee)
        .Mark("truncated", "Only there when the payout's history no longer tells heleket_transaction_id, txid and fee at this version; then they are null.", data => data.IsTruncated);

    public static readonly Shape<FeedEvent> Event = new Shape<FeedEvent>(nameof(FeedEvent), "Something that happened to a payout. The same bytes whenever it is read.")
        .Text("id", Text("Computed from payout, version and kind of event: to recognise what was handled already.", FeedEventId.Pattern), shown => shown.Id)
        .Text("type", TypeWord, shown => shown.Type)
        .Time("timestamp", Time("When it happened."), shown => shown.Timestamp)
        .Object("data", Data, shown => shown.Data);

    public static readonly Shape<EventsShown> Pages = new Shape<EventsShown>("EventPage", "Some events, the oldest first.")
        .List("data", "The events.", Event, page => page.Events, EventQuery.MaxLimit)
        .Text("next_after", Text("Where to go on, also after an empty page: the next call's after."), page => page.NextAfter)
        .Flag("has_more", "Whether there is more to look at now. Not every page has events then.", page => page.HasMore);
}

/// <summary>The body of a page.</summary>
/// <param name="Events">The oldest first.</param>
/// <param name="NextAfter">The cursor to go on from.</param>
/// <param name="HasMore">Whether there is more to look at now.</param>
internal sealed record EventsShown(ImmutableArray<FeedEvent> Events, string NextAfter, bool HasMore);
