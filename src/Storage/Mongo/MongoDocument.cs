using System.Collections.Immutable;
using MongoDB.Bson;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Grains.Sweeping;
using static Payouts.Storage.Mongo.MongoValues;

namespace Payouts.Storage.Mongo;

/// <summary>
/// A payout as a document: the prototype's names at the top level (docs/architecture.md, "Storage"), the rest beside
/// them, no fact twice. Dates are dates, amounts Decimal128, enums names; nulls are left out. A change that an older
/// release would misread takes a new format number, and <see cref="Read"/> keeps reading the old ones.
/// </summary>
internal static class MongoDocument
{
    private const int CurrentFormat = 1;

    /// <summary>How many writes the document remembers by id, the last one first.</summary>
    public static readonly ImmutableArray<string> RememberedWrites = ["last", "second", "third"];

    /// <summary>A new payout, not counted yet.</summary>
    public static BsonDocument Insert(PayoutState state, ObjectId writeId)
    {
        var document = new BsonDocument("_id", state.Payout.Id);
        foreach (var (name, value) in Fixed(state).Concat(Changing(state)).Where(field => field.Value is not null))
        {
            document.Add(name, value);
        }

        document.Add("shard", Shards.Of(state.Payout.Id));
        document.Add("writes", new BsonDocument(RememberedWrites[0], writeId));
        document.Add("unfolded", true);
        return document;
    }

    /// <summary>
    /// The changes of a write, as an update that compares the new status with the counted one on the server. The
    /// request never changes and is left alone, and so is what the fold keeps in <c>counted</c>.
    /// </summary>
    public static BsonArray Update(PayoutState state, ObjectId writeId)
    {
        var set = new BsonDocument();
        foreach (var (name, value) in Changing(state))
        {
            set.Add(name, value is null ? "$$REMOVE" : Literal(value));
        }

        var writes = new BsonDocument(RememberedWrites[0], Literal(writeId));
        for (var i = 1; i < RememberedWrites.Length; i++)
        {
            writes.Add(RememberedWrites[i], "$writes." + RememberedWrites[i - 1]);
        }

        set.Add("writes", writes);
        set.Add("unfolded", UnfoldedUnless("$counted.status", Literal(EnumNames.Of(state.Payout.Status))));
        return [new BsonDocument("$set", set)];
    }

    /// <summary>
    /// True when the two differ, otherwise no field at all, so that the partial index holds only the unfolded payouts.
    /// </summary>
    public static BsonDocument UnfoldedUnless(BsonValue left, BsonValue right) =>
        new("$cond", new BsonArray { new BsonDocument("$eq", new BsonArray { left, right }), "$$REMOVE", true });

    /// <summary>
    /// The state in a stored document. Throws <see cref="InvalidDataException"/> when another release wrote it in
    /// another format: if it were read in part, it would be written back without the fields unknown to this release.
    /// </summary>
    public static PayoutState Read(BsonDocument document)
    {
        if (document.GetValue("format", BsonNull.Value) is not BsonInt32 { Value: CurrentFormat })
        {
            throw new InvalidDataException(
                $"A stored payout is in format {document.GetValue("format", BsonNull.Value)}, and this release reads format {CurrentFormat}.");
        }

        return new PayoutState
        {
            Payout = ReadPayout(document),
            NextActionAt = OptionalTime(document, "nextActionAt"),
            Attempts = document["attempts"].AsInt32,
            Since = Time(document["since"]),
            QueuedSince = OptionalTime(document, "queuedSince"),
            NotFoundSince = OptionalTime(document, "notFoundSince"),
            UnknownSince = OptionalTime(document, "unknownSince"),
            FailedLookUps = OptionalNumber(document, "failedLookUps"),
        };
    }

    private static IEnumerable<(string Name, BsonValue? Value)> Fixed(PayoutState state)
    {
        var (payout, request) = (state.Payout, state.Payout.Request);
        return
        [
            ("client_id", request.ClientId),
            ("asset", request.Asset),
            ("network", request.Network),
            ("amount", new BsonDecimal128(request.Amount)),
            ("wallet_address", request.WalletAddress),
            ("memo", Optional(request.Memo)),
            ("idempotency_key", payout.IdempotencyKey),
            ("origin", EnumNames.Of(request.Origin)),
            ("reference", Optional(request.Reference)),
            ("requested_by", Optional(request.RequestedBy)),
            ("scheduledFor", Optional(request.ScheduledFor)),
            ("fee_payer", EnumNames.Of(request.FeePayer)),

            // Pairs, because a key from the caller may contain dots and dollar signs, which queries would take for
            // paths.
            ("metadata", new BsonArray(request.Metadata.Select(pair => new BsonDocument { { "key", pair.Key }, { "value", pair.Value } }))),
            ("requestedAt", Date(payout.RequestedAt)),
            ("createdAt", Date(payout.CreatedAt)),
        ];
    }

    private static IEnumerable<(string Name, BsonValue? Value)> Changing(PayoutState state)
    {
        var payout = state.Payout;
        return
        [
            ("format", CurrentFormat),
            ("version", payout.Version),
            ("status", EnumNames.Of(payout.Status)),
            ("detail", Optional(payout.Detail)),
            ("reason", Optional(payout.Reason)),
            ("needs_attention", payout.NeedsAttention),
            ("heleket_transaction_id", Optional(payout.HeleketTransactionId)),
            ("heleket_status", Optional(payout.HeleketStatus)),
            ("txid", Optional(payout.Txid)),
            ("fee", payout.Fee is { } fee ? new BsonDecimal128(fee) : null),
            ("responseLogs", new BsonArray(payout.ResponseLogs.Select(MongoHistory.Write))),
            ("updatedAt", Date(payout.UpdatedAt)),
            ("nextActionAt", Optional(state.NextActionAt)),
            ("attempts", state.Attempts),
            ("since", Date(state.Since)),
            ("queuedSince", Optional(state.QueuedSince)),
            ("notFoundSince", Optional(state.NotFoundSince)),
            ("unknownSince", Optional(state.UnknownSince)),
            ("failedLookUps", Optional(state.FailedLookUps)),
        ];
    }

    private static Payout ReadPayout(BsonDocument document) => new()
    {
        Id = document["_id"].AsString,
        IdempotencyKey = document["idempotency_key"].AsString,
        Request = ReadRequest(document),
        Status = EnumNames.To<PayoutStatus>(document["status"].AsString),
        Detail = OptionalWord<PayoutDetail>(document, "detail"),
        Reason = OptionalWord<PayoutReason>(document, "reason"),
        NeedsAttention = document["needs_attention"].AsBoolean,
        HeleketTransactionId = OptionalText(document, "heleket_transaction_id"),
        HeleketStatus = OptionalText(document, "heleket_status"),
        Txid = OptionalText(document, "txid"),
        Fee = document.TryGetValue("fee", out var fee) ? fee.AsDecimal : null,
        RequestedAt = Time(document["requestedAt"]),
        CreatedAt = Time(document["createdAt"]),
        UpdatedAt = Time(document["updatedAt"]),
        Version = document["version"].AsInt64,
        ResponseLogs = [.. document["responseLogs"].AsBsonArray.Select(line => MongoHistory.Read(line.AsBsonDocument))],
    };

    private static PayoutRequest ReadRequest(BsonDocument document) => new()
    {
        ClientId = document["client_id"].AsString,
        Asset = document["asset"].AsString,
        Network = document["network"].AsString,
        Amount = document["amount"].AsDecimal,
        WalletAddress = document["wallet_address"].AsString,
        Memo = OptionalText(document, "memo"),
        Origin = EnumNames.To<PayoutOrigin>(document["origin"].AsString),
        Reference = OptionalText(document, "reference"),
        RequestedBy = OptionalText(document, "requested_by"),
        ScheduledFor = OptionalTime(document, "scheduledFor"),
        FeePayer = EnumNames.To<FeePayer>(document["fee_payer"].AsString),
        Metadata = document["metadata"].AsBsonArray.ToImmutableSortedDictionary(
            pair => pair["key"].AsString, pair => pair["value"].AsString, StringComparer.Ordinal),
    };
}
