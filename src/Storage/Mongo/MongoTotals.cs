using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Storage.Mongo;

/// <summary>
/// A payout that a fold moves, or will move, from the status it was counted under to its current one.
/// </summary>
/// <param name="Id">The payout.</param>
/// <param name="Payout">What the totals need of it.</param>
internal sealed record Move(string Id, UnfoldedPayout Payout)
{
    /// <summary>The fields of a payout that <see cref="Read"/> needs.</summary>
    public static readonly BsonDocument OfPayout = new()
    {
        { "client_id", 1 }, { "asset", 1 }, { "amount", 1 }, { "status", 1 }, { "counted", 1 }, { "createdAt", 1 },
    };

    /// <summary>
    /// From a payout's document, or from a stored move, which has the same names. Throws exceptions of various types
    /// when a field is missing or has another shape.
    /// </summary>
    public static Move Read(BsonDocument document)
    {
        var clientId = document["client_id"].AsString;
        if (clientId == IClientGrain.AllClients)
        {
            throw new InvalidDataException("No client has the name that stands for all of them: its totals would be taken for the journal.");
        }

        return new Move(
            document["_id"].AsString,
            new UnfoldedPayout(
                clientId,
                document["asset"].AsString,
                document["amount"].AsDecimal,
                EnumNames.To<PayoutStatus>(document["status"].AsString),
                document.TryGetValue("counted", out var counted) ? EnumNames.To<PayoutStatus>(counted["status"].AsString) : null,
                MongoValues.Time(document["createdAt"])));
    }

    /// <summary>The move as the journal stores it.</summary>
    public BsonDocument Write()
    {
        var document = new BsonDocument
        {
            { "_id", Id },
            { "client_id", Payout.ClientId },
            { "asset", Payout.Asset },
            { "amount", Payout.Amount },
            { "status", EnumNames.Of(Payout.Status) },
            { "createdAt", MongoValues.Date(Payout.CreatedAt) },
        };
        return Payout.Counted is { } counted ? document.Add("counted", new BsonDocument("status", EnumNames.Of(counted))) : document;
    }
}

/// <summary>
/// Folded totals as stored. Those of all clients are also the journal of folds: their document takes the moves of a
/// fold in the same write as their sums (docs/adr/0010).
/// </summary>
/// <param name="Id">A client, or <see cref="IClientGrain.AllClients"/>.</param>
/// <param name="Fold">The number of the last fold that is in <paramref name="Totals"/>; 0 before the first.</param>
/// <param name="Totals">The sums.</param>
/// <param name="Moves">
/// In the journal: the moves of fold <paramref name="Fold"/>, until they are carried out everywhere. Otherwise empty.
/// </param>
internal sealed record MongoTotals(string Id, long Fold, Totals Totals, IReadOnlyList<Move> Moves)
{
    /// <summary>The totals before the first fold.</summary>
    public static MongoTotals None(string id) => new(id, 0, new Totals(), []);

    /// <summary>The moves of one client's payouts, or all.</summary>
    public IEnumerable<Move> MovesOf(string clientId) =>
        Moves.Where(move => clientId == IClientGrain.AllClients || move.Payout.ClientId == clientId);

    /// <summary>From its document.</summary>
    public static MongoTotals Read(BsonDocument document)
    {
        var totals = new Totals();
        totals.Load(document["payouts"].AsInt64, MongoValues.Time(document["firstAt"]), MongoValues.Time(document["lastAt"]));
        foreach (var sum in document["totals"].AsBsonArray)
        {
            totals.Load(new StatusTotal(
                sum["asset"].AsString, EnumNames.To<PayoutStatus>(sum["status"].AsString), sum["count"].AsInt64, Sum.Parse(sum["amount"].AsString)));
        }

        var moves = document.TryGetValue("moves", out var stored) ? stored.AsBsonArray : [];
        return new MongoTotals(
            document["_id"].AsString, document["fold"].AsInt64, totals, [.. moves.Select(move => Move.Read(move.AsBsonDocument))]);
    }

    /// <summary>
    /// These totals with the moves of a fold applied. Changes <see cref="Totals"/>, and throws what that throws.
    /// </summary>
    public MongoTotals After(long fold, IEnumerable<Move> moves)
    {
        foreach (var move in moves)
        {
            Totals.Apply(move.Payout);
        }

        return this with { Fold = fold, Moves = [] };
    }

    /// <summary>
    /// Stores these totals if those of fold <paramref name="replaced"/> are stored now, or none if it is 0.
    /// </summary>
    public WriteModel<BsonDocument> Model(long replaced) => replaced == 0
        ? new InsertOneModel<BsonDocument>(Write())
        : new ReplaceOneModel<BsonDocument>(new BsonDocument { { "_id", Id }, { "fold", replaced } }, Write());

    private BsonDocument Write()
    {
        var document = new BsonDocument
        {
            { "_id", Id },
            { "fold", Fold },
            { "payouts", Totals.Payouts },
            { "firstAt", MongoValues.Date(Totals.FirstAt!.Value) },
            { "lastAt", MongoValues.Date(Totals.LastAt!.Value) },
            {
                "totals", new BsonArray(Totals.ToStats(Id).Totals.Select(sum => new BsonDocument
                {
                    { "asset", sum.Asset }, { "status", EnumNames.Of(sum.Status) }, { "count", sum.Count }, { "amount", sum.Amount.ToString() },
                }))
            },
        };
        return Moves.Count == 0 ? document : document.Add("moves", new BsonArray(Moves.Select(move => move.Write())));
    }
}
