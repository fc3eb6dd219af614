using System.Text;
using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Storage.Tests.Contract;
using Payouts.Storage.Tests.Mongo;

namespace Payouts.Storage.Tests.Audit;

/// <summary>In the server's documents; the ids of writes, which nothing is proved of, are left alone.</summary>
public sealed class MongoRawRows : RawRows
{
    private readonly MongoServer _server = new();

    public override StoreDatabase Database => _server;

    public override string ConnectionString => _server.ConnectionString;

    private IMongoCollection<BsonDocument> Events => _server.Database.GetCollection<BsonDocument>("client_crypto_payout_events");

    public override Task<Flip?> FlipPayoutAsync(Random random) => FlipAsync(_server.Payouts, random, null);

    public override Task<Flip?> FlipEventAsync(Random random, int number) => FlipAsync(Events, random, number);

    public override async Task<object> TakeAsync(string id) => await _server.Payouts.Find(ById(id)).SingleAsync();

    public override Task PutAsync(string id, object row) => _server.Payouts.ReplaceOneAsync(ById(id), (BsonDocument)row, new ReplaceOptions { IsUpsert = true });

    public override Task DeleteAsync(string id) => _server.Payouts.DeleteOneAsync(ById(id));

    public override Task DeleteEventsAsync(string id) => Events.DeleteManyAsync(new BsonDocument("payout_id", id));

    public override async Task SwapAsync(string one, string other)
    {
        var (first, second) = ((BsonDocument)await TakeAsync(one), (BsonDocument)await TakeAsync(other));
        (first["_id"], second["_id"]) = (other, one);

        // Both at once would be two of one key for a moment, which the index refuses.
        await DeleteAsync(one);
        await DeleteAsync(other);
        await PutAsync(other, first);
        await PutAsync(one, second);
    }

    private static async Task<Flip?> FlipAsync(IMongoCollection<BsonDocument> collection, Random random, int? number)
    {
        var all = await collection.Find(new BsonDocument()).Sort(new BsonDocument("_id", 1)).ToListAsync();
        var before = all[number ?? random.Next(all.Count)];
        var after = (BsonDocument)before.DeepClone();
        var fields = Fields(after, "").ToList();
        var (name, value, set) = fields[random.Next(fields.Count)];
        if (FlippedValue(random, value) is not { } flipped)
        {
            return null;
        }

        set(flipped);
        try
        {
            await ReplaceAsync(collection, before["_id"], after);
        }
        catch (MongoException)
        {
            return null;
        }

        return new($"{collection.CollectionNamespace.CollectionName}.{name}", () => ReplaceAsync(collection, after["_id"], before));
    }

    private static async Task ReplaceAsync(IMongoCollection<BsonDocument> collection, BsonValue id, BsonDocument document)
    {
        if (document["_id"] == id)
        {
            await collection.ReplaceOneAsync(new BsonDocument("_id", id), document);
            return;
        }

        await collection.InsertOneAsync(document);
        await collection.DeleteOneAsync(new BsonDocument("_id", id));
    }

    private static IEnumerable<(string Name, BsonValue Value, Action<BsonValue> Set)> Fields(BsonValue value, string path) => value switch
    {
        BsonDocument document => document.Names.ToList().Where(name => name != "writes").SelectMany(name => IsLeaf(document[name])
            ? [($"{path}.{name}", document[name], flipped => document[name] = flipped)]
            : Fields(document[name], $"{path}.{name}")),
        BsonArray array => Enumerable.Range(0, array.Count).SelectMany(i => IsLeaf(array[i])
            ? [($"{path}.{i}", array[i], flipped => array[i] = flipped)]
            : Fields(array[i], $"{path}.{i}")),
        _ => [],
    };

    private static bool IsLeaf(BsonValue value) => value is not (BsonDocument or BsonArray);

    private static BsonValue? FlippedValue(Random random, BsonValue value) => value switch
    {
        BsonString { Value.Length: > 0 } text => Text(random, text.Value) is { } flipped ? new BsonString(flipped) : null,
        BsonInt32 number => new BsonInt32(number.Value ^ (1 << random.Next(31))),
        BsonInt64 number => new BsonInt64(number.Value ^ (1L << random.Next(62))),
        BsonBoolean flag => BsonBoolean.Create(!flag.Value),
        BsonDateTime time => new BsonDateTime(time.MillisecondsSinceEpoch ^ (1L << random.Next(40))),
        BsonDecimal128 amount => Text(random, amount.ToString()!) is { } text && Decimal128.TryParse(text, out var flipped) ? new BsonDecimal128(flipped) : null,
        _ => null,
    };

    private static string? Text(Random random, string text)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Flipped(random, Encoding.UTF8.GetBytes(text)));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static BsonDocument ById(string id) => new("_id", id);
}
