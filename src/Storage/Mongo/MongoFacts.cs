using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Payouts;
using Payouts.Grains.Sweeping;

namespace Payouts.Storage.Mongo;

/// <summary>What operators ask first.</summary>
internal sealed class MongoFacts(IMongoDatabase database, MongoUnmoved unmoved)
{
    // Of a fold that has stood still for long, so many tell well enough since when.
    private const int MostUnmoved = 1000;

    /// <summary>By creation: the index of lists, read backwards.</summary>
    public static readonly BsonDocument OldestFirst = new() { { "createdAt", 1 }, { "_id", 1 } };

    private readonly IMongoCollection<BsonDocument> _payouts = database.GetCollection<BsonDocument>(MongoCollections.Payouts);
    private readonly IMongoCollection<BsonDocument> _totals = database.GetCollection<BsonDocument>(MongoCollections.Totals);
    private readonly IMongoCollection<BsonDocument> _events = database.GetCollection<BsonDocument>(MongoCollections.Events);

    /// <summary>Of one status, without those that only wait for their time.</summary>
    public static BsonDocument Open(string status) => new() { { "status", status }, { "detail", new BsonDocument("$ne", "scheduled") } };

    /// <summary>See <see cref="IPayoutStore.ReadFactsAsync"/>.</summary>
    public async Task<StoreFacts> ReadAsync(DateTimeOffset? oldestUnknown, CancellationToken cancellationToken)
    {
        using var session = await database.Client.StartSessionAsync(cancellationToken: cancellationToken);
        var open = new List<DateTimeOffset?>();
        foreach (var status in new[] { "pending", "broadcast" })
        {
            open.AddRange(await TimesAsync(session, Open(status), "createdAt", new() { Hint = MongoSchema.ByStatus, Sort = OldestFirst, Limit = 1 }, cancellationToken));
        }

        // In this order: what is moved meanwhile counts as unseen, and not as seen too early.
        var rows = await unmoved.FindAsync(session, IClientGrain.AllClients, MostUnmoved, cancellationToken);
        return new(oldestUnknown, open.Min(), await LastEventAsync(session, cancellationToken), rows.Min(row => (DateTimeOffset?)row.At));
    }

    /// <summary>See <see cref="IPayoutStore.CountWaitingAsync"/>.</summary>
    public static Task<long> CountWaitingAsync(IMongoCollection<BsonDocument> payouts, CancellationToken cancellationToken) => payouts.CountDocumentsAsync(
        new BsonDocument("detail", "awaiting_approval"), new() { Hint = MongoSchema.ByDetailSince, MaxTime = MongoConnection.ReadLimit }, cancellationToken);

    private async Task<List<DateTimeOffset?>> TimesAsync(
        IClientSessionHandle session, BsonDocument filter, string member, FindOptions<BsonDocument> options, CancellationToken cancellationToken)
    {
        (options.Projection, options.MaxTime) = (new BsonDocument(member, 1), MongoConnection.ReadLimit);
        using var cursor = await _payouts.FindAsync(session, filter, options, cancellationToken);
        return (await cursor.ToListAsync(cancellationToken)).ConvertAll(document => (DateTimeOffset?)MongoValues.Time(document[member]));
    }

    private async Task<DateTimeOffset?> LastEventAsync(IClientSessionHandle session, CancellationToken cancellationToken)
    {
        var journal = await MongoJournal.ReadAsync(_totals, session, cancellationToken);
        var options = new FindOptions<BsonDocument> { Sort = new BsonDocument("_id", -1), Limit = 1, MaxTime = MongoConnection.ReadLimit };
        using var cursor = await _events.FindAsync(session, MongoEvents.Between(journal.Start, journal.Horizon.Number), options, cancellationToken);
        return await cursor.FirstOrDefaultAsync(cancellationToken) is { } document ? MongoEventRow.Read(document).Row.At : null;
    }
}
