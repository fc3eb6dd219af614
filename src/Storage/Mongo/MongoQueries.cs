using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Storage.Mongo;

/// <summary>The queries that find payouts, each with a hint that names its index.</summary>
internal static class MongoQueries
{
    /// <summary>Newest first.</summary>
    public static readonly BsonDocument NewestFirst = new() { { "createdAt", -1 }, { "_id", -1 } };

    /// <summary>Who waits longest comes first.</summary>
    public static readonly BsonDocument LongestFirst = new() { { "since", 1 }, { "_id", 1 } };

    /// <summary>What is due first comes first.</summary>
    public static readonly BsonDocument SoonestFirst = new() { { "nextActionAt", 1 }, { "_id", 1 } };

    /// <summary>Those of these ids that exist.</summary>
    public static BsonDocument Read(string[] ids) => new("_id", new BsonDocument("$in", new BsonArray(ids)));

    /// <summary>The filter of a page, including the position where it begins.</summary>
    public static BsonDocument Filter(PayoutQuery query)
    {
        SinceOrder.Require(query);
        var filter = new BsonDocument();
        Where(filter, "client_id", query.ClientId);
        Where(filter, "status", query.Status is { } status ? EnumNames.Of(status) : null);
        Where(filter, "detail", query.Detail is { } detail ? EnumNames.Of(detail) : null);
        Where(filter, "asset", query.Asset);
        Where(filter, "network", query.Network);
        Where(filter, "origin", query.Origin is { } origin ? EnumNames.Of(origin) : null);
        Where(filter, "reference", query.Reference);
        WhereInAnyCase(filter, "heleket_transaction_id", query.HeleketTransactionId);
        if (query.Txid is { } txid && !LookupKeys.IsHex(txid))
        {
            filter.Add("txid", txid);
        }
        else
        {
            WhereInAnyCase(filter, "txid", query.Txid);
        }

        if (query.NeedsAttention is { } needsAttention)
        {
            filter.Add("needs_attention", needsAttention);
        }

        var created = new BsonDocument();
        if (query.CreatedFrom is { } from)
        {
            created.Add("$gte", MongoValues.Date(WholeMilliseconds.Ceiling(from)));
        }

        if (query.CreatedTo is { } to)
        {
            created.Add("$lt", MongoValues.Date(WholeMilliseconds.Ceiling(to)));
        }

        if (query is { Order: PayoutOrder.Since, After: { } place })
        {
            AddPlace(filter, "since", place.At, place.Id);
        }
        else if (query.After is { } after)
        {
            // The first bound limits the index scan; the alternatives then only filter out payouts of the same
            // millisecond.
            var at = MongoValues.Date(after.At);
            created.Add("$lte", at);
            filter.Add("$or", new BsonArray
            {
                new BsonDocument("createdAt", new BsonDocument("$lt", at)),
                new BsonDocument { { "createdAt", at }, { "_id", new BsonDocument("$lt", after.Id) } },
            });
        }

        return created.ElementCount == 0 ? filter : filter.Add("createdAt", created);
    }

    /// <summary>The index that leaves the fewest payouts to scan.</summary>
    public static string IndexFor(PayoutQuery query) => query switch
    {
        { Order: PayoutOrder.Since, NeedsAttention: true } => MongoSchema.ByAttentionSince,
        { Order: PayoutOrder.Since, Detail: PayoutDetail.Queued } => MongoSchema.ByQueuedSince,
        { Order: PayoutOrder.Since } => MongoSchema.ByDetailSince,
        { HeleketTransactionId: not null } => MongoSchema.ByHeleketId,
        { Txid: not null } => MongoSchema.ByTxid,
        { Reference: not null } => MongoSchema.ByReference,
        { ClientId: not null } => MongoSchema.ByClient,
        { NeedsAttention: true } => MongoSchema.ByAttention,
        { Status: not null } => MongoSchema.ByStatus,
        _ => MongoSchema.ByCreation,
    };

    /// <summary>Payouts of a shard that are due.</summary>
    public static BsonDocument Due(int shard, DateTimeOffset now) =>
        new() { { "shard", shard }, { "nextActionAt", new BsonDocument("$lte", MongoValues.Date(now)) } };

    /// <summary>One page and one payout more.</summary>
    public static FindOptions<BsonDocument> PageOptions(PayoutQuery query) =>
        new() { Sort = OrderOf(query), Limit = query.Limit + 1, Hint = IndexFor(query), MaxTime = MongoConnection.ReadLimit };

    /// <summary>The order of the query.</summary>
    public static BsonDocument OrderOf(PayoutQuery query) => query.Order == PayoutOrder.Since ? LongestFirst : NewestFirst;

    /// <summary>Ids alone, the longest due first: the index covers the query.</summary>
    public static FindOptions<BsonDocument> DueOptions(int limit) => new()
    {
        Sort = SoonestFirst,
        Limit = limit,
        Hint = MongoSchema.Due,
        Projection = new BsonDocument("_id", 1),
        MaxTime = MongoConnection.ReadLimit,
    };

    /// <summary>What comes after a place in the order of a time and the id. As for the newest, the first bound limits the scan.</summary>
    public static BsonDocument AddPlace(BsonDocument filter, string time, DateTimeOffset after, string id)
    {
        var at = MongoValues.Date(after);
        filter.Add(time, new BsonDocument("$gte", at));
        return filter.Add("$or", new BsonArray
        {
            new BsonDocument(time, new BsonDocument("$gt", at)),
            new BsonDocument { { time, at }, { "_id", new BsonDocument("$gt", id) } },
        });
    }

    /// <summary>One of these values. The document has Heleket's own spelling, which has only one case.</summary>
    public static BsonDocument InAnyCase(string name, IEnumerable<string> values)
    {
        var spellings = values.SelectMany(value => new[]
        {
            value, value.ToLowerInvariant(), value.ToUpperInvariant(), value.ToUpperInvariant().Replace("0X", "0x", StringComparison.Ordinal),
        });
        return new(name, new BsonDocument("$in", new BsonArray(spellings.Distinct(StringComparer.Ordinal))));
    }

    private static void Where(BsonDocument filter, string name, string? value)
    {
        if (value is not null)
        {
            filter.Add(name, value);
        }
    }

    private static void WhereInAnyCase(BsonDocument filter, string name, string? value)
    {
        if (value is not null)
        {
            filter.AddRange(InAnyCase(name, [value]));
        }
    }
}
