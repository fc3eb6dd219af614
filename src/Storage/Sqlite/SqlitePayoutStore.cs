using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Sqlite;

/// <summary>
/// Payouts in one SQLite file: the embedded default, for one process. Every acknowledged write is on disk (WAL,
/// synchronous=FULL). SQLite has no asynchronous I/O: calls run on the caller's thread, and only writers wait for each
/// other.
/// </summary>
/// <param name="connectionString">
/// In the format of Microsoft.Data.Sqlite, naming a file (<c>Data Source=data/payouts.db</c>); its directory is
/// created. Throws <see cref="ArgumentException"/> for an in-memory database.
/// </param>
/// <param name="logger">Receives the error when the file turns out to be corrupt.</param>
public sealed class SqlitePayoutStore(string connectionString, ILogger<SqlitePayoutStore>? logger = null) : IPayoutStore, IAsyncDisposable
{
    private readonly SqliteDatabase _database = new(connectionString, logger);
    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <inheritdoc/>
    public Task InitializeAsync(CancellationToken cancellationToken)
    {
        _database.Open();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<PayoutState?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var document = _database.Read(reader => reader.ReadDocument(id));
        return Task.FromResult(document is null ? null : PayoutDocument.Read(document));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PayoutState>> ReadManyAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        ManyIds.Require(ids);
        return StatesAsync(connection => SqliteScans.Of(connection, SqliteScans.Many, ids), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PayoutState>> FindByHeleketAsync(IReadOnlyList<string> uuids, CancellationToken cancellationToken)
    {
        ManyIds.Require(uuids);
        return StatesAsync(connection => SqliteScans.Of(connection, SqliteScans.ByHeleket, uuids.Select(LookupKeys.Uuid)), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PayoutState>> ScanAsync(PayoutScan scan, CancellationToken cancellationToken) =>
        StatesAsync(connection => SqliteScans.Page(connection, scan), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<FundsSum>> SumFundsAsync(string account, string asset, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_database.Read(reader => SqliteScans.SumFunds(reader.Connection, account, asset)));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WriteOutcome>> WriteAsync(IReadOnlyList<PayoutWrite> batch, CancellationToken cancellationToken) =>
        await WriteAloneAsync(writer => writer.Write(batch), cancellationToken);

    /// <inheritdoc/>
    public Task<PayoutPage> QueryAsync(PayoutQuery query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var found = _database.Read(reader =>
        {
            using var command = SqliteQueries.Page(reader.Connection, query);
            return Strings(command);
        });
        return Task.FromResult(SinceOrder.Page(query, found, PayoutDocument.Read));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> FindDueAsync(int shard, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<string>>(_database.Read(reader =>
        {
            using var command = reader.Connection.Command(
                SqliteQueries.Due, ("$shard", shard), ("$now", now.ToUnixTimeMilliseconds()), ("$limit", limit));
            return Strings(command);
        }));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ParkedPlace>> FindParkedAsync(int shard, ParkedPlace? after, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_database.Read(reader => SqliteParking.Find(reader.Connection, shard, after, limit)));
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<ParkedSum>> SumParkedAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_database.Read(reader => SqliteParking.Sum(reader.Connection)));
    }

    /// <inheritdoc/>
    public async Task<StoreFacts> ReadFactsAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var oldestUnknown = await SinceOrder.OldestUnknownAsync(this, cancellationToken);
        return _database.Read(reader => SqliteFacts.Read(reader.Connection, oldestUnknown));
    }

    /// <inheritdoc/>
    public Task<ClientStats> ReadStatsAsync(string clientId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_database.Read(reader => SqliteStatistics.Read(reader.Connection, clientId)));
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<SeriesPoint>> ReadSeriesAsync(string clientId, SeriesQuery query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_database.Read(reader => SqliteStatistics.ReadSeries(reader.Connection, clientId, query)));
    }

    /// <inheritdoc/>
    public Task<int> FoldStatsAsync(int limit, CancellationToken cancellationToken) =>
        WriteAloneAsync(writer => SqliteStatistics.Fold(writer.Connection, limit), cancellationToken);

    /// <inheritdoc/>
    public Task<EventPage> ReadEventsAsync(EventPosition? after, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_database.Read(reader => SqliteEvents.Read(reader.Connection, after, limit)));
    }

    /// <inheritdoc/>
    public Task<EventPosition> ReadEndOfEventsAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_database.Read(reader => SqliteEvents.End(reader.Connection)));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<EventRow>> FindEventsAsync(string payoutId, long version, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_database.Read(reader => SqliteEvents.Find(reader.Connection, payoutId, version)));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredPayout>> ReadRowsAsync(string after, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_database.Read(reader => SqliteRows.After(reader.Connection, after, limit)));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredPayout>> FindRowsAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_database.Read(reader => SqliteRows.Of(reader.Connection, ids)));
    }

    /// <inheritdoc/>
    public Task<int> PruneEventsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        WriteAloneAsync(writer => SqliteEvents.Prune(writer.Connection, before, limit), cancellationToken);

    /// <inheritdoc/>
    public Task<int> PruneSeriesAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        WriteAloneAsync(writer => SqliteSeries.Prune(writer.Connection, before, limit), cancellationToken);

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellationToken) => WriteAloneAsync(writer => writer.Probe(), cancellationToken);

    /// <inheritdoc/>
    public Task<string?> ReadDocumentsIdAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_database.Read(reader => SqliteBinding.Read(reader.Connection)));
    }

    /// <inheritdoc/>
    public Task<string> BindDocumentsAsync(string documentsId, bool replace, CancellationToken cancellationToken) =>
        WriteAloneAsync(writer => SqliteBinding.Bind(writer.Connection, documentsId, replace), cancellationToken);

    /// <summary>Waits for the running write, closes the file and releases its lock.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync();
        try
        {
            _database.Dispose();
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task<T> WriteAloneAsync<T>(Func<SqliteWriter, T> write, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            return _database.Write(write);
        }
        finally
        {
            _writing.Release();
        }
    }

    private Task<IReadOnlyList<PayoutState>> StatesAsync(Func<SqliteConnection, SqliteCommand> find, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var documents = _database.Read(reader =>
        {
            using var command = find(reader.Connection);
            return Strings(command);
        });
        return Task.FromResult<IReadOnlyList<PayoutState>>(documents.ConvertAll(PayoutDocument.Read));
    }

    private static List<string> Strings(SqliteCommand command)
    {
        using var reader = command.ExecuteReader();
        var strings = new List<string>();
        while (reader.Read())
        {
            strings.Add(reader.GetString(0));
        }

        return strings;
    }
}
