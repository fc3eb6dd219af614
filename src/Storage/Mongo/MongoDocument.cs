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
/// release would misread takes a new format number, and <see cref="Read"/> keeps reading the old ones
/// (<see cref="FormatOne"/>).
/// </summary>
internal static class MongoDocument
{
    /// <summary>How many writes the document remembers by id, the last one first.</summary>
    public static readonly ImmutableArray<string> RememberedWrites = ["last", "second", "third"];

    /// <summary>A new payout, with its events.</summary>
    public static BsonDocument Insert(PayoutState state, ImmutableArray<EventRow> events, ObjectId writeId)
    {
        var document = new BsonDocument("_id", state.Payout.Id);
        foreach (var (name, value) in Fixed(state).Concat(Changing(state)).Where(field => field.Value is not null))
        {
            document.Add(name, value);
        }

        document.Add("shard", Shards.Of(state.Payout.Id));
        document.Add("writes", new BsonDocument(RememberedWrites[0], writeId));
        document.Add(MongoNames.Events, new BsonArray(events.Select(MongoEventRow.WriteUnmoved)), !events.IsEmpty);
        return document;
    }

    /// <summary>
    /// The changes of a write, as an update that adds its events to those that are not moved yet. The request never
    /// changes and is left alone; what older releases counted by goes.
    /// </summary>
    public static BsonArray Update(PayoutState state, ImmutableArray<EventRow> events, ObjectId writeId)
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
        set.Add(MongoNames.Events, MongoUnmoved.Appended(events), !events.IsEmpty);
        set.Add(MongoNames.Counted, "$$REMOVE").Add(MongoNames.Unfolded, "$$REMOVE");
        return [new BsonDocument("$set", set)];
    }

    /// <summary>
    /// The state in a stored document. Throws <see cref="InvalidDataException"/> when a newer release wrote it: if it
    /// were read in part, it would be written back without the fields unknown to this release.
    /// </summary>
    public static PayoutState Read(BsonDocument document) => document.GetValue("format", BsonNull.Value) switch
    {
        BsonInt32 { Value: MongoNames.CurrentFormat } => ReadState(document),
        BsonInt32 { Value: FormatOne.Number } => FormatOne.Upgrade(ReadState(document)),
        var other => throw new InvalidDataException($"A stored payout is in format {other}, and this release reads formats up to {MongoNames.CurrentFormat}."),
    };

    private static PayoutState ReadState(BsonDocument document) => new()
    {
        Payout = ReadPayout(document),
        NextActionAt = OptionalTime(document, "nextActionAt"),
        Attempts = document["attempts"].AsInt32,
        Since = Time(document["since"]),
        QueuedSince = OptionalTime(document, "queuedSince"),
        NotFoundSince = OptionalTime(document, "notFoundSince"),
        UnknownSince = OptionalTime(document, "unknownSince"),
        FailedLookUps = OptionalNumber(document, "failedLookUps"),
        ResolvedAt = OptionalTime(document, "resolvedAt"),
        IsDoubtResolved = OptionalFlag(document, "isDoubtResolved"),
        Holds = document.TryGetValue("holds", out var holds) ? [.. holds.AsBsonArray.Select(hold => MongoHold.Read(hold.AsBsonDocument))] : null,
        AddressId = OptionalText(document, "addressId"),
        Chain = document.TryGetValue("chain", out var chain) ? MongoChain.Read(chain.AsBsonDocument) : null,
    };

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
            ("format", MongoNames.CurrentFormat),
            ("version", payout.Version),
            ("account", payout.Account),
            ("status", EnumNames.Of(payout.Status)),
            ("detail", Optional(payout.Detail)),
            ("reason", Optional(payout.Reason)),
            ("needs_attention", payout.NeedsAttention),
            ("heleket_transaction_id", Optional(payout.HeleketTransactionId)),
            ("heleket_status", Optional(payout.HeleketStatus)),
            ("txid", Optional(payout.Txid)),
            ("fee", Optional(payout.Fee)),
            ("maxFee", Optional(payout.MaxFee)),
            ("debited", Optional(payout.Debited)),
            ("received", Optional(payout.Received)),
            ("responseLogs", new BsonArray(payout.ResponseLogs.Select(MongoHistory.Write))),
            ("claimedBy", Optional(payout.ClaimedBy)),
            ("acceptedAt", Optional(payout.AcceptedAt)),
            ("settledAt", Optional(payout.SettledAt)),
            ("updatedAt", Date(payout.UpdatedAt)),
            ("nextActionAt", Optional(state.NextActionAt)),
            ("attempts", state.Attempts),
            ("since", Date(state.Since)),
            ("queuedSince", Optional(state.QueuedSince)),
            ("notFoundSince", Optional(state.NotFoundSince)),
            ("unknownSince", Optional(state.UnknownSince)),
            ("failedLookUps", Optional(state.FailedLookUps)),
            ("resolvedAt", Optional(state.ResolvedAt)),
            ("isDoubtResolved", Optional(state.IsDoubtResolved)),
            ("approval", payout.Approval is { } approval ? MongoApproval.Write(approval) : null),
            ("policy", payout.Policy is { } policy ? MongoApproval.Write(policy) : null),
            ("holds", state.Holds is { } holds ? new BsonArray(holds.Select(MongoHold.Write)) : null),
            ("addressId", Optional(state.AddressId)),
            ("chain", state.Chain is { } chain ? MongoChain.Write(chain) : null),
        ];
    }

    private static Payout ReadPayout(BsonDocument document) => new()
    {
        Id = document["_id"].AsString,
        IdempotencyKey = document["idempotency_key"].AsString,
        Request = ReadRequest(document),
        Account = document["format"] == FormatOne.Number ? Payout.MainAccount : document["account"].AsString,
        Status = EnumNames.To<PayoutStatus>(document["status"].AsString),
        Detail = OptionalWord<PayoutDetail>(document, "detail"),
        Reason = OptionalWord<PayoutReason>(document, "reason"),
        NeedsAttention = document["needs_attention"].AsBoolean,
        HeleketTransactionId = OptionalText(document, "heleket_transaction_id"),
        HeleketStatus = OptionalText(document, "heleket_status"),
        Txid = OptionalText(document, "txid"),
        Fee = OptionalAmount(document, "fee"),
        MaxFee = OptionalAmount(document, "maxFee"),
        Debited = OptionalAmount(document, "debited"),
        Received = OptionalAmount(document, "received"),
        ClaimedBy = OptionalText(document, "claimedBy"),
        RequestedAt = Time(document["requestedAt"]),
        CreatedAt = Time(document["createdAt"]),
        UpdatedAt = Time(document["updatedAt"]),
        AcceptedAt = OptionalTime(document, "acceptedAt"),
        SettledAt = OptionalTime(document, "settledAt"),
        Version = document["version"].AsInt64,
        Approval = document.TryGetValue("approval", out var approval) ? MongoApproval.Read(approval.AsBsonDocument) : null,
        Policy = document.TryGetValue("policy", out var policy) ? MongoApproval.ReadPolicy(policy.AsBsonDocument) : null,
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
