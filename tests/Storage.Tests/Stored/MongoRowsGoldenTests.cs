using MongoDB.Bson;
using MongoDB.Bson.IO;
using MongoDB.Driver;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Harness;
using Payouts.Storage.Tests.Mongo;

namespace Payouts.Storage.Tests.Stored;

/// <summary>
/// Every document in every collection of MongoDB, as a server stores it; without one the test is skipped
/// (<see cref="MongoServer"/>).
/// </summary>
public sealed class MongoRowsGoldenTests
{
    private const string About = """
        What a server of MongoDB has: of each state as it was inserted, and of the one that follows as it was updated, with events that are not folded yet; then the totals and the events.
        # A server may keep the members of a document in an order of its own: they are sorted by name here.
        # The ids of writes are made anew for every write: each stands here as an id of zeros. Otherwise mongo.txt has what is sent byte for byte.
        """;

    private static readonly JsonWriterSettings Canonical = new() { OutputMode = JsonOutputMode.CanonicalExtendedJson };

    [Fact]
    public async Task A_document_of_MongoDB_is_kept_as_it_always_was()
    {
        await using var server = new MongoServer();
        await server.CreateAsync();
        var store = await server.OpenAsync();
        await using var close = (IAsyncDisposable)store;
        var text = new StoredText(About);
        await WriteAsync(store, server.Payouts, text, "inserted", [.. GoldenStates.All.Select(example => new PayoutWrite(example.State, 0, PayoutEvents.Of(null, example.State.Payout)))]);
        await WriteAsync(store, server.Payouts, text, "updated", [.. GoldenStates.All.Select(example => PayoutWrite.Of(example.State, GoldenStates.Following(example.State)))]);
        foreach (var name in (await (await server.Database.ListCollectionNamesAsync()).ToListAsync()).Where(name => name != server.Payouts.CollectionNamespace.CollectionName).Order(StringComparer.Ordinal))
        {
            text.Title($"The collection {name}");
            await AddAsync(text, server.Database.GetCollection<BsonDocument>(name), "{}");
        }

        text.Check("mongo-server.txt");
    }

    private static async Task WriteAsync(IPayoutStore store, IMongoCollection<BsonDocument> payouts, StoredText text, string how, PayoutWrite[] writes)
    {
        Assert.All(await store.WriteAsync(writes, TestContext.Current.CancellationToken), outcome => Assert.Equal(WriteOutcome.Written, outcome));
        foreach (var ((title, _), write) in GoldenStates.All.Zip(writes))
        {
            text.Title($"{title}, {how}");
            await AddAsync(text, payouts, $"{{ _id: '{write.State.Payout.Id}' }}");
        }

        while (await store.FoldStatsAsync(1000, TestContext.Current.CancellationToken) > 0)
        {
        }
    }

    private static async Task AddAsync(StoredText text, IMongoCollection<BsonDocument> collection, string filter)
    {
        foreach (var document in await collection.Find(BsonDocument.Parse(filter)).Sort("{ _id: 1 }").ToListAsync())
        {
            text.Line(Settled(document).ToJson(Canonical));
        }
    }

    private static BsonValue Settled(BsonValue value) => value switch
    {
        BsonObjectId => new BsonObjectId(ObjectId.Empty),
        BsonDocument document => new BsonDocument(document.OrderBy(element => element.Name, StringComparer.Ordinal)
            .Select(element => new BsonElement(element.Name, Settled(element.Value)))),
        BsonArray array => new BsonArray(array.Select(Settled)),
        _ => value,
    };
}
