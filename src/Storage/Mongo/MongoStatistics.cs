using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Mongo;

/// <summary>The folded totals and the events that are not folded yet, exact without a transaction (docs/adr/0028).</summary>
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
        while (true)
        {
            // In one causal session: each read sees at least what the one before it saw, also when the primary changes
            // between them.
            using var session = await database.Client.StartSessionAsync(cancellationToken: cancellationToken);
            var before = await MongoJournal.ReadAsync(_totals, session, cancellationToken);
            var open = await unmoved.FindAsync(session, clientId, limit: null, cancellationToken);
            var own = clientId == IClientGrain.AllClients ? null : await OwnAsync(session, clientId, cancellationToken);
            var after = await MongoJournal.ReadAsync(_totals, session, cancellationToken);

            if (after.Number == before.Number)
            {
                return Sum(clientId, own ?? new MongoTotals(clientId, after.Number, after.Totals), open, [before]);
            }

            if (after.Number == before.Number + 1 && !after.Moves.IsEmpty)
            {
                return Sum(clientId, own ?? new MongoTotals(clientId, after.Number, after.Totals), open, [before, after]);
            }
        }
    }

    // `folds`: those that may not have reached every document when `own` and `open` were read, in order.
    private static ClientStats Sum(string clientId, MongoTotals own, List<EventRow> open, IReadOnlyList<MongoJournal> folds)
    {
        var folded = new HashSet<(string, long, string)>();
        foreach (var fold in folds)
        {
            var rows = fold.MovesOf(clientId).ToList();
            folded.UnionWith(rows.Select(Name));
            if (own.Fold < fold.Number)
            {
                own = own.After(fold.Number, rows);
            }
        }

        return own.After(own.Fold, open.Where(row => !folded.Contains(Name(row)))).Totals.ToStats(clientId);
    }

    private static (string, long, string) Name(EventRow row) => (row.PayoutId, row.Version, row.Type);

    private async Task<MongoTotals> OwnAsync(IClientSessionHandle session, string clientId, CancellationToken cancellationToken)
    {
        using var cursor = await _totals.FindAsync(session, new BsonDocument("_id", clientId), Bounded, cancellationToken);
        return await cursor.FirstOrDefaultAsync(cancellationToken) is { } document ? MongoTotals.Read(document) : MongoTotals.None(clientId);
    }
}
