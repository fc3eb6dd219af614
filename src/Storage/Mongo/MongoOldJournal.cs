using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using static Payouts.Storage.Mongo.MongoValues;

namespace Payouts.Storage.Mongo;

/// <summary>
/// Takes the journal over from releases up to format 1 (docs/adr/0010): completes the fold that it may contain, and
/// replaces it by one that they cannot read. From then on none of them begins a fold.
/// </summary>
internal static class MongoOldJournal
{
    private static readonly BsonDocument ById = new("_id", MongoJournal.Id);
    private static readonly BulkWriteOptions Unordered = new() { IsOrdered = false };

    /// <summary>Returns once there is a journal of this release. Any number of silos may do it at once.</summary>
    public static async Task TakeOverAsync(IMongoDatabase database, CancellationToken cancellationToken)
    {
        var totals = database.GetCollection<BsonDocument>(MongoCollections.Totals);
        while (true)
        {
            using var session = await database.Client.StartSessionAsync(cancellationToken: cancellationToken);
            using var cursor = await totals.FindAsync(session, ById, new FindOptions<BsonDocument> { MaxTime = MongoConnection.ReadLimit }, cancellationToken);
            var stored = await cursor.FirstOrDefaultAsync(cancellationToken);
            if (stored is null)
            {
                await InsertAsync(totals, session, cancellationToken);
            }
            else if (!stored.Contains("fold"))
            {
                return;
            }
            else
            {
                await TakeOverAsync(database, session, stored, cancellationToken);
            }
        }
    }

    private static async Task TakeOverAsync(IMongoDatabase database, IClientSessionHandle session, BsonDocument stored, CancellationToken cancellationToken)
    {
        var totals = database.GetCollection<BsonDocument>(MongoCollections.Totals);
        var (_, fold, sums) = MongoTotals.Read(stored);
        if (stored.TryGetValue("moves", out var moves))
        {
            var documents = moves.AsBsonArray.Select(move => move.AsBsonDocument).ToList();
            await MongoFold.AddToClientsAsync(totals, session, fold, documents.Select(Read), cancellationToken);
            var marks = documents.Select(move => Mark(move["_id"].AsString, move["status"].AsString, fold));
            await database.GetCollection<BsonDocument>(MongoCollections.Payouts).BulkWriteAsync(session, marks, Unordered, cancellationToken);
        }

        var journal = new MongoJournal(fold, sums, Start: 0, End: 0, []);
        await totals.ReplaceOneAsync(
            session, new BsonDocument { { "_id", MongoJournal.Id }, { "fold", fold } }, journal.Write(), cancellationToken: cancellationToken);
    }

    private static async Task InsertAsync(IMongoCollection<BsonDocument> totals, IClientSessionHandle session, CancellationToken cancellationToken)
    {
        try
        {
            await totals.InsertOneAsync(session, new MongoJournal(0, new Totals(), Start: 0, End: 0, []).Write(), cancellationToken: cancellationToken);
        }
        catch (MongoWriteException exception) when (exception.WriteError is { Category: ServerErrorCategory.DuplicateKey } && exception.WriteConcernError is null)
        {
            // Another silo was quicker. What it inserted is read again.
            return;
        }
    }

    // The totals ask for nothing else. It becomes no event: it is counted already.
    private static EventRow Read(BsonDocument move)
    {
        var status = EnumNames.To<PayoutStatus>(move["status"].AsString);
        return new EventRow
        {
            PayoutId = move["_id"].AsString,
            Version = 0,
            Type = EventTypes.Became(status),
            ClientId = move["client_id"].AsString,
            Asset = move["asset"].AsString,
            Amount = move["amount"].AsDecimal,
            Was = MongoOldChanges.StatusCounted(move),
            Status = status,
            Detail = null,
            Reason = null,
            NeedsAttention = false,
            At = Time(move["createdAt"]),
        };
    }

    // As those releases mark, but never a payout that is in this release's format.
    private static UpdateOneModel<BsonDocument> Mark(string id, string status, long fold)
    {
        var isStill = new BsonDocument("$eq", new BsonArray { "$status", Literal(status) });
        var set = new BsonDocument
        {
            { MongoNames.Counted, Literal(new BsonDocument { { "status", status }, { "fold", fold } }) },
            { MongoNames.Unfolded, new BsonDocument("$cond", new BsonArray { isStill, "$$REMOVE", true }) },
        };
        var unmarked = new BsonDocument
        {
            { "_id", id }, { "format", FormatOne.Number }, { "counted.fold", new BsonDocument("$not", new BsonDocument("$gte", fold)) },
        };
        return new UpdateOneModel<BsonDocument>(unmarked, new BsonDocumentStagePipelineDefinition<BsonDocument, BsonDocument>([new BsonDocument("$set", set)]));
    }
}
