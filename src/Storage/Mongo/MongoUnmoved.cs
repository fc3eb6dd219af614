using System.Collections.Immutable;
using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Payouts;
using static Payouts.Storage.Mongo.MongoValues;

namespace Payouts.Storage.Mongo;

/// <summary>
/// Events that their payouts still keep, until a fold moves them (docs/adr/0028). A payout whose events cannot be read
/// is logged and skipped; it does not block the others.
/// </summary>
internal sealed class MongoUnmoved(IMongoCollection<BsonDocument> payouts, MongoMalformed malformed)
{
    /// <summary>In an update: the array with these events added. One that somebody damaged must not fail a whole batch.</summary>
    public static BsonDocument Appended(ImmutableArray<EventRow> events)
    {
        var kept = new BsonDocument("$cond", new BsonArray { new BsonDocument("$isArray", $"${MongoNames.Events}"), $"${MongoNames.Events}", new BsonArray() });
        return new BsonDocument("$concatArrays", new BsonArray { kept, Literal(new BsonArray(events.Select(MongoEventRow.WriteUnmoved))) });
    }

    /// <summary>
    /// Takes moved events out of their payout, by version and type, of which there are no two. Changes nothing where
    /// they are out already.
    /// </summary>
    public static UpdateOneModel<BsonDocument> Removal(string payoutId, IEnumerable<EventRow> moved)
    {
        var names = moved.Select(row => new BsonDocument { { "version", row.Version }, { "type", row.Type } });
        var name = new BsonDocument { { "version", "$$event.version" }, { "type", "$$event.type" } };
        var isMoved = new BsonDocument("$in", new BsonArray { name, Literal(new BsonArray(names)) });
        var left = new BsonDocument("$filter", new BsonDocument
        {
            { "input", $"${MongoNames.Events}" }, { "as", "event" }, { "cond", new BsonDocument("$not", new BsonArray { isMoved }) },
        });
        var noneLeft = new BsonDocument("$eq", new BsonArray { $"${MongoNames.Events}", Literal(new BsonArray()) });
        BsonDocument[] stages =
        [
            new("$set", new BsonDocument(MongoNames.Events, left)),
            new("$set", new BsonDocument(MongoNames.Events, new BsonDocument("$cond", new BsonArray { noneLeft, "$$REMOVE", $"${MongoNames.Events}" }))),
        ];
        return new UpdateOneModel<BsonDocument>(
            new BsonDocument { { "_id", payoutId }, { MongoNames.Events, new BsonDocument("$type", "array") } },
            new BsonDocumentStagePipelineDefinition<BsonDocument, BsonDocument>(stages));
    }

    /// <summary>The payouts of a client, or of all, that have any.</summary>
    public static BsonDocument Filter(string clientId)
    {
        var filter = new BsonDocument(MongoNames.Events, new BsonDocument("$exists", true));
        return filter.Add("client_id", clientId, clientId != IClientGrain.AllClients);
    }

    /// <summary>
    /// Those of a client, or of all: of each payout from its first on, the payout first whose first is the oldest. At
    /// most <paramref name="limit"/>, and none only when no readable ones are left.
    /// </summary>
    public async Task<List<EventRow>> FindAsync(IClientSessionHandle session, string clientId, int? limit, CancellationToken cancellationToken)
    {
        var unreadable = new BsonArray();
        while (true)
        {
            var filter = Filter(clientId);
            filter.Add("_id", new BsonDocument("$nin", unreadable), unreadable.Count > 0);
            var options = new FindOptions<BsonDocument>
            {
                Limit = limit,
                Hint = MongoSchema.Unmoved,
                Projection = MongoEventRow.OfPayout,
                MaxTime = MongoConnection.ReadLimit,
            };
            using var cursor = await payouts.FindAsync(session, filter, options, cancellationToken);
            var found = await cursor.ToListAsync(cancellationToken);
            var rows = Read(found, unreadable);
            if (rows.Count > 0 || found.Count == 0)
            {
                return limit is { } most && rows.Count > most ? rows[..most] : rows;
            }
        }
    }

    /// <summary>Those of one write of a payout, in their order.</summary>
    public async Task<List<EventRow>> FindOfWriteAsync(IClientSessionHandle session, string payoutId, long version, CancellationToken cancellationToken)
    {
        var filter = new BsonDocument { { "_id", payoutId }, { MongoNames.Events, new BsonDocument("$exists", true) } };
        var options = new FindOptions<BsonDocument> { Projection = MongoEventRow.OfPayout, MaxTime = MongoConnection.ReadLimit };
        using var cursor = await payouts.FindAsync(session, filter, options, cancellationToken);
        return await cursor.FirstOrDefaultAsync(cancellationToken) is { } document
            ? [.. MongoEventRow.ReadUnmoved(document).Where(row => row.Version == version)]
            : [];
    }

    /// <summary>All those of some payouts.</summary>
    public async Task<List<EventRow>> FindOfPayoutsAsync(IClientSessionHandle session, IEnumerable<string> payoutIds, CancellationToken cancellationToken)
    {
        var filter = new BsonDocument { { "_id", new BsonDocument("$in", new BsonArray(payoutIds)) }, { MongoNames.Events, new BsonDocument("$exists", true) } };
        var options = new FindOptions<BsonDocument> { Projection = MongoEventRow.OfPayout, MaxTime = MongoConnection.ReadLimit };
        using var cursor = await payouts.FindAsync(session, filter, options, cancellationToken);
        return [.. (await cursor.ToListAsync(cancellationToken)).SelectMany(MongoEventRow.ReadUnmoved)];
    }

    private List<EventRow> Read(List<BsonDocument> documents, BsonArray unreadable)
    {
        var read = new List<ImmutableArray<EventRow>>(documents.Count);
        foreach (var document in documents)
        {
            try
            {
                read.Add([.. MongoEventRow.ReadUnmoved(document)]);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                malformed.Found(document["_id"], exception);
                unreadable.Add(document["_id"]);
            }
        }

        return [.. read.Where(rows => !rows.IsEmpty).OrderBy(rows => rows[0].At).SelectMany(rows => rows)];
    }
}
