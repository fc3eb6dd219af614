using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using static Payouts.Storage.Mongo.MongoValues;

namespace Payouts.Storage.Mongo;

/// <summary>The folded totals of one client.</summary>
/// <param name="Id">The client.</param>
/// <param name="Fold">The number of the last fold that changed them; 0 before the first.</param>
/// <param name="Totals">The sums.</param>
internal sealed record MongoTotals(string Id, long Fold, Totals Totals)
{
    /// <summary>The totals before the first fold.</summary>
    public static MongoTotals None(string id) => new(id, 0, new Totals());

    /// <summary>From its document.</summary>
    public static MongoTotals Read(BsonDocument document) => new(document["_id"].AsString, document["fold"].AsInt64, ReadSums(document));

    /// <summary>The sums in a document of a client, or in the journal.</summary>
    public static Totals ReadSums(BsonDocument document)
    {
        var totals = new Totals();
        if (document["payouts"].AsInt64 is > 0 and var payouts)
        {
            totals.Load(payouts, Time(document["firstAt"]), Time(document["lastAt"]));
        }

        foreach (var sum in document["totals"].AsBsonArray)
        {
            totals.Load(new StatusTotal(
                sum["asset"].AsString, EnumNames.To<PayoutStatus>(sum["status"].AsString), sum["count"].AsInt64, Sum.Parse(sum["amount"].AsString)));
        }

        return totals;
    }

    /// <summary>Adds the sums to a document.</summary>
    public static BsonDocument AddSums(BsonDocument document, Totals totals)
    {
        document.Add("payouts", totals.Payouts);
        document.Add("firstAt", Optional(totals.FirstAt), totals.FirstAt is not null);
        document.Add("lastAt", Optional(totals.LastAt), totals.LastAt is not null);
        return document.Add("totals", new BsonArray(totals.ToStats(IClientGrain.AllClients).Totals.Select(sum => new BsonDocument
        {
            { "asset", sum.Asset }, { "status", EnumNames.Of(sum.Status) }, { "count", sum.Count }, { "amount", sum.Amount.ToString() },
        })));
    }

    /// <summary>
    /// These totals with the events of a fold applied. Changes <see cref="Totals"/>, and throws what that throws.
    /// </summary>
    public MongoTotals After(long fold, IEnumerable<EventRow> events)
    {
        foreach (var row in events)
        {
            Totals.Apply(row);
        }

        return this with { Fold = fold };
    }

    /// <summary>
    /// Stores these totals if those of fold <paramref name="replaced"/> are stored now, or none if it is 0.
    /// </summary>
    public WriteModel<BsonDocument> Model(long replaced) => replaced == 0
        ? new InsertOneModel<BsonDocument>(Write())
        : new ReplaceOneModel<BsonDocument>(new BsonDocument { { "_id", Id }, { "fold", replaced } }, Write());

    private BsonDocument Write() => AddSums(new BsonDocument { { "_id", Id }, { "fold", Fold } }, Totals);
}
