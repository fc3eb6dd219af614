using System.Data.Common;
using Microsoft.Data.Sqlite;
using Payouts.Storage.Sqlite;

namespace Payouts.Storage.Documents;

/// <summary>Connections to the documents' file, from the driver's pool, each as durable as the first.</summary>
internal sealed class SqliteDocumentSource(string connectionString) : DbDataSource
{
    // Writers wait for each other in SQLite, which looks again within milliseconds; the driver would sleep for 150.
    private const int BusyMilliseconds = 10_000;

    /// <inheritdoc/>
    public override string ConnectionString => connectionString;

    /// <summary>Closes the pool's connections, and with the last of them the file's log.</summary>
    public void Close()
    {
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }

    /// <inheritdoc/>
    protected override DbConnection CreateDbConnection() => new SqliteConnection(connectionString);

    /// <inheritdoc/>
    protected override DbConnection OpenDbConnection()
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            connection.Execute(FormattableString.Invariant($"PRAGMA busy_timeout = {BusyMilliseconds}; PRAGMA synchronous = FULL"));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(OpenDbConnection());
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override ValueTask DisposeAsyncCore()
    {
        Close();
        return base.DisposeAsyncCore();
    }
}
