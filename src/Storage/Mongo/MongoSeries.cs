using System.Globalization;
using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using static Payouts.Storage.Mongo.MongoValues;

namespace Payouts.Storage.Mongo;

/// <summary>What entered each status in one hour, of one client or of all: one document (docs/adr/0028).</summary>
/// <param name="Hour">When it begins.</param>
/// <param name="ClientId">The client, or all.</param>
/// <param name="Fold">The number of the last fold that changed it; 0 before the first.</param>
/// <param name="Sums">What entered.</param>
internal sealed record MongoSeries(DateTimeOffset Hour, string ClientId, long Fold, SeriesSums Sums)
{
    /// <summary>Its document's id. It begins with the hour, so that a fold writes, and pruning deletes, neighbours.</summary>
    public string Id => IdOf(Hour, ClientId);

    /// <summary>An hour before the first fold.</summary>
    public static MongoSeries None(DateTimeOffset hour, string clientId) =>
        new(hour, clientId, 0, new SeriesSums(new SeriesQuery(hour, hour + SeriesStep.Hour.Length(), SeriesStep.Hour)));

    /// <summary>The id of an hour's document.</summary>
    public static string IdOf(DateTimeOffset hour, string clientId) => $"{Word(hour)} {clientId}";

    /// <summary>From its document.</summary>
    public static MongoSeries Read(BsonDocument document)
    {
        var series = None(Time(document["hour"]), document["client_id"].AsString) with { Fold = document["fold"].AsInt64 };
        foreach (var point in document["points"].AsBsonArray.Select(point => point.AsBsonDocument))
        {
            series.Sums.Add(
                series.Hour, point["asset"].AsString, EnumNames.To<PayoutStatus>(point["status"].AsString), OptionalWord<PayoutReason>(point, "reason"),
                point["count"].AsInt64, Sum.Parse(point["amount"].AsString));
        }

        return series;
    }

    /// <summary>Those of these documents that exist, by id.</summary>
    public static async Task<Dictionary<string, MongoSeries>> FindAsync(
        IMongoDatabase database, IClientSessionHandle session, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var options = new FindOptions<BsonDocument> { MaxTime = MongoConnection.ReadLimit };
        using var cursor = await Collection(database).FindAsync(session, Builders<BsonDocument>.Filter.In("_id", ids), options, cancellationToken);
        return (await cursor.ToListAsync(cancellationToken)).ConvertAll(Read).ToDictionary(series => series.Id, StringComparer.Ordinal);
    }

    /// <summary>Adds the events of a fold to the hours that do not have them yet.</summary>
    public static async Task AddAsync(
        IMongoDatabase database, IClientSessionHandle session, long fold, IEnumerable<EventRow> rows, CancellationToken cancellationToken)
    {
        var hours = rows.Where(SeriesSums.IsEntry)
            .SelectMany(row => SeriesSums.CountedFor(row.ClientId), (row, client) => (ClientId: client, Row: row))
            .ToLookup(entry => (Hour: SeriesStep.Hour.StartOf(entry.Row.At), entry.ClientId), entry => entry.Row);
        var stored = await FindAsync(database, session, hours.Select(hour => IdOf(hour.Key.Hour, hour.Key.ClientId)), cancellationToken);
        var models = hours.Select(hour => (Own: stored.GetValueOrDefault(IdOf(hour.Key.Hour, hour.Key.ClientId)) ?? None(hour.Key.Hour, hour.Key.ClientId), Rows: hour))
            .Where(hour => hour.Own.Fold < fold)
            .Select(hour => hour.Own.After(fold, hour.Rows).Model(hour.Own.Fold))
            .ToList();
        await MongoFolded.TryWriteAsync(Collection(database), session, models, cancellationToken);
    }

    /// <summary>Deletes at most <paramref name="limit"/> documents of hours before the one of a time, the oldest first.</summary>
    public static async Task<int> PruneAsync(IMongoDatabase database, DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var isOld = new BsonDocument("_id", new BsonDocument("$lt", Word(SeriesStep.Hour.StartOf(before))));
        var options = new FindOptions<BsonDocument>
        {
            Sort = new BsonDocument("_id", 1),
            Limit = limit,
            Projection = new BsonDocument("_id", 1),
            MaxTime = MongoConnection.ReadLimit,
        };
        using var cursor = await Collection(database).FindAsync(isOld, options, cancellationToken);
        var old = await cursor.ToListAsync(cancellationToken);
        if (old.Count > 0)
        {
            await Collection(database).DeleteManyAsync(new BsonDocument("_id", new BsonDocument("$lte", old[^1]["_id"])), cancellationToken);
        }

        return old.Count;
    }

    /// <summary>With the events of a fold added. Changes <see cref="Sums"/>, and throws what that throws.</summary>
    public MongoSeries After(long fold, IEnumerable<EventRow> events)
    {
        foreach (var row in events)
        {
            Sums.Add(row);
        }

        return this with { Fold = fold };
    }

    private static string Word(DateTimeOffset hour) => hour.UtcDateTime.ToString("yyyy-MM-dd'T'HH", CultureInfo.InvariantCulture);

    private static IMongoCollection<BsonDocument> Collection(IMongoDatabase database) => database.GetCollection<BsonDocument>(MongoCollections.Series);

    private WriteModel<BsonDocument> Model(long replaced) => replaced == 0
        ? new InsertOneModel<BsonDocument>(Write())
        : new ReplaceOneModel<BsonDocument>(new BsonDocument { { "_id", Id }, { "fold", replaced } }, Write());

    private BsonDocument Write() => new()
    {
        { "_id", Id }, { "hour", Date(Hour) }, { "client_id", ClientId }, { "fold", Fold }, { "points", new BsonArray(Sums.ToPoints().Select(Write)) },
    };

    private static BsonDocument Write(SeriesPoint point)
    {
        var document = new BsonDocument { { "asset", point.Asset }, { "status", EnumNames.Of(point.Status) } };
        document.Add("reason", Optional(point.Reason), point.Reason is not null);
        return document.Add("count", point.Count).Add("amount", point.Amount.ToString());
    }
}
