using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Interfaces.Clients;

namespace Payouts.Storage.Mongo;

/// <summary>
/// Finds the payouts that the totals do not show yet. One whose document cannot be read is logged and skipped; it does
/// not block the others.
/// </summary>
internal sealed class MongoUnfolded(IMongoCollection<BsonDocument> payouts, MongoMalformed malformed)
{
    /// <summary>
    /// Those of a client, or of all, in their current state; at most <paramref name="limit"/>, and none only when no
    /// readable ones are left.
    /// </summary>
    public async Task<List<Move>> FindAsync(IClientSessionHandle session, string clientId, int? limit, CancellationToken cancellationToken)
    {
        var unreadable = new BsonArray();
        while (true)
        {
            var filter = new BsonDocument("unfolded", true);
            filter.Add("client_id", clientId, clientId != IClientGrain.AllClients);
            filter.Add("_id", new BsonDocument("$nin", unreadable), unreadable.Count > 0);
            var options = new FindOptions<BsonDocument>
            {
                Limit = limit,
                Hint = MongoSchema.Unfolded,
                Projection = Move.OfPayout,
                MaxTime = MongoConnection.ReadLimit,
            };
            var (moves, found) = await ReadAsync(session, filter, options, unreadable, cancellationToken);
            if (moves.Count > 0 || found == 0)
            {
                return moves;
            }
        }
    }

    /// <summary>Those with these ids, whether folded or not.</summary>
    public async Task<List<Move>> FindAsync(IClientSessionHandle session, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var filter = new BsonDocument("_id", new BsonDocument("$in", new BsonArray(ids)));
        var options = new FindOptions<BsonDocument> { Projection = Move.OfPayout, MaxTime = MongoConnection.ReadLimit };
        return (await ReadAsync(session, filter, options, [], cancellationToken)).Moves;
    }

    /// <summary>
    /// Clients that have unfolded payouts. A document that names no client stands for all of them: a fold of all
    /// clients finds it, and logs its id.
    /// </summary>
    public async Task<IReadOnlyList<string>> FindClientsAsync(int limit, CancellationToken cancellationToken)
    {
        PipelineDefinition<BsonDocument, BsonDocument> pipeline = new[]
        {
            new BsonDocument("$match", new BsonDocument("unfolded", true)),
            new BsonDocument("$group", new BsonDocument("_id", "$client_id")),
            new BsonDocument("$limit", limit),
        };
        var options = new AggregateOptions { Hint = MongoSchema.Unfolded, MaxTime = MongoConnection.ReadLimit };
        using var cursor = await payouts.AggregateAsync(pipeline, options, cancellationToken);
        var groups = await cursor.ToListAsync(cancellationToken);
        return [.. groups.Select(group => group["_id"] is BsonString client ? client.Value : IClientGrain.AllClients).Distinct(StringComparer.Ordinal)];
    }

    private async Task<(List<Move> Moves, int Found)> ReadAsync(
        IClientSessionHandle session, BsonDocument filter, FindOptions<BsonDocument> options, BsonArray unreadable, CancellationToken cancellationToken)
    {
        using var cursor = await payouts.FindAsync(session, filter, options, cancellationToken);
        var documents = await cursor.ToListAsync(cancellationToken);
        var moves = new List<Move>(documents.Count);
        foreach (var document in documents)
        {
            try
            {
                moves.Add(Move.Read(document));
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                malformed.Found(document["_id"], exception);
                unreadable.Add(document["_id"]);
            }
        }

        return (moves, documents.Count);
    }
}
