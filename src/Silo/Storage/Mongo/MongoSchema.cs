using MongoDB.Bson;
using MongoDB.Driver;

namespace Payouts.Silo.Storage.Mongo;

/// <summary>The indexes. Made at every start: the server does nothing for one that exists, and makes one once however many ask.</summary>
internal static class MongoSchema
{
    // Names that the queries spell out as hints: a query that cannot use its index fails instead of reading everything.
    public const string ByClient = "client_created";
    public const string ByCreation = "created";
    public const string ByStatus = "status_created";
    public const string ByAttention = "attention";
    public const string ByHeleketId = "heleket_transaction_id";
    public const string ByTxid = "txid";
    public const string ByReference = "reference_created";
    public const string Due = "due";
    public const string Unfolded = "unfolded";

    private const int Version = 1;
    private const string VersionId = "payouts";

    private static readonly CreateIndexModel<BsonDocument>[] Indexes =
    [
        // The id at the end breaks ties, so that a page begins in the index at the very payout where the last one ended.
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
        Index(Unfolded, "{ client_id: 1 }", where: "{ unfolded: true }"),
    ];

    /// <summary>
    /// Brings the database to this release's version. Throws <see cref="InvalidOperationException"/> when it is newer, or when the server
    /// refuses an index.
    /// </summary>
    public static async Task MigrateAsync(IMongoDatabase database, IMongoCollection<BsonDocument> payouts, CancellationToken cancellationToken)
    {
        var stored = await database.GetCollection<BsonDocument>("client_crypto_payout_schema").FindOneAndUpdateAsync(
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

        try
        {
            await payouts.Indexes.CreateManyAsync(Indexes, cancellationToken);
        }
        catch (MongoCommandException exception) when (!MongoConnection.IsLost(exception))
        {
            throw new InvalidOperationException(
                $"MongoDB refuses the indexes of '{payouts.CollectionNamespace}' (ConnectionStrings__Payouts): {exception.CodeName}.", exception);
        }
    }

    private static CreateIndexModel<BsonDocument> Index(string name, string keys, bool unique = false, string? where = null) => new(
        BsonDocument.Parse(keys),
        new CreateIndexOptions<BsonDocument>
        {
            Name = name,
            Unique = unique ? true : null,
            PartialFilterExpression = where is null ? null : BsonDocument.Parse(where),
        });
}
