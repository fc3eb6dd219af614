using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Payouts;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Events;

/// <summary>The OpenAPI description of events.</summary>
internal static class EventDescription
{
    private static readonly FeedEvent Confirmed = new(new FeedEventId(PayoutExamples.Id, 3, IsAttention: false).ToString(), EventTypes.Became(PayoutStatus.Confirmed), Examples.Start.AddSeconds(40), new()
    {
        PayoutId = PayoutExamples.Id,
        Version = 3,
        ClientId = Examples.ClientId,
        Metadata = ImmutableSortedDictionary<string, string>.Empty,
        Origin = PayoutOrigin.Manual,
        Asset = "USDT",
        Network = "TRON",
        Amount = 25.5m,
        FeePayer = FeePayer.Merchant,
        Status = PayoutStatus.Confirmed,
        PreviousStatus = PayoutStatus.Broadcast,
        IsFinal = true,
        NeedsAttention = false,
        HeleketTransactionId = PayoutExamples.TransactionId,
        Txid = PayoutExamples.Txid,
        Fee = 1m,
    });

    public static void List(OperationDescription text) => text
        .Summary("Follow events", "In the order in which they were stored; those of one payout by version. Go on from next_after. Unknown parameters are rejected. These calls are counted apart from the key's other ones, since they may wait.")
        .Scope(Scopes.Read)
        .Query("after", "The next_after of the previous page, opaque; latest for only what happens from now on. Without it: from the oldest event that is kept.", Text())
        .Query("limit", "The size of a page.", Whole(1, EventQuery.MaxLimit, fallback: EventListReader.DefaultLimit))
        .Query("types", $"A list, separated by commas, of {EventTypes.AnyOfPayouts} and the types of events.", Text())
        .Query("client_id", "Of this client.", Text(pattern: TextRules.ClientIdPattern))
        .Query("payout_id", "Of this payout.", Text(pattern: PayoutId.Pattern))
        .Query("wait", "How many seconds to wait for a first event, if there is none yet.", Whole(0, EventListReader.MaxWait, fallback: 0))
        .Answer(200, "Some events, or none.", EventShape.Pages.Schema, Page())
        .Invalid("/limit", $"must be a whole number from 1 to {EventQuery.MaxLimit}.")
        .Problems(ProblemRegistry.InvalidCursor, ProblemRegistry.EventsExpired, ProblemRegistry.Unavailable);

    public static void Read(OperationDescription text) => text
        .Summary("Read an event", "The same bytes as in the feed. Another client's event is answered as not found.")
        .Path("id", "The event's id.", Text(pattern: FeedEventId.Pattern), Confirmed.Id)
        .Scope(Scopes.Read)
        .Answer(200, "The event.", EventShape.Event.Schema, EventShape.Event.Example(Confirmed))
        .Problems(ProblemRegistry.EventNotFound, ProblemRegistry.Unavailable);

    private static JsonNode Page() => EventShape.Pages.Example(new([Confirmed], Examples.Cursor, HasMore: false));
}
