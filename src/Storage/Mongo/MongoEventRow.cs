using MongoDB.Bson;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using static Payouts.Storage.Mongo.MongoValues;

namespace Payouts.Storage.Mongo;

/// <summary>
/// An event as a document: whole and at its place in the collection of events and in the journal; in its payout, until
/// it is moved, without what the payout says itself.
/// </summary>
internal static class MongoEventRow
{
    /// <summary>The members of a payout that <see cref="ReadUnmoved"/> needs.</summary>
    public static readonly BsonDocument OfPayout = new() { { "client_id", 1 }, { "asset", 1 }, { "amount", 1 }, { MongoNames.Events, 1 } };

    /// <summary>The event in its payout's document.</summary>
    public static BsonDocument WriteUnmoved(EventRow row) => AddChange([], row);

    /// <summary>
    /// The events in a payout's document, in order. Throws exceptions of various types when a member is missing or has
    /// another shape.
    /// </summary>
    public static IEnumerable<EventRow> ReadUnmoved(BsonDocument payout)
    {
        var clientId = payout["client_id"].AsString;
        if (clientId == IClientGrain.AllClients)
        {
            throw new InvalidDataException("No client has the name that stands for all of them: its totals would be taken for the journal.");
        }

        return payout[MongoNames.Events].AsBsonArray.Select(change =>
            Read(change.AsBsonDocument, payout["_id"].AsString, clientId, payout["asset"].AsString, payout["amount"].AsDecimal));
    }

    /// <summary>The event at its place.</summary>
    public static BsonDocument Write(StoredEvent stored)
    {
        var row = stored.Row;
        var document = new BsonDocument
        {
            { "_id", stored.Position.Number }, { "payout_id", row.PayoutId }, { "client_id", row.ClientId }, { "asset", row.Asset },
            { "amount", new BsonDecimal128(row.Amount) },
        };
        return AddChange(document, row);
    }

    /// <summary>The event in a stored document. Throws as <see cref="ReadUnmoved"/> does.</summary>
    public static StoredEvent Read(BsonDocument document) => new(
        At(document["_id"].AsInt64),
        Read(document, document["payout_id"].AsString, document["client_id"].AsString, document["asset"].AsString, document["amount"].AsDecimal));

    /// <summary>The place with this number: 1 for the first event there ever was.</summary>
    public static EventPosition At(long number) => new(0, 0, number);

    private static BsonDocument AddChange(BsonDocument document, EventRow row)
    {
        document.Add("version", row.Version);
        document.Add("type", row.Type);
        document.Add("was", Optional(row.Was), row.Was is not null);
        document.Add("status", EnumNames.Of(row.Status));
        document.Add("detail", Optional(row.Detail), row.Detail is not null);
        document.Add("reason", Optional(row.Reason), row.Reason is not null);
        document.Add("needs_attention", row.NeedsAttention);
        document.Add("at", Date(row.At));
        document.Add("head", Optional(row.Head), row.Head is not null);
        return document.Add("seal", Optional(row.Seal), row.Seal is not null);
    }

    private static EventRow Read(BsonDocument change, string payoutId, string clientId, string asset, decimal amount) => new()
    {
        PayoutId = payoutId,
        Version = change["version"].AsInt64,
        Type = change["type"].AsString,
        ClientId = clientId,
        Asset = asset,
        Amount = amount,
        Was = OptionalWord<PayoutStatus>(change, "was"),
        Status = EnumNames.To<PayoutStatus>(change["status"].AsString),
        Detail = OptionalWord<PayoutDetail>(change, "detail"),
        Reason = OptionalWord<PayoutReason>(change, "reason"),
        NeedsAttention = change["needs_attention"].AsBoolean,
        At = Time(change["at"]),
        Head = OptionalText(change, "head"),
        Seal = OptionalText(change, "seal"),
    };
}
