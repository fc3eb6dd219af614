using MongoDB.Bson;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Storage.Mongo.MongoValues;

namespace Payouts.Storage.Mongo;

/// <summary>A line of a payout's history, as a document in its <c>responseLogs</c>.</summary>
internal static class MongoHistory
{
    /// <summary>The line as a document.</summary>
    public static BsonDocument Write(ResponseLog line)
    {
        var document = new BsonDocument { { "at", Date(line.At) }, { "source", EnumNames.Of(line.Source) }, { "status", EnumNames.Of(line.Status) } };
        document.Add("detail", Optional(line.Detail), line.Detail is not null);
        document.Add("heleket_status", Optional(line.HeleketStatus), line.HeleketStatus is not null);
        document.Add("is_final", line.IsFinal);
        document.Add("message", Optional(line.Message), line.Message is not null);
        document.Add("repeated", Optional(line.Repeated), line.Repeated is not null);
        document.Add("first_at", Optional(line.FirstAt), line.FirstAt is not null);
        document.Add("version", line.Version ?? 0, line.Version is not null);
        document.Add("reason", Optional(line.Reason), line.Reason is not null);
        document.Add("needs_attention", line.NeedsAttention ?? false, line.NeedsAttention is not null);
        document.Add("txid", Optional(line.Txid), line.Txid is not null);
        document.Add("fee", Optional(line.Fee), line.Fee is not null);
        document.Add("heleket_transaction_id", Optional(line.HeleketTransactionId), line.HeleketTransactionId is not null);
        document.Add("by", By(line.By), line.By is not null);
        return document;
    }

    /// <summary>The line in a stored document. Throws when a member is missing or has another shape.</summary>
    public static ResponseLog Read(BsonDocument line) => new()
    {
        At = Time(line["at"]),
        Source = EnumNames.To<LogSource>(line["source"].AsString),
        Status = EnumNames.To<PayoutStatus>(line["status"].AsString),
        Detail = OptionalWord<PayoutDetail>(line, "detail"),
        HeleketStatus = OptionalText(line, "heleket_status"),
        IsFinal = line["is_final"].AsBoolean,
        Message = OptionalText(line, "message"),
        Repeated = OptionalNumber(line, "repeated"),
        FirstAt = OptionalTime(line, "first_at"),
        Version = line.TryGetValue("version", out var version) ? version.AsInt64 : null,
        Reason = OptionalWord<PayoutReason>(line, "reason"),
        NeedsAttention = line.TryGetValue("needs_attention", out var needed) ? needed.AsBoolean : null,
        Txid = OptionalText(line, "txid"),
        Fee = OptionalAmount(line, "fee"),
        HeleketTransactionId = OptionalText(line, "heleket_transaction_id"),
        By = line.TryGetValue("by", out var by) ? new Caller(OptionalText(by.AsBsonDocument, "person"), OptionalText(by.AsBsonDocument, "key")) : null,
    };

    private static BsonDocument By(Caller? by)
    {
        var document = new BsonDocument();
        document.Add("person", Optional(by?.Person), by?.Person is not null);
        document.Add("key", Optional(by?.Key), by?.Key is not null);
        return document;
    }
}
