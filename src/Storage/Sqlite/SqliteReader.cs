using Microsoft.Data.Sqlite;

namespace Payouts.Storage.Sqlite;

/// <summary>A reading connection and its prepared statement.</summary>
internal sealed class SqliteReader : IDisposable
{
    public const string ReadSql = "SELECT document FROM payouts WHERE id = ?";

    private readonly SqliteStatement _read;

    public SqliteReader(SqliteConnection connection)
    {
        Connection = connection;
        _read = new SqliteStatement(connection, ReadSql);
    }

    public SqliteConnection Connection { get; }

    /// <summary>One payout's document, or <see langword="null"/>.</summary>
    public string? ReadDocument(string id) => _read.Bind(id).RunForText();

    public void Dispose()
    {
        _read.Dispose();
        Connection.Dispose();
    }
}
