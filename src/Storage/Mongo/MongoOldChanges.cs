using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Mongo;

/// <summary>
/// Gives a payout that a release up to format 1 changed and did not count the event that the change stands for
/// (docs/adr/0028). Those releases mark it by <c>unfolded: true</c>. Idempotent, payout by payout.
/// </summary>
internal sealed class MongoOldChanges(IMongoCollection<BsonDocument> payouts, MongoMalformed malformed)
{
    private const int Page = 1000;

    /// <summary>
    /// Such a payout. A write waits for it to be taken over, since it would hide the change. A fold of such a release
    /// that comes late may mark a payout of this release, which then means nothing.
    /// </summary>
    public static readonly BsonDocument Waiting = new() { { "format", FormatOne.Number }, { MongoNames.Unfolded, true } };

    private static readonly BulkWriteOptions Unordered = new() { IsOrdered = false };

    /// <summary>The status under which those releases' totals count the payout; <see langword="null"/> if they do not.</summary>
    public static PayoutStatus? StatusCounted(BsonDocument document) =>
        document.TryGetValue(MongoNames.Counted, out var counted) ? EnumNames.To<PayoutStatus>(counted["status"].AsString) : null;

    /// <summary>Returns when none is left, except those that cannot be read, which are logged.</summary>
    public async Task TakeOverAsync(CancellationToken cancellationToken)
    {
        using var session = await payouts.Database.Client.StartSessionAsync(cancellationToken: cancellationToken);
        var unreadable = new BsonArray();
        while (true)
        {
            var filter = new BsonDocument(Waiting.Elements);
            filter.Add("_id", new BsonDocument("$nin", unreadable), unreadable.Count > 0);
            var options = new FindOptions<BsonDocument> { Limit = Page, Hint = MongoSchema.Unfolded, MaxTime = MongoConnection.ReadLimit };
            using var cursor = await payouts.FindAsync(session, filter, options, cancellationToken);
            var found = await cursor.ToListAsync(cancellationToken);
            if (found.Count == 0)
            {
                return;
            }

            var models = found.Select(document => TryModel(document, unreadable)).OfType<UpdateOneModel<BsonDocument>>().ToList();
            if (models.Count > 0)
            {
                await payouts.BulkWriteAsync(session, models, Unordered, cancellationToken);
            }
        }
    }

    private UpdateOneModel<BsonDocument>? TryModel(BsonDocument document, BsonArray unreadable)
    {
        try
        {
            return Model(document);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            malformed.Found(document["_id"], exception);
            unreadable.Add(document["_id"]);
            return null;
        }
    }

    private static UpdateOneModel<BsonDocument> Model(BsonDocument document)
    {
        var payout = MongoDocument.Read(document).Payout;
        var was = StatusCounted(document);
        var counted = EnumNames.Of(payout.Status);
        var update = new BsonDocument
        {
            { "$set", new BsonDocument($"{MongoNames.Counted}.status", counted) },

            // Without the ids of writes it satisfies the rule that fences those releases off (MongoFence).
            { "$unset", new BsonDocument { { MongoNames.Unfolded, 1 }, { "writes", 1 } } },
        };
        if (was != payout.Status)
        {
            // Added on the server: a fold may take others out meanwhile.
            _ = document.GetValue(MongoNames.Events, new BsonArray()).AsBsonArray;
            update.Add("$push", new BsonDocument(MongoNames.Events, MongoEventRow.WriteUnmoved(PayoutEvents.OfUncounted(payout, was))));
        }

        var asRead = new BsonDocument(Waiting.Elements) { { "_id", payout.Id }, { "version", payout.Version } };
        return new UpdateOneModel<BsonDocument>(asRead, update);
    }
}
