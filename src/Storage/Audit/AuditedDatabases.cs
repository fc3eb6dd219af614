using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Payouts;
using Payouts.Storage.Documents;
using Payouts.Storage.Mongo;
using Payouts.Storage.Postgres;
using Payouts.Storage.Sqlite;

namespace Payouts.Storage.Audit;

/// <summary>
/// Opens the databases of a service for the audit alone: nothing is made, migrated, moved or written, and a SQLite file
/// is read beside the process that has it.
/// </summary>
public static class AuditedDatabases
{
    /// <summary>The payouts.</summary>
    /// <param name="connection">As <c>ConnectionStrings__Payouts</c>; which database it is for is told from it.</param>
    /// <exception cref="ArgumentException">It cannot be read.</exception>
    public static IAuditedStore Payouts(string connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return connection.StartsWith("mongodb", StringComparison.Ordinal) ? new MongoAsItIs(new MongoPayoutStore(connection, NullLogger<MongoPayoutStore>.Instance))
            : IsPostgres(connection) ? new PostgresPayoutStore(connection)
            : new SqliteAsItIs(ReadOnly(connection));
    }

    /// <summary>The documents.</summary>
    /// <param name="connection">As <c>ConnectionStrings__Documents</c>, or of a cluster <c>ConnectionStrings__Cluster</c>.</param>
    /// <exception cref="ArgumentException">It cannot be read.</exception>
    public static DocumentLists Documents(string connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return new SqlDocumentLists(IsPostgres(connection) ? new PostgresDocuments(connection) : new SqliteDocuments(connection, SqliteOpenMode.ReadOnly));
    }

    private static bool IsPostgres(string connection) =>
        new DbConnectionStringBuilder { ConnectionString = connection }.Keys.Cast<string>().Any(key => key.ToUpperInvariant() is "HOST" or "SERVER");

    private static string ReadOnly(string connection) => new SqliteConnectionStringBuilder(connection) { Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString;

    private sealed class SqliteAsItIs(string connectionString) : IAuditedStore
    {
        public Task<EventPage> ReadEventsAsync(EventPosition? after, int limit, CancellationToken cancellationToken) =>
            ReadAsync(connection => SqliteEvents.Read(connection, after, limit), cancellationToken);

        public Task<IReadOnlyList<EventRow>> FindEventsAsync(string payoutId, long version, CancellationToken cancellationToken) =>
            ReadAsync(connection => SqliteEvents.Find(connection, payoutId, version), cancellationToken);

        public Task<IReadOnlyList<EventRow>> FindAllEventsAsync(IReadOnlyCollection<string> payoutIds, CancellationToken cancellationToken) =>
            ReadAsync(connection => SqliteEvents.FindAll(connection, payoutIds), cancellationToken);

        public Task<IReadOnlyList<StoredPayout>> ReadRowsAsync(string after, int limit, CancellationToken cancellationToken) =>
            ReadAsync(connection => SqliteRows.After(connection, after, limit), cancellationToken);

        public Task<IReadOnlyList<StoredPayout>> FindRowsAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
            ReadAsync(connection => SqliteRows.Of(connection, ids), cancellationToken);

        private async Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken)
        {
            await using var connection = new SqliteConnection(connectionString);
            await connection.OpenAsync(cancellationToken);
            return read(connection);
        }
    }

    private sealed class MongoAsItIs(MongoPayoutStore store) : IAuditedStore
    {
        public Task<EventPage> ReadEventsAsync(EventPosition? after, int limit, CancellationToken cancellationToken) => store.ReadMovedEventsAsync(after, limit, cancellationToken);

        public Task<IReadOnlyList<EventRow>> FindEventsAsync(string payoutId, long version, CancellationToken cancellationToken) => store.FindEventsAsync(payoutId, version, cancellationToken);

        public Task<IReadOnlyList<EventRow>> FindAllEventsAsync(IReadOnlyCollection<string> payoutIds, CancellationToken cancellationToken) => store.FindAllEventsAsync(payoutIds, cancellationToken);

        public Task<IReadOnlyList<StoredPayout>> ReadRowsAsync(string after, int limit, CancellationToken cancellationToken) => store.ReadRowsAsync(after, limit, cancellationToken);

        public Task<IReadOnlyList<StoredPayout>> FindRowsAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => store.FindRowsAsync(ids, cancellationToken);
    }
}
