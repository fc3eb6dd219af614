using Microsoft.Extensions.Logging.Abstractions;
using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Storage.Mongo;

namespace Payouts.Scale;

/// <summary>Databases on the MongoDB that a connection string names.</summary>
internal sealed class MongoTestServer(string connectionString) : Server
{
    private const string Collection = "client_crypto_payouts";

    private readonly MongoClient _client = new(connectionString);
    private readonly string _prefix = "million_" + Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal) + "_";
    private readonly Dictionary<string, MongoPayoutStore> _stores = [];

    /// <inheritdoc/>
    public override async Task<string> DescribeAsync()
    {
        var build = await _client.GetDatabase("admin").RunCommandAsync<BsonDocument>(new BsonDocument("buildInfo", 1));
        return $"what calls itself MongoDB {build["version"]}";
    }

    /// <inheritdoc/>
    public override async Task<IPayoutStore> CreateAsync(string name)
    {
        var url = new MongoUrlBuilder(connectionString) { DatabaseName = _prefix + name };
        var store = new MongoPayoutStore(url.ToString(), NullLogger<MongoPayoutStore>.Instance);
        _stores.Add(name, store);
        await store.InitializeAsync(CancellationToken.None);
        return store;
    }

    /// <inheritdoc/>
    public override Task SettleAsync(string name) => Task.CompletedTask;

    /// <inheritdoc/>
    public override async Task<string> SizeAsync(string name)
    {
        var payouts = await Database(name).GetCollection<BsonDocument>(Collection).CountDocumentsAsync(new BsonDocument());
        return FormattableString.Invariant($"{payouts:N0} documents");
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<(string Call, string Plan)>> PlansAsync(string name, Target target)
    {
        var byId = new BsonDocument { { "find", Collection }, { "filter", MongoQueries.Read([target.Population.At(0).Payout.Id]) } };
        var due = Find(MongoQueries.Due(1, Population.Now), new BsonDocument { { "nextActionAt", 1 }, { "_id", 1 } }, MongoSchema.Due);
        due.Add("projection", new BsonDocument("_id", 1));
        (string Call, BsonDocument Find)[] calls =
        [
            ("get by id", byId),
            .. Lists(target).Select(list => (list.Call, Find(MongoQueries.Filter(list.Query), MongoQueries.NewestFirst, MongoQueries.IndexFor(list.Query)))),
            ("due in a shard", due),
            ("unfolded", Find(new BsonDocument("unfolded", true), null, MongoSchema.Unfolded)),
        ];
        var plans = new List<(string Call, string Plan)>();
        foreach (var (call, find) in calls)
        {
            plans.Add((call, await ExplainAsync(Database(name), find)));
        }

        return plans;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        foreach (var (name, store) in _stores)
        {
            await store.DisposeAsync();
            await _client.DropDatabaseAsync(_prefix + name);
        }

        _client.Dispose();
    }

    private static BsonDocument Find(BsonDocument filter, BsonDocument? sort, string hint)
    {
        var find = new BsonDocument { { "find", Collection }, { "filter", filter }, { "limit", 26 }, { "hint", hint } };
        return find.Add("sort", sort, sort is not null);
    }

    private static async Task<string> ExplainAsync(IMongoDatabase database, BsonDocument find)
    {
        try
        {
            var plan = await database.RunCommandAsync<BsonDocument>(new BsonDocument { { "explain", find }, { "verbosity", "executionStats" } });
            var stats = plan["executionStats"];
            return $"{plan["queryPlanner"]["winningPlan"]}\nkeys examined: {stats["totalKeysExamined"]}, documents examined: {stats["totalDocsExamined"]}";
        }
        catch (MongoCommandException exception) when (exception.CodeName == "CommandNotFound")
        {
            return "stand-in: no plans";
        }
    }

    private IMongoDatabase Database(string name) => _client.GetDatabase(_prefix + name);
}
