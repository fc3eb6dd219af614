using MongoDB.Bson;
using MongoDB.Driver;

namespace Payouts.Storage.Mongo;

/// <summary>
/// The indexes. Requested at every start: the server does nothing for one that exists, and builds one once however many
/// silos request it. It continues a build after the requester's connection timed out, so that a start which retries
/// waits for it.
/// </summary>
internal static class MongoSchema
{
    // Names that the queries give as hints: a query that cannot use its index fails instead of scanning everything.
    public const string ByClient = "client_created";
    public const string ByCreation = "created";
    public const string ByStatus = "status_created";
    public const string ByAttention = "attention";
    public const string ByAttentionSince = "attention_since";
    public const string ByDetailSince = "detail_since";
    public const string ByQueuedSince = "queued_since";
    public const string ByHeleketId = "heleket_transaction_id";
    public const string ByTxid = "txid";
    public const string ByReference = "reference_created";
    public const string ByAcceptance = "account_accepted";
    public const string BySettlement = "account_settled";
    public const string ByFundsSince = "account_asset_funds";
    public const string Due = "due";
    public const string Unmoved = "unmoved";
    public const string Unfolded = "unfolded";
    public const string ByPayout = "payout_version";

    private const int Version = 4;
    private const string VersionId = "payouts";

    private static readonly CreateIndexModel<BsonDocument>[] Indexes =
    [
        // The id at the end breaks ties, so that a page begins in the index exactly at the payout where the last one
        // ended.
        Index(ByClient, "{ client_id: 1, createdAt: -1, _id: -1 }"),
        Index("status_requested_asset", "{ status: 1, requestedAt: 1, asset: 1 }"),
        Index("client_key", "{ client_id: 1, idempotency_key: 1 }", unique: true),
        Index(ByHeleketId, "{ heleket_transaction_id: 1 }", where: "{ heleket_transaction_id: { $exists: true } }"),
        Index(ByTxid, "{ txid: 1 }", where: "{ txid: { $exists: true } }"),
        Index(ByReference, "{ reference: 1, createdAt: -1, _id: -1 }", where: "{ reference: { $exists: true } }"),
        Index(Due, "{ shard: 1, nextActionAt: 1, _id: 1 }", where: "{ nextActionAt: { $exists: true } }"),
        Index(ByCreation, "{ createdAt: -1, _id: -1 }"),
        Index(ByStatus, "{ status: 1, createdAt: -1, _id: -1 }"),
        Index(ByAttention, "{ needs_attention: 1, createdAt: -1, _id: -1 }", where: "{ needs_attention: true }"),

        // In the order of waiting, the payouts that wait or need attention and no others (PayoutQuery.MayOrderBySince).
        // MongoDB 4.4 knows no list of values in a partial index; the three other details come before "processing" and
        // "queued" in the alphabet, and nothing else does.
        Index(ByAttentionSince, "{ needs_attention: 1, since: 1, _id: 1 }", where: "{ needs_attention: true }"),
        Index(ByDetailSince, "{ detail: 1, since: 1, _id: 1 }", where: "{ detail: { $lt: 'processing' } }"),
        Index(ByQueuedSince, "{ since: 1, _id: 1 }", where: "{ detail: 'queued' }"),

        Index(ByAcceptance, "{ account: 1, acceptedAt: 1, _id: 1 }", where: "{ acceptedAt: { $exists: true } }"),
        Index(BySettlement, "{ account: 1, settledAt: 1, _id: 1 }", where: "{ settledAt: { $exists: true } }"),
        Index(ByFundsSince, "{ account: 1, asset: 1, queuedSince: 1, _id: 1 }", where: "{ detail: 'queued', reason: 'insufficient_funds' }"),

        // Only what never changes, so that a scan passes each payout once.
        Index(Unmoved, "{ client_id: 1, createdAt: 1 }", where: "{ events: { $exists: true } }"),

        // What older releases counted by: empty, unless one of them still writes.
        Index(Unfolded, "{ client_id: 1 }", where: "{ unfolded: true }"),
    ];

    private static readonly CreateIndexModel<BsonDocument>[] EventIndexes = [Index(ByPayout, "{ payout_id: 1, version: 1 }")];

    /// <summary>
    /// Marks the database with this release's version, after which no older release starts, and creates the indexes.
    /// Throws <see cref="InvalidOperationException"/> when the version is newer, or when the server rejects an index.
    /// </summary>
    public static async Task EnsureAsync(IMongoDatabase database, CancellationToken cancellationToken)
    {
        var stored = await database.GetCollection<BsonDocument>(MongoCollections.Schema).FindOneAndUpdateAsync(
            Builders<BsonDocument>.Filter.Eq("_id", VersionId),
            Builders<BsonDocument>.Update.Max("version", Version),
            new FindOneAndUpdateOptions<BsonDocument> { IsUpsert = true, ReturnDocument = ReturnDocument.After },
            cancellationToken);
        if (stored["version"].ToInt32() > Version)
        {
            throw new InvalidOperationException(
                $"The payout database '{database.DatabaseNamespace}' has schema version {stored["version"]}, and this release knows versions up to "
                + $"{Version}: it was written by a newer release. Start that release, or point ConnectionStrings__Payouts elsewhere.");
        }

        await CreateAsync(database.GetCollection<BsonDocument>(MongoCollections.Payouts), Indexes, cancellationToken);
        await CreateAsync(database.GetCollection<BsonDocument>(MongoCollections.Events), EventIndexes, cancellationToken);
    }

    /// <summary>Writes a document that is never read, as durably as a payout.</summary>
    public static Task<UpdateResult> ProbeAsync(IMongoDatabase database, CancellationToken cancellationToken) =>
        database.GetCollection<BsonDocument>(MongoCollections.Schema).UpdateOneAsync(
            Builders<BsonDocument>.Filter.Eq("_id", "probe"),
            Builders<BsonDocument>.Update.Inc("probes", 1L),
            new UpdateOptions { IsUpsert = true },
            cancellationToken);

    private static async Task CreateAsync(
        IMongoCollection<BsonDocument> collection, CreateIndexModel<BsonDocument>[] indexes, CancellationToken cancellationToken)
    {
        // A majority and not all members, the server's default: a member that is down must not keep the silos from
        // starting. A standalone server rejects the option.
        var options = MongoTopology.IsReplicaSet(collection.Database.Client.Cluster.Description)
            ? new CreateManyIndexesOptions { CommitQuorum = CreateIndexCommitQuorum.Majority }
            : new CreateManyIndexesOptions();
        try
        {
            await collection.Indexes.CreateManyAsync(indexes, options, cancellationToken);
        }
        catch (MongoCommandException exception) when (!MongoErrors.IsTransient(exception))
        {
            throw new InvalidOperationException(
                $"MongoDB refuses the indexes of '{collection.CollectionNamespace}' (ConnectionStrings__Payouts): {exception.CodeName}.", exception);
        }
    }

    private static CreateIndexModel<BsonDocument> Index(string name, string keys, bool unique = false, string? where = null) => new(
        BsonDocument.Parse(keys),
        new CreateIndexOptions<BsonDocument>
        {
            Name = name,
            Unique = unique ? true : null,
            Collation = Collation.Simple,
            PartialFilterExpression = where is null ? null : BsonDocument.Parse(where),
        });
}
