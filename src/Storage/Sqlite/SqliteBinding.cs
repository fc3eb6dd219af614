using Microsoft.Data.Sqlite;

namespace Payouts.Storage.Sqlite;

/// <summary>Which documents the payouts of a file are bound to (docs/adr/0026).</summary>
internal static class SqliteBinding
{
    /// <summary>No payout depends on it and it does not disturb older releases, so it takes no version.</summary>
    public const string Table = "CREATE TABLE IF NOT EXISTS bound_documents (one INTEGER PRIMARY KEY CHECK (one = 1), documents_id TEXT NOT NULL) STRICT";

    private const string Select = "SELECT documents_id FROM bound_documents";

    /// <summary>The id, or <see langword="null"/>.</summary>
    public static string? Read(SqliteConnection connection)
    {
        using var command = connection.Command(Select);
        return (string?)command.ExecuteScalar();
    }

    /// <summary>Sets the id: if there is none, or anyway if <paramref name="replace"/> says so.</summary>
    /// <returns>The id that is stored now.</returns>
    public static string Bind(SqliteConnection connection, string documentsId, bool replace)
    {
        var otherwise = replace ? "UPDATE SET documents_id = excluded.documents_id" : "NOTHING";
        connection.Execute($"INSERT INTO bound_documents VALUES (1, $id) ON CONFLICT (one) DO {otherwise}", ("$id", documentsId));
        return Read(connection)!;
    }
}
