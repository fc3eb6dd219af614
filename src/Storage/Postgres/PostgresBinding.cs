using Npgsql;

namespace Payouts.Storage.Postgres;

/// <summary>Which documents the payouts of a database are bound to (docs/adr/0026).</summary>
internal static class PostgresBinding
{
    // No payout depends on it and it does not disturb older releases, so it takes no version. One silo at a time: two
    // that create a table at once meet in PostgreSQL's own catalogue, and one fails.
    private const string EnsureTable = """
        SELECT pg_advisory_xact_lock(7209114003);
        CREATE TABLE IF NOT EXISTS bound_documents (one integer PRIMARY KEY CHECK (one = 1), documents_id text NOT NULL)
        """;

    private const string Select = "SELECT documents_id FROM bound_documents WHERE one = 1";

    /// <summary>Creates the table.</summary>
    public static async Task EnsureAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(EnsureTable, cancellationToken);
    }

    /// <summary>The id, or <see langword="null"/>.</summary>
    public static async Task<string?> ReadAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Select);
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Sets the id: if there is none, or anyway if <paramref name="replace"/> says so.</summary>
    /// <returns>The id that is stored now.</returns>
    public static async Task<string> BindAsync(NpgsqlDataSource database, string documentsId, bool replace, CancellationToken cancellationToken)
    {
        var otherwise = replace ? "UPDATE SET documents_id = excluded.documents_id" : "NOTHING";
        await using var command = database.CreateCommand($"INSERT INTO bound_documents VALUES (1, $1) ON CONFLICT (one) DO {otherwise}");
        command.Parameters.Add(new NpgsqlParameter { Value = documentsId });
        await command.ExecuteNonQueryAsync(cancellationToken);
        return (await ReadAsync(database, cancellationToken))!;
    }
}
