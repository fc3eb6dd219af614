using System.Collections.Immutable;
using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Payouts;
using Payouts.Grains.Sweeping;

namespace Payouts.Storage.Mongo;

/// <summary>Payouts that a pause holds back.</summary>
internal static class MongoParking
{
    /// <summary>The range of the parked ones of a shard, after a place.</summary>
    public static BsonDocument After(int shard, ParkedPlace? after)
    {
        var filter = new BsonDocument("shard", shard);
        return after is null
            ? filter.Add("nextActionAt", new BsonDocument("$gte", MongoValues.Date(Parking.Begins)))
            : MongoQueries.AddPlace(filter, "nextActionAt", after.At, after.Id);
    }

    /// <summary>See <see cref="IPayoutStore.FindParkedAsync"/>.</summary>
    public static async Task<IReadOnlyList<ParkedPlace>> FindAsync(
        IMongoCollection<BsonDocument> payouts, int shard, ParkedPlace? after, int limit, CancellationToken cancellationToken)
    {
        var options = new FindOptions<BsonDocument>
        {
            Sort = MongoQueries.SoonestFirst,
            Limit = limit,
            Hint = MongoSchema.Due,
            Projection = new BsonDocument("nextActionAt", 1),
            MaxTime = MongoConnection.ReadLimit,
        };
        using var cursor = await payouts.FindAsync(After(shard, after), options, cancellationToken);
        return (await cursor.ToListAsync(cancellationToken))
            .ConvertAll(document => new ParkedPlace(MongoValues.Time(document["nextActionAt"]), document["_id"].AsString));
    }

    /// <summary>See <see cref="IPayoutStore.SumParkedAsync"/>.</summary>
    public static async Task<ImmutableArray<ParkedSum>> SumAsync(IMongoCollection<BsonDocument> payouts, CancellationToken cancellationToken)
    {
        var sums = new ParkedSums();
        var options = new FindOptions<BsonDocument>
        {
            Hint = MongoSchema.Due,
            Projection = new BsonDocument { { "client_id", 1 }, { "asset", 1 }, { "network", 1 }, { "amount", 1 } },
            MaxTime = MongoConnection.ReadLimit,
        };
        for (var shard = 0; shard < Shards.Count; shard++)
        {
            using var cursor = await payouts.FindAsync(After(shard, null), options, cancellationToken);
            await cursor.ForEachAsync(
                document => sums.Add(
                    document["client_id"].AsString, document["asset"].AsString, document["network"].AsString, Decimal128.ToDecimal(document["amount"].AsDecimal128)),
                cancellationToken);
        }

        return sums.ToImmutable();
    }
}
