using System.Collections.Immutable;
using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Mongo;

/// <summary>
/// The folded totals and hours, and the events that are not folded yet, exact without a transaction (docs/adr/0028).
/// </summary>
internal sealed class MongoStatistics(IMongoDatabase database, MongoUnmoved unmoved)
{
    private static readonly FindOptions<BsonDocument> Bounded = new() { MaxTime = MongoConnection.ReadLimit };

    private readonly IMongoCollection<BsonDocument> _totals = database.GetCollection<BsonDocument>(MongoCollections.Totals);

    /// <summary>
    /// Every payout counted once, under a status that it had during the call. Reads again when a whole fold completed
    /// meanwhile.
    /// </summary>
    public async Task<ClientStats> ReadAsync(string clientId, CancellationToken cancellationToken)
    {
        var isAll = clientId == IClientGrain.AllClients;
        var (own, open, folds) = await ReadAsync(
            clientId, async session => isAll ? null : await OwnAsync(session, clientId, cancellationToken), cancellationToken);
        var totals = own ?? new MongoTotals(clientId, folds[^1].Number, folds[^1].Totals);
        foreach (var fold in folds.Where(fold => totals.Fold < fold.Number))
        {
            totals = totals.After(fold.Number, fold.MovesOf(clientId));
        }

        return totals.After(totals.Fold, open).Totals.ToStats(clientId);
    }

    /// <summary>Every event counted once, as <see cref="ReadAsync(string, CancellationToken)"/> counts.</summary>
    public async Task<ImmutableArray<SeriesPoint>> ReadSeriesAsync(string clientId, SeriesQuery query, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        for (var hour = query.From; hour < query.To; hour += SeriesStep.Hour.Length())
        {
            ids.Add(MongoSeries.IdOf(hour, clientId));
        }

        var (hours, open, folds) = await ReadAsync(clientId, session => MongoSeries.FindAsync(database, session, ids, cancellationToken), cancellationToken);
        var sums = new SeriesSums(query);
        foreach (var point in hours.Values.SelectMany(hour => hour.Sums.ToPoints()))
        {
            sums.Add(point.Start, point.Asset, point.Status, point.Reason, point.Count, point.Amount);
        }

        // A fold has reached an hour's document, or not yet.
        var missing = folds.SelectMany(fold => fold.MovesOf(clientId).Where(row => FoldOf(row) < fold.Number));
        foreach (var row in missing.Concat(open))
        {
            sums.Add(row);
        }

        return sums.ToPoints();

        long FoldOf(EventRow row) => hours.GetValueOrDefault(MongoSeries.IdOf(SeriesStep.Hour.StartOf(row.At), clientId))?.Fold ?? 0;
    }

    /// <summary>
    /// Reads documents that folds change, and what they lack: the events that no fold has taken, and the folds that may
    /// not have reached every document when these were read, in order; the last one is the journal's.
    /// </summary>
    private async Task<(T Read, List<EventRow> Open, MongoJournal[] Folds)> ReadAsync<T>(
        string clientId, Func<IClientSessionHandle, Task<T>> read, CancellationToken cancellationToken)
    {
        while (true)
        {
            // In one causal session: each read sees at least what the one before it saw, also when the primary changes
            // between them.
            using var session = await database.Client.StartSessionAsync(cancellationToken: cancellationToken);
            var before = await MongoJournal.ReadAsync(_totals, session, cancellationToken);
            var open = await unmoved.FindAsync(session, clientId, limit: null, cancellationToken);
            var found = await read(session);
            var after = await MongoJournal.ReadAsync(_totals, session, cancellationToken);
            MongoJournal[] folds = after.Number == before.Number ? [before] : [before, after];
            if (after.Number == before.Number || (after.Number == before.Number + 1 && !after.Moves.IsEmpty))
            {
                var folded = folds.SelectMany(fold => fold.MovesOf(clientId)).Select(Name).ToHashSet();
                return (found, [.. open.Where(row => !folded.Contains(Name(row)))], folds);
            }
        }
    }

    private static (string, long, string) Name(EventRow row) => (row.PayoutId, row.Version, row.Type);

    private async Task<MongoTotals> OwnAsync(IClientSessionHandle session, string clientId, CancellationToken cancellationToken)
    {
        using var cursor = await _totals.FindAsync(session, new BsonDocument("_id", clientId), Bounded, cancellationToken);
        return await cursor.FirstOrDefaultAsync(cancellationToken) is { } document ? MongoTotals.Read(document) : MongoTotals.None(clientId);
    }
}
