using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Mongo;

/// <summary>
/// Reads payouts in the order of one of their times, and many by their uuids. All of it is in the documents already:
/// what waits for funds is what a partial index on two members has, in the order of a third.
/// </summary>
internal static class MongoScans
{
    /// <summary>What a page has, including the position where it begins.</summary>
    public static BsonDocument Filter(PayoutScan scan)
    {
        scan.Require();
        var filter = scan.By == PayoutTime.Funds ? Funds(scan.Account!, scan.Asset!) : new BsonDocument();
        filter.Add("account", scan.Account, scan.By is PayoutTime.Accepted or PayoutTime.Settled);
        filter.Add("client_id", scan.ClientId, scan.ClientId is not null);
        MongoQueries.AddPlace(filter, TimeOf(scan), scan.Begin.At, scan.Begin.Id);
        filter[TimeOf(scan)].AsBsonDocument.Add("$lt", MongoValues.Date(scan.End));
        return filter;
    }

    /// <summary>All that waits for funds.</summary>
    public static BsonDocument Funds(string account, string asset) =>
        new() { { "account", account }, { "asset", asset }, { "detail", "queued" }, { "reason", "insufficient_funds" } };

    /// <summary>Ascending.</summary>
    public static BsonDocument OrderOf(PayoutScan scan) => new() { { TimeOf(scan), 1 }, { "_id", 1 } };

    /// <summary>The index that has the order.</summary>
    public static string IndexFor(PayoutScan scan) => scan switch
    {
        { By: PayoutTime.Created, ClientId: not null } => MongoSchema.ByClient,
        { By: PayoutTime.Created } => MongoSchema.ByCreation,
        { By: PayoutTime.Accepted } => MongoSchema.ByAcceptance,
        { By: PayoutTime.Settled } => MongoSchema.BySettlement,
        _ => MongoSchema.ByFundsSince,
    };

    /// <summary>One page.</summary>
    public static async Task<IReadOnlyList<PayoutState>> PageAsync(IMongoCollection<BsonDocument> payouts, PayoutScan scan, CancellationToken cancellationToken)
    {
        var options = new FindOptions<BsonDocument> { Sort = OrderOf(scan), Limit = scan.Limit, Hint = IndexFor(scan), MaxTime = MongoConnection.ReadLimit };
        using var cursor = await payouts.FindAsync(Filter(scan), options, cancellationToken);
        return (await cursor.ToListAsync(cancellationToken)).ConvertAll(MongoDocument.Read);
    }

    /// <summary>The payouts with these uuids.</summary>
    public static async Task<IReadOnlyList<PayoutState>> ByHeleketAsync(
        IMongoCollection<BsonDocument> payouts, IReadOnlyList<string> uuids, CancellationToken cancellationToken)
    {
        var filter = MongoQueries.InAnyCase("heleket_transaction_id", uuids);
        var options = new FindOptions<BsonDocument> { Hint = MongoSchema.ByHeleketId, MaxTime = MongoConnection.ReadLimit };
        using var cursor = await payouts.FindAsync(filter, options, cancellationToken);
        return (await cursor.ToListAsync(cancellationToken)).ConvertAll(MongoDocument.Read);
    }

    /// <summary>See <see cref="IPayoutStore.SumFundsAsync"/>.</summary>
    public static async Task<IReadOnlyList<FundsSum>> SumFundsAsync(
        IMongoCollection<BsonDocument> payouts, string account, string asset, CancellationToken cancellationToken)
    {
        var filter = Funds(account, asset).Add("queuedSince", new BsonDocument("$exists", true));
        var options = new FindOptions<BsonDocument> { Hint = MongoSchema.ByFundsSince, Projection = new BsonDocument { { "network", 1 }, { "amount", 1 } }, MaxTime = MongoConnection.ReadLimit };
        var sums = new FundsSums();
        using var cursor = await payouts.FindAsync(filter, options, cancellationToken);
        await cursor.ForEachAsync(document => sums.Add(document["network"].AsString, Decimal128.ToDecimal(document["amount"].AsDecimal128)), cancellationToken);
        return sums.ToList();
    }

    private static string TimeOf(PayoutScan scan) => scan.By switch
    {
        PayoutTime.Created => "createdAt",
        PayoutTime.Accepted => "acceptedAt",
        PayoutTime.Settled => "settledAt",
        _ => "queuedSince",
    };
}
