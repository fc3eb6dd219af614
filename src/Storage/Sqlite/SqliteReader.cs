using Microsoft.Data.Sqlite;

namespace Payouts.Storage.Sqlite;

/// <summary>A reading connection and its prepared statement.</summary>
internal sealed class SqliteReader : IDisposable
{
    public const string ReadSql = "SELECT document FROM payouts WHERE id = $id";

    private readonly SqliteCommand _read;

    public SqliteReader(SqliteConnection connection)
    {
        Connection = connection;
        _read = connection.Command(ReadSql, ("$id", string.Empty));
        _read.Prepare();
    }

    public SqliteConnection Connection { get; }

    /// <summary>One payout's document, or <see langword="null"/>.</summary>
    public string? ReadDocument(string id)
    {
        _read.Set("$id", id);
        return (string?)_read.ExecuteScalar();
    }

    public void Dispose()
    {
        _read.Dispose();
        Connection.Dispose();
    }
}
