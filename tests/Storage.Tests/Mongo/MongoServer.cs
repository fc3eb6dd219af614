using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Payouts;
using Payouts.Storage.Mongo;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Mongo;

/// <summary>
/// A database of its own on the server of <c>PAYOUTS_TEST_MONGO</c>, a connection string; without it the test is
/// skipped. Dropped at the end.
/// </summary>
public sealed class MongoServer : ServerDatabase
{
    public const string Variable = "PAYOUTS_TEST_MONGO";

    private static readonly string? Given = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : null;

    // The default timeout of a call is too short for a machine that compiles while it tests.
    private static readonly TimeSpan BusyMachine = TimeSpan.FromSeconds(10);

    private MongoClient? _client;

    public string ConnectionString { get; private set; } = "";

    /// <summary>Reads what is stored, bypassing the store.</summary>
    public IMongoDatabase Database => _client!.GetDatabase(new MongoUrl(ConnectionString).DatabaseName);

    public IMongoCollection<BsonDocument> Payouts => Database.GetCollection<BsonDocument>("client_crypto_payouts");

    public override DnsEndPoint Server
    {
        get
        {
            var server = new MongoUrl(ConnectionString).Server;
            return new DnsEndPoint(server.Host, server.Port);
        }
    }

    public override Task CreateAsync()
    {
        Assert.SkipWhen(Given is null, $"No MongoDB: set {Variable} to a connection string.");
        ConnectionString = new MongoUrlBuilder(Given)
        {
            DatabaseName = "payouts_" + Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal),
            ServerSelectionTimeout = BusyMachine,
            ConnectTimeout = BusyMachine,
            WaitQueueTimeout = BusyMachine,
            SocketTimeout = 3 * BusyMachine,
        }.ToString();
        _client = new MongoClient(ConnectionString);
        return Task.CompletedTask;
    }

    /// <summary>A store at that address with our own timeouts, as operators run it.</summary>
    public MongoPayoutStore ImpatientStoreAt(DnsEndPoint server) =>
        Store($"mongodb://{server.Host}:{server.Port}/{new MongoUrl(ConnectionString).DatabaseName}?directConnection=true");

    public override IPayoutStore StoreAt(DnsEndPoint server)
    {
        // Directly, unless it is the server's own address: a replica set's own addresses would bypass the test's wire.
        var url = new MongoUrlBuilder(ConnectionString) { Server = new MongoServerAddress(server.Host, server.Port) };
        url.DirectConnection = server.Port == Server.Port ? url.DirectConnection : true;
        return Store(url.ToString());
    }

    public static MongoPayoutStore Store(string connectionString) => new(connectionString, NullLogger<MongoPayoutStore>.Instance);

    public override async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            await _client.DropDatabaseAsync(new MongoUrl(ConnectionString).DatabaseName);
            _client.Dispose();
        }
    }
}
