using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Mongo;

/// <summary>
/// Payouts in MongoDB, in the prototype's collection, for any number of silos; on a replica set or a standalone server.
/// Every acknowledged write is journaled on a majority, every read is from the primary and returns majority-committed
/// data; a read by id sees every write acknowledged before it, also after a failover (docs/adr/0022).
/// </summary>
public sealed class MongoPayoutStore : IPayoutStore, IAsyncDisposable
{
    private readonly TimeSpan _limit;
    private readonly MongoClient _client;
    private readonly IMongoDatabase _database;
    private readonly IMongoCollection<BsonDocument> _payouts;
    private readonly GroupRead<BsonDocument> _reads;
    private readonly MongoWriter _writer;
    private readonly MongoUnmoved _unmoved;
    private readonly MongoStatistics _statistics;
    private readonly MongoFold _fold;
    private readonly MongoEvents _events;
    private readonly MongoOldChanges _oldChanges;
    private readonly ILogger _logger;

    /// <summary>Connects on the first call, not here.</summary>
    /// <param name="connectionString">
    /// Hosts, database (default <c>payouts</c>), authentication, TLS. Throws <see cref="ArgumentException"/> when it
    /// cannot be read.
    /// </param>
    /// <param name="logger">Receives lost answers, payouts that cannot be counted, and a fence that cannot be built.</param>
    public MongoPayoutStore(string connectionString, ILogger<MongoPayoutStore> logger)
    {
        _client = new MongoClient(MongoConnection.Settings(connectionString));
        _limit = MongoConnection.CallLimit(connectionString);
        _database = _client.GetDatabase(MongoConnection.Database(connectionString));
        _payouts = _database.GetCollection<BsonDocument>(MongoCollections.Payouts);
        _reads = new GroupRead<BsonDocument>(ids => FetchAsync(ids, CancellationToken.None));
        _writer = new MongoWriter(_payouts, _limit, logger);
        var malformed = new MongoMalformed(logger, TimeProvider.System);
        _unmoved = new MongoUnmoved(_payouts, malformed);
        _statistics = new MongoStatistics(_database, _unmoved);
        _fold = new MongoFold(_database, _unmoved);
        _events = new MongoEvents(_database, _fold, _unmoved);
        _oldChanges = new MongoOldChanges(_payouts, malformed);
        _logger = logger;
    }

    /// <inheritdoc/>
    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        try
        {
            // In this order (docs/adr/0028): no older release starts, none folds, none writes, and what they left is
            // taken over.
            await MongoCollections.EnsureAsync(_database, cancellationToken);
            await MongoSchema.EnsureAsync(_database, cancellationToken);
            await MongoOldJournal.TakeOverAsync(_database, cancellationToken);
            await MongoFence.EnsureAsync(_database, _logger, cancellationToken);
            await _oldChanges.TakeOverAsync(cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw MongoTopology.Explain(exception, _client.Cluster.Description);
        }
    }

    /// <inheritdoc/>
    public async Task<PayoutState?> ReadAsync(string id, CancellationToken cancellationToken) =>
        await _reads.ReadAsync(id, cancellationToken) is { } document ? MongoDocument.Read(document) : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PayoutState>> ReadManyAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        [.. (await FetchAsync(ManyIds.Require(ids), cancellationToken)).Values.Select(MongoDocument.Read)];

    /// <inheritdoc/>
    public Task<IReadOnlyList<PayoutState>> FindByHeleketAsync(IReadOnlyList<string> uuids, CancellationToken cancellationToken) =>
        MongoScans.ByHeleketAsync(_payouts, ManyIds.Require(uuids), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PayoutState>> ScanAsync(PayoutScan scan, CancellationToken cancellationToken) =>
        MongoScans.PageAsync(_payouts, scan, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<FundsSum>> SumFundsAsync(string account, string asset, CancellationToken cancellationToken) =>
        MongoScans.SumFundsAsync(_payouts, account, asset, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<WriteOutcome>> WriteAsync(IReadOnlyList<PayoutWrite> batch, CancellationToken cancellationToken) =>
        _writer.WriteAsync(batch, cancellationToken);

    /// <inheritdoc/>
    public async Task<PayoutPage> QueryAsync(PayoutQuery query, CancellationToken cancellationToken)
    {
        using var cursor = await _payouts.FindAsync(MongoQueries.Filter(query), MongoQueries.PageOptions(query), cancellationToken);
        var found = await cursor.ToListAsync(cancellationToken);
        return SinceOrder.Page(query, found, MongoDocument.Read);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> FindDueAsync(int shard, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        using var cursor = await _payouts.FindAsync(MongoQueries.Due(shard, now), MongoQueries.DueOptions(limit), cancellationToken);
        return (await cursor.ToListAsync(cancellationToken)).ConvertAll(document => document["_id"].AsString);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ParkedPlace>> FindParkedAsync(int shard, ParkedPlace? after, int limit, CancellationToken cancellationToken) =>
        MongoParking.FindAsync(_payouts, shard, after, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<ParkedSum>> SumParkedAsync(CancellationToken cancellationToken) => MongoParking.SumAsync(_payouts, cancellationToken);

    /// <inheritdoc/>
    public async Task<StoreFacts> ReadFactsAsync(CancellationToken cancellationToken) =>
        await new MongoFacts(_database, _unmoved).ReadAsync(await SinceOrder.OldestUnknownAsync(this, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<ClientStats> ReadStatsAsync(string clientId, CancellationToken cancellationToken) =>
        _statistics.ReadAsync(clientId, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<SeriesPoint>> ReadSeriesAsync(string clientId, SeriesQuery query, CancellationToken cancellationToken) =>
        _statistics.ReadSeriesAsync(clientId, query, cancellationToken);

    /// <inheritdoc/>
    public Task<int> PruneSeriesAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        MongoSeries.PruneAsync(_database, before, limit, cancellationToken);

    /// <inheritdoc/>
    public async Task<int> FoldStatsAsync(int limit, CancellationToken cancellationToken)
    {
        await _oldChanges.TakeOverAsync(cancellationToken);
        return await _fold.FoldAsync(limit, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<EventPage> ReadEventsAsync(EventPosition? after, int limit, CancellationToken cancellationToken) =>
        _events.ReadAsync(after, limit, isMoving: true, cancellationToken);

    /// <summary>The same, without moving events to their places first: nothing is written.</summary>
    internal Task<EventPage> ReadMovedEventsAsync(EventPosition? after, int limit, CancellationToken cancellationToken) =>
        _events.ReadAsync(after, limit, isMoving: false, cancellationToken);

    /// <inheritdoc/>
    public Task<EventPosition> ReadEndOfEventsAsync(CancellationToken cancellationToken) => _events.ReadEndAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<EventRow>> FindEventsAsync(string payoutId, long version, CancellationToken cancellationToken) =>
        _events.FindAsync(payoutId, version, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredPayout>> ReadRowsAsync(string after, int limit, CancellationToken cancellationToken) =>
        MongoConnection.WithinAsync(_limit, token => MongoRows.AfterAsync(_payouts, after, limit, token), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredPayout>> FindRowsAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        MongoConnection.WithinAsync(_limit, token => MongoRows.OfAsync(_payouts, ids, token), cancellationToken);

    /// <inheritdoc/>
    public Task<int> PruneEventsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        _events.PruneAsync(before, limit, cancellationToken);

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellationToken) =>
        MongoConnection.WithinAsync(_limit, token => MongoSchema.ProbeAsync(_database, token), cancellationToken);

    /// <inheritdoc/>
    public Task<string?> ReadDocumentsIdAsync(CancellationToken cancellationToken) =>
        MongoConnection.WithinAsync(_limit, token => MongoBinding.ReadAsync(_database, token), cancellationToken);

    /// <inheritdoc/>
    public Task<string> BindDocumentsAsync(string documentsId, bool replace, CancellationToken cancellationToken) =>
        MongoConnection.WithinAsync(_limit, token => MongoBinding.BindAsync(_database, documentsId, replace, token), cancellationToken);

    /// <summary>Closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _reads.DisposeAsync();
        _client.Dispose();
    }

    // A standalone server has no other member to lag behind, and rejects the read concern.
    private IMongoCollection<BsonDocument> LinearizablePayouts =>
        MongoTopology.IsStandalone(_client.Cluster.Description) ? _payouts : _payouts.WithReadConcern(ReadConcern.Linearizable);

    private Task<Dictionary<string, BsonDocument>> FetchAsync(string[] ids, CancellationToken cancellationToken) => MongoConnection.WithinAsync(
        _limit,
        async token =>
        {
            var options = new FindOptions<BsonDocument> { BatchSize = ids.Length, MaxTime = MongoConnection.ReadLimit };
            using var cursor = await LinearizablePayouts.FindAsync(MongoQueries.Read(ids), options, token);
            return (await cursor.ToListAsync(token)).ToDictionary(document => document["_id"].AsString, StringComparer.Ordinal);
        },
        cancellationToken);
}
