using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Mongo;

/// <summary>
/// Moves events from their payouts into the totals and the collection of events (docs/adr/0028): a fold happens in the
/// one write that puts them into the journal; the next process to come completes what a dead one left.
/// </summary>
internal sealed class MongoFold(IMongoDatabase database, MongoUnmoved unmoved)
{
    // The journal's document holds them all; 16 MB would hold forty thousand.
    private const int MaxMoves = 1000;

    private static readonly BulkWriteOptions Unordered = new() { IsOrdered = false };

    private readonly IMongoCollection<BsonDocument> _payouts = database.GetCollection<BsonDocument>(MongoCollections.Payouts);
    private readonly IMongoCollection<BsonDocument> _totals = database.GetCollection<BsonDocument>(MongoCollections.Totals);
    private readonly IMongoCollection<BsonDocument> _events = database.GetCollection<BsonDocument>(MongoCollections.Events);

    /// <summary>Folds at most <paramref name="limit"/> events.</summary>
    /// <returns>The number of events folded; fewer than <paramref name="limit"/> means that none is left.</returns>
    public async Task<int> FoldAsync(int limit, CancellationToken cancellationToken)
    {
        var folded = 0;
        while (folded < limit)
        {
            using var session = await database.Client.StartSessionAsync(cancellationToken: cancellationToken);
            var journal = await MongoJournal.ReadAsync(_totals, session, cancellationToken);
            var (_, moved) = await MoveAsync(session, journal, Math.Min(limit - folded, MaxMoves), cancellationToken);
            if (moved == 0)
            {
                break;
            }

            folded += moved ?? 0;
        }

        return folded;
    }

    /// <summary>Moves what is not moved yet, at most a thousand events.</summary>
    /// <param name="session">The first read of the journal is its first.</param>
    /// <param name="isSure">Whether that read must show what every silo was shown before (docs/adr/0022).</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The journal afterwards.</returns>
    public async Task<MongoJournal> MoveAsync(IClientSessionHandle session, bool isSure, CancellationToken cancellationToken)
    {
        var first = isSure && !MongoTopology.IsStandalone(database.Client.Cluster.Description) ? _totals.WithReadConcern(ReadConcern.Linearizable) : _totals;
        var journal = await MongoJournal.ReadAsync(first, session, cancellationToken);
        while (true)
        {
            var (after, moved) = await MoveAsync(session, journal, MaxMoves, cancellationToken);
            if (moved is not null)
            {
                return after;
            }

            journal = await MongoJournal.ReadAsync(_totals, session, cancellationToken);
        }
    }

    // No number of moved events: another process was quicker, and the journal must be read again.
    private async Task<(MongoJournal After, int? Moved)> MoveAsync(
        IClientSessionHandle session, MongoJournal journal, int limit, CancellationToken cancellationToken)
    {
        journal = await CarryOutAsync(session, journal, cancellationToken);
        var rows = await unmoved.FindAsync(session, IClientGrain.AllClients, limit, cancellationToken);
        if (rows.Count == 0)
        {
            return (journal, 0);
        }

        var next = journal.Next(rows);
        var begun = await _totals.BulkWriteAsync(session, [next.Begin()], Unordered, cancellationToken);
        return begun.MatchedCount == 0 ? (journal, null) : (await CarryOutAsync(session, next, cancellationToken), rows.Count);
    }

    // Each step is idempotent, so any number of processes may carry out one fold, one after another or at once.
    private async Task<MongoJournal> CarryOutAsync(IClientSessionHandle session, MongoJournal journal, CancellationToken cancellationToken)
    {
        if (journal.Moves.IsEmpty)
        {
            return journal;
        }

        await AddToClientsAsync(_totals, session, journal.Number, journal.MovesOf(IClientGrain.AllClients), cancellationToken);
        await MongoSeries.AddAsync(database, session, journal.Number, journal.MovesOf(IClientGrain.AllClients), cancellationToken);
        await MongoFolded.TryWriteAsync(_events, session, journal.Moves.Select(move => new InsertOneModel<BsonDocument>(MongoEventRow.Write(move))), cancellationToken);

        // After the insert: who finds an event no longer in its payout finds it in the collection.
        var removals = journal.Moves.Select(move => move.Row).GroupBy(row => row.PayoutId).Select(payout => MongoUnmoved.Removal(payout.Key, payout));
        await _payouts.BulkWriteAsync(session, removals, Unordered, cancellationToken);
        await _totals.BulkWriteAsync(session, [journal.Finish()], Unordered, cancellationToken);
        return journal with { Moves = [] };
    }

    /// <summary>Adds the events of a fold to the totals of each client that do not have them yet.</summary>
    public static async Task AddToClientsAsync(
        IMongoCollection<BsonDocument> totals, IClientSessionHandle session, long fold, IEnumerable<EventRow> rows, CancellationToken cancellationToken)
    {
        var clients = rows.Where(row => row.Was != row.Status).ToLookup(row => row.ClientId);
        var options = new FindOptions<BsonDocument> { MaxTime = MongoConnection.ReadLimit };
        using var cursor = await totals.FindAsync(
            session, Builders<BsonDocument>.Filter.In("_id", clients.Select(client => client.Key)), options, cancellationToken);
        var stored = (await cursor.ToListAsync(cancellationToken)).ConvertAll(MongoTotals.Read).ToDictionary(own => own.Id);
        var models = clients.Select(client => (Own: stored.GetValueOrDefault(client.Key) ?? MongoTotals.None(client.Key), Rows: client))
            .Where(client => client.Own.Fold < fold)
            .Select(client => client.Own.After(fold, client.Rows).Model(client.Own.Fold))
            .ToList();

        await MongoFolded.TryWriteAsync(totals, session, models, cancellationToken);
    }
}
