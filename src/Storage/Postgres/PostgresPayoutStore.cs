using System.Collections.Immutable;
using Npgsql;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Postgres;

/// <summary>
/// Payouts in PostgreSQL, for any number of silos. Every acknowledged write is on the server's disk
/// (synchronous_commit). Reads and writes go to the server that the connection string names, which must be the primary.
/// </summary>
public sealed class PostgresPayoutStore : IPayoutStore, IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;
    private readonly GroupRead<string> _reads;

    /// <summary>Connects on first use.</summary>
    /// <param name="connectionString">In Npgsql's format.</param>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public PostgresPayoutStore(string connectionString)
    {
        _database = PostgresConnection.Open(connectionString);
        _reads = new GroupRead<string>(ids => FetchAsync(ids, CancellationToken.None));
    }

    /// <inheritdoc/>
    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        await PostgresSchema.Migrations.RunAsync(_database, cancellationToken);
        await PostgresLookups.EnsureAsync(_database, cancellationToken);
        await PostgresBinding.EnsureAsync(_database, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<PayoutState?> ReadAsync(string id, CancellationToken cancellationToken) =>
        await _reads.ReadAsync(id, cancellationToken) is { } document ? PayoutDocument.Read(document) : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PayoutState>> ReadManyAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        [.. (await FetchAsync(ManyIds.Require(ids), cancellationToken)).Values.Select(PayoutDocument.Read)];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PayoutState>> FindByHeleketAsync(IReadOnlyList<string> uuids, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(PostgresScans.ByHeleket);
        command.Parameters.Add(new NpgsqlParameter { Value = ManyIds.Require(uuids).Select(LookupKeys.Uuid).ToArray() });
        return (await command.StringsAsync(cancellationToken)).ConvertAll(PayoutDocument.Read);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PayoutState>> ScanAsync(PayoutScan scan, CancellationToken cancellationToken)
    {
        await using var command = PostgresScans.Page(_database, scan);
        return (await command.StringsAsync(cancellationToken)).ConvertAll(PayoutDocument.Read);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<FundsSum>> SumFundsAsync(string account, string asset, CancellationToken cancellationToken) =>
        PostgresScans.SumFundsAsync(_database, account, asset, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WriteOutcome>> WriteAsync(IReadOnlyList<PayoutWrite> batch, CancellationToken cancellationToken) =>
        await new PostgresWriter(_database).WriteAsync(batch, cancellationToken);

    /// <inheritdoc/>
    public async Task<PayoutPage> QueryAsync(PayoutQuery query, CancellationToken cancellationToken)
    {
        await using var command = PostgresQueries.Page(_database, query);
        var found = await command.StringsAsync(cancellationToken);
        return SinceOrder.Page(query, found, PayoutDocument.Read);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> FindDueAsync(int shard, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        await using var command = PostgresQueries.Due(_database, shard, now, limit);
        return await command.StringsAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ParkedPlace>> FindParkedAsync(int shard, ParkedPlace? after, int limit, CancellationToken cancellationToken) =>
        PostgresParking.FindAsync(_database, shard, after, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<ParkedSum>> SumParkedAsync(CancellationToken cancellationToken) => PostgresParking.SumAsync(_database, cancellationToken);

    /// <inheritdoc/>
    public async Task<StoreFacts> ReadFactsAsync(CancellationToken cancellationToken) =>
        await PostgresFacts.ReadAsync(_database, await SinceOrder.OldestUnknownAsync(this, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<ClientStats> ReadStatsAsync(string clientId, CancellationToken cancellationToken) =>
        new PostgresStatistics(_database).ReadAsync(clientId, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<SeriesPoint>> ReadSeriesAsync(string clientId, SeriesQuery query, CancellationToken cancellationToken) =>
        new PostgresSeries(_database).ReadAsync(clientId, query, cancellationToken);

    /// <inheritdoc/>
    public Task<int> PruneSeriesAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        new PostgresSeries(_database).PruneAsync(before, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<int> FoldStatsAsync(int limit, CancellationToken cancellationToken) => new PostgresStatistics(_database).FoldAsync(limit, cancellationToken);

    /// <inheritdoc/>
    public Task<EventPage> ReadEventsAsync(EventPosition? after, int limit, CancellationToken cancellationToken) =>
        new PostgresEvents(_database).ReadAsync(after, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<EventPosition> ReadEndOfEventsAsync(CancellationToken cancellationToken) => new PostgresEvents(_database).ReadEndAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<EventRow>> FindEventsAsync(string payoutId, long version, CancellationToken cancellationToken) =>
        new PostgresEvents(_database).FindAsync(payoutId, version, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredPayout>> ReadRowsAsync(string after, int limit, CancellationToken cancellationToken) =>
        new PostgresRows(_database).AfterAsync(after, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredPayout>> FindRowsAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        new PostgresRows(_database).OfAsync(ids, cancellationToken);

    /// <inheritdoc/>
    public Task<int> PruneEventsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        new PostgresEvents(_database).PruneAsync(before, limit, cancellationToken);

    /// <inheritdoc/>
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(PostgresSchema.Probe);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<string?> ReadDocumentsIdAsync(CancellationToken cancellationToken) => PostgresBinding.ReadAsync(_database, cancellationToken);

    /// <inheritdoc/>
    public Task<string> BindDocumentsAsync(string documentsId, bool replace, CancellationToken cancellationToken) =>
        PostgresBinding.BindAsync(_database, documentsId, replace, cancellationToken);

    /// <summary>Closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _reads.DisposeAsync();
        await _database.DisposeAsync();
    }

    private async Task<Dictionary<string, string>> FetchAsync(string[] ids, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(PostgresQueries.Read);
        command.Parameters.Add(new NpgsqlParameter { Value = ids });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var documents = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            documents.Add(reader.GetString(0), reader.GetString(1));
        }

        return documents;
    }
}
