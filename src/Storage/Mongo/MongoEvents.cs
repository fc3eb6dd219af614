using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Payouts;
using static Payouts.Storage.Mongo.MongoEventRow;

namespace Payouts.Storage.Mongo;

/// <summary>Reads and prunes events. Only a fold gives an event its place, so a read first moves what is not moved yet.</summary>
internal sealed class MongoEvents(IMongoDatabase database, MongoFold fold, MongoUnmoved unmoved)
{
    /// <summary>The order of events.</summary>
    public static readonly BsonDocument InOrder = new("_id", 1);

    private readonly IMongoCollection<BsonDocument> _totals = database.GetCollection<BsonDocument>(MongoCollections.Totals);
    private readonly IMongoCollection<BsonDocument> _events = database.GetCollection<BsonDocument>(MongoCollections.Events);

    /// <summary>The events of one write.</summary>
    public static BsonDocument OfWrite(string payoutId, long version) => new() { { "payout_id", payoutId }, { "version", version } };

    /// <summary>The events of some payouts.</summary>
    public static BsonDocument OfPayouts(IEnumerable<string> payoutIds) => new("payout_id", new BsonDocument("$in", new BsonArray(payoutIds)));

    /// <summary>The events after one place, up to another.</summary>
    public static BsonDocument Between(long after, long upTo) => new("_id", new BsonDocument { { "$gt", after }, { "$lte", upTo } });

    /// <summary>As <see cref="IAuditedStore.ReadEventsAsync"/>.</summary>
    /// <param name="after">The place.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="isMoving">Whether what is not moved yet is moved first. Otherwise nothing is written.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<EventPage> ReadAsync(EventPosition? after, int limit, bool isMoving, CancellationToken cancellationToken)
    {
        for (var isSure = false; ; isSure = true)
        {
            using var session = await database.Client.StartSessionAsync(cancellationToken: cancellationToken);
            var journal = isMoving ? await fold.MoveAsync(session, isSure, cancellationToken) : await MongoJournal.ReadAsync(_totals, session, cancellationToken);
            var from = after ?? At(journal.Start);
            if (from > journal.Horizon)
            {
                if (isSure)
                {
                    return new EventPage([], journal.Horizon, HasMore: false);
                }

                // Perhaps a new primary shows less than the last one showed: nobody must be sent back for that.
                continue;
            }

            var found = await FindAsync(session, from.Number, journal.Horizon.Number, limit + 1, cancellationToken);

            // Pruning says so before it deletes: if it says nothing now, nothing was missing above.
            var start = At((await MongoJournal.ReadAsync(_totals, session, cancellationToken)).Start);
            if (from >= start)
            {
                var page = found.Take(limit).Select(Read).ToList();
                return new EventPage([.. page], page.Count == 0 ? from : page[^1].Position, HasMore: found.Count > limit);
            }

            if (after is not null)
            {
                return new EventPage([], start, HasMore: start < journal.Horizon, IsExpired: true);
            }
        }
    }

    /// <summary>As <see cref="IPayoutStore.ReadEndOfEventsAsync"/>.</summary>
    public async Task<EventPosition> ReadEndAsync(CancellationToken cancellationToken)
    {
        using var session = await database.Client.StartSessionAsync(cancellationToken: cancellationToken);
        return (await fold.MoveAsync(session, isSure: true, cancellationToken)).Horizon;
    }

    /// <summary>As <see cref="IAuditedStore.FindEventsAsync"/>.</summary>
    public async Task<IReadOnlyList<EventRow>> FindAsync(string payoutId, long version, CancellationToken cancellationToken)
    {
        // In this order: a fold inserts an event before it takes it out of its payout.
        using var session = await database.Client.StartSessionAsync(cancellationToken: cancellationToken);
        var rows = await unmoved.FindOfWriteAsync(session, payoutId, version, cancellationToken);
        var options = new FindOptions<BsonDocument> { Sort = InOrder, Hint = MongoSchema.ByPayout, MaxTime = MongoConnection.ReadLimit };
        using var cursor = await _events.FindAsync(session, OfWrite(payoutId, version), options, cancellationToken);
        var moved = (await cursor.ToListAsync(cancellationToken)).ConvertAll(document => Read(document).Row);
        return [.. moved.Concat(rows).DistinctBy(row => row.Type).OrderBy(row => EventTypes.IsAttention(row.Type))];
    }

    /// <summary>As <see cref="IAuditedStore.FindAllEventsAsync"/>.</summary>
    public async Task<IReadOnlyList<EventRow>> FindAllAsync(IReadOnlyCollection<string> payoutIds, CancellationToken cancellationToken)
    {
        // In the same order as above.
        using var session = await database.Client.StartSessionAsync(cancellationToken: cancellationToken);
        var rows = await unmoved.FindOfPayoutsAsync(session, payoutIds, cancellationToken);
        var options = new FindOptions<BsonDocument> { Hint = MongoSchema.ByPayout, MaxTime = MongoConnection.ReadLimit };
        using var cursor = await _events.FindAsync(session, OfPayouts(payoutIds), options, cancellationToken);
        var moved = (await cursor.ToListAsync(cancellationToken)).ConvertAll(document => Read(document).Row);
        return [.. moved.Concat(rows).Distinct()];
    }

    /// <summary>As <see cref="IPayoutStore.PruneEventsAsync"/>.</summary>
    public async Task<int> PruneAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        using var session = await database.Client.StartSessionAsync(cancellationToken: cancellationToken);
        var journal = await MongoJournal.ReadAsync(_totals, session, cancellationToken);
        var oldest = await FindAsync(session, journal.Start, journal.Horizon.Number, limit, cancellationToken);
        var old = oldest.Select(Read).TakeWhile(stored => stored.Row.At < before).ToList();
        var start = old.Count == 0 ? journal.Start : old[^1].Position.Number;
        if (old.Count > 0)
        {
            await _totals.BulkWriteAsync(session, [MongoJournal.Prune(start)], options: null, cancellationToken);
        }

        // Also what a dead process left after it had said so.
        await _events.DeleteManyAsync(session, new BsonDocument("_id", new BsonDocument("$lte", start)), options: null, cancellationToken);
        return old.Count;
    }

    private async Task<List<BsonDocument>> FindAsync(
        IClientSessionHandle session, long after, long upTo, int limit, CancellationToken cancellationToken)
    {
        var options = new FindOptions<BsonDocument> { Sort = InOrder, Limit = limit, MaxTime = MongoConnection.ReadLimit };
        using var cursor = await _events.FindAsync(session, Between(after, upTo), options, cancellationToken);
        return await cursor.ToListAsync(cancellationToken);
    }
}
