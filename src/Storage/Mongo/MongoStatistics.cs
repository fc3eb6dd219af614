using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Storage.Mongo;

/// <summary>
/// Folded totals and the payouts that are not folded yet, exact without a transaction (docs/adr/0010): a fold happens
/// in the one write that puts its moves into the journal; the next process to come completes what a dead one left.
/// </summary>
internal sealed class MongoStatistics(
    IMongoClient client, MongoUnfolded unfolded, IMongoCollection<BsonDocument> payouts, IMongoCollection<BsonDocument> totals)
{
    // The journal's document holds them all; 16 MB would hold a hundred thousand.
    private const int MaxMoves = 1000;

    private static readonly BulkWriteOptions Unordered = new() { IsOrdered = false };
    private static readonly FindOptions<BsonDocument> Bounded = new() { MaxTime = MongoConnection.ReadLimit };

    /// <summary>
    /// Every payout counted once, under a status that it had during the call. Reads again when a whole fold completed
    /// meanwhile.
    /// </summary>
    public async Task<ClientStats> ReadAsync(string clientId, CancellationToken cancellationToken)
    {
        while (true)
        {
            // In one causal session: each read sees at least what the one before it saw, also when the primary changes
            // between them.
            using var session = await client.StartSessionAsync(cancellationToken: cancellationToken);
            var before = await TotalsAsync(session, IClientGrain.AllClients, cancellationToken);
            var open = await unfolded.FindAsync(session, clientId, limit: null, cancellationToken);
            var own = clientId == IClientGrain.AllClients ? null : await TotalsAsync(session, clientId, cancellationToken);
            var after = await TotalsAsync(session, IClientGrain.AllClients, cancellationToken);

            if (after.Fold == before.Fold || (after.Fold == before.Fold + 1 && after.Moves.Count > 0))
            {
                MongoTotals[] folds = after.Fold == before.Fold ? [before] : [before, after];
                open.AddRange(await MovedAsync(session, clientId, folds, open, cancellationToken));
                return Sum(clientId, own ?? after, open, folds);
            }
        }
    }

    /// <summary>Folds at most <paramref name="limit"/> payouts.</summary>
    /// <returns>The number of payouts folded.</returns>
    public async Task<int> FoldAsync(string clientId, int limit, CancellationToken cancellationToken)
    {
        var folded = 0;
        while (folded < limit)
        {
            using var session = await client.StartSessionAsync(cancellationToken: cancellationToken);
            var journal = await TotalsAsync(session, IClientGrain.AllClients, cancellationToken);
            await CarryOutAsync(session, journal, cancellationToken);
            var moves = await unfolded.FindAsync(session, clientId, Math.Min(limit - folded, MaxMoves), cancellationToken);
            if (moves.Count == 0)
            {
                break;
            }

            var next = journal.After(journal.Fold + 1, moves) with { Moves = moves };
            if (await TryWriteAsync(session, [next.Model(journal.Fold)], cancellationToken))
            {
                await CarryOutAsync(session, next, cancellationToken);
                folded += moves.Count;
            }
        }

        return folded;
    }

    /// <summary>Clients with payouts to fold.</summary>
    public Task<IReadOnlyList<string>> FindUnfoldedClientsAsync(int limit, CancellationToken cancellationToken) =>
        unfolded.FindClientsAsync(limit, cancellationToken);

    // `folds`: those that may not have reached every document when `own` and `open` were read, in order.
    private static ClientStats Sum(string clientId, MongoTotals own, List<Move> open, IReadOnlyList<MongoTotals> folds)
    {
        var counted = new Dictionary<string, PayoutStatus>(StringComparer.Ordinal);
        foreach (var fold in folds)
        {
            foreach (var move in fold.MovesOf(clientId))
            {
                counted[move.Id] = move.Payout.Status;
                if (own.Fold < fold.Fold)
                {
                    own.Totals.Apply(move.Payout);
                }
            }
        }

        foreach (var (id, payout) in open)
        {
            var now = counted.TryGetValue(id, out var status) ? payout with { Counted = status } : payout;
            if (now.Counted != now.Status)
            {
                own.Totals.Apply(now);
            }
        }

        return own.Totals.ToStats(clientId);
    }

    // A payout whose mark is out of date looks folded when its status has returned to that of the mark.
    private async Task<List<Move>> MovedAsync(
        IClientSessionHandle session, string clientId, MongoTotals[] folds, List<Move> open, CancellationToken cancellationToken)
    {
        var ids = folds.SelectMany(fold => fold.MovesOf(clientId)).Select(move => move.Id).Except(open.Select(move => move.Id)).ToList();
        return ids.Count == 0 ? [] : await unfolded.FindAsync(session, ids, cancellationToken);
    }

    // Each step is idempotent, so any number of processes may carry out one fold, one after another or at once.
    private async Task CarryOutAsync(IClientSessionHandle session, MongoTotals journal, CancellationToken cancellationToken)
    {
        if (journal.Moves.Count == 0)
        {
            return;
        }

        await MoveInClientsAsync(session, journal, cancellationToken);
        await payouts.BulkWriteAsync(session, journal.Moves.Select(move => Mark(move, journal.Fold)), Unordered, cancellationToken);
        await totals.UpdateOneAsync(
            session,
            new BsonDocument { { "_id", journal.Id }, { "fold", journal.Fold } },
            new BsonDocument("$unset", new BsonDocument("moves", 1)),
            cancellationToken: cancellationToken);
    }

    private async Task MoveInClientsAsync(IClientSessionHandle session, MongoTotals journal, CancellationToken cancellationToken)
    {
        var moves = journal.Moves.ToLookup(move => move.Payout.ClientId);
        using var cursor = await totals.FindAsync(
            session, Builders<BsonDocument>.Filter.In("_id", moves.Select(client => client.Key)), Bounded, cancellationToken);
        var stored = (await cursor.ToListAsync(cancellationToken)).ConvertAll(MongoTotals.Read).ToDictionary(own => own.Id);
        var models = moves.Select(client => (Own: stored.GetValueOrDefault(client.Key) ?? MongoTotals.None(client.Key), Moves: client))
            .Where(client => client.Own.Fold < journal.Fold)
            .Select(client => client.Own.After(journal.Fold, client.Moves).Model(client.Own.Fold))
            .ToList();
        if (models.Count > 0)
        {
            // One that another process has already written is done as well.
            await TryWriteAsync(session, models, cancellationToken);
        }
    }

    private static UpdateOneModel<BsonDocument> Mark(Move move, long fold)
    {
        var status = EnumNames.Of(move.Payout.Status);
        var set = new BsonDocument
        {
            { "counted", MongoValues.Literal(new BsonDocument { { "status", status }, { "fold", fold } }) },
            { "unfolded", MongoDocument.UnfoldedUnless("$status", MongoValues.Literal(status)) },
        };
        return new UpdateOneModel<BsonDocument>(
            new BsonDocument { { "_id", move.Id }, { "counted.fold", BsonDocument.Parse($"{{ $not: {{ $gte: {fold} }} }}") } },
            new BsonDocumentStagePipelineDefinition<BsonDocument, BsonDocument>([new BsonDocument("$set", set)]));
    }

    private async Task<bool> TryWriteAsync(
        IClientSessionHandle session, List<WriteModel<BsonDocument>> models, CancellationToken cancellationToken)
    {
        try
        {
            var result = await totals.BulkWriteAsync(session, models, Unordered, cancellationToken);
            return result.InsertedCount + result.MatchedCount == models.Count;
        }
        catch (MongoBulkWriteException<BsonDocument> exception) when (MongoErrors.AreDuplicatesAlone(exception))
        {
            return false;
        }
    }

    private async Task<MongoTotals> TotalsAsync(IClientSessionHandle session, string id, CancellationToken cancellationToken)
    {
        using var cursor = await totals.FindAsync(session, new BsonDocument("_id", id), Bounded, cancellationToken);
        return await cursor.FirstOrDefaultAsync(cancellationToken) is { } document ? MongoTotals.Read(document) : MongoTotals.None(id);
    }
}
