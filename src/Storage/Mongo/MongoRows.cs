using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Mongo;

/// <summary>Reads documents whole, for the audit.</summary>
internal static class MongoRows
{
    /// <summary>Payouts in the order of their ids.</summary>
    public static Task<IReadOnlyList<StoredPayout>> AfterAsync(IMongoCollection<BsonDocument> payouts, string id, int limit, CancellationToken cancellationToken) =>
        ReadAsync(payouts, new BsonDocument("_id", new BsonDocument("$gt", id)), limit, cancellationToken);

    /// <summary>The payouts with these ids.</summary>
    public static Task<IReadOnlyList<StoredPayout>> OfAsync(IMongoCollection<BsonDocument> payouts, IEnumerable<string> ids, CancellationToken cancellationToken) =>
        ReadAsync(payouts, new BsonDocument("_id", new BsonDocument("$in", new BsonArray(ids))), null, cancellationToken);

    private static async Task<IReadOnlyList<StoredPayout>> ReadAsync(
        IMongoCollection<BsonDocument> payouts, BsonDocument filter, int? limit, CancellationToken cancellationToken)
    {
        var options = new FindOptions<BsonDocument> { Sort = new BsonDocument("_id", 1), Limit = limit, MaxTime = MongoConnection.ReadLimit };
        using var cursor = await payouts.FindAsync(filter, options, cancellationToken);
        return (await cursor.ToListAsync(cancellationToken)).ConvertAll(Read);
    }

    private static StoredPayout Read(BsonDocument document)
    {
        var id = document["_id"].ToString()!;
        PayoutState state;
        try
        {
            state = MongoDocument.Read(document);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return new(id, null, ["document"]);
        }

        return new(id, state, document["format"] == MongoNames.CurrentFormat ? [.. Differing(document, MongoDocument.Insert(state, [], ObjectId.Empty))] : []);
    }

    // The events in it prove themselves, and the ids of its writes only resolve lost answers.
    private static IEnumerable<string> Differing(BsonDocument stored, BsonDocument expected) => stored.Names.Concat(expected.Names).Distinct()
        .Where(name => name is not ("writes" or MongoNames.Events or MongoNames.Counted or MongoNames.Unfolded))
        .Where(name => !stored.TryGetValue(name, out var value) || !expected.TryGetValue(name, out var should) || !IsSame(value, should));

    // Zeros at the end of an amount do not matter to Equals, and its spelling is whatever the caller's was.
    private static bool IsSame(BsonValue stored, BsonValue expected) => stored.BsonType == expected.BsonType && stored.Equals(expected);
}
