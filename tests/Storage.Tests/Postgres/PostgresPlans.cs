using Npgsql;
using Payouts.Storage.Postgres;

namespace Payouts.Storage.Tests.Postgres;

/// <summary>Asks PostgreSQL how it would carry out a command.</summary>
internal sealed class PostgresPlans(NpgsqlDataSource database)
{
    /// <summary>
    /// The plan for the command's values, and the one that a prepared statement may use for all values.
    /// </summary>
    public async Task<string[]> OfAsync(Func<NpgsqlCommand> command)
    {
        await using var special = command();
        special.CommandText = $"EXPLAIN {special.CommandText}";
        var forValues = string.Join('\n', await special.StringsAsync(CancellationToken.None));

        await using var connection = await database.OpenConnectionAsync();
        await using var general = command();
        var types = string.Join(", ", general.Parameters.Select(parameter => TypeOf(parameter.Value!)));
        await connection.ExecuteAsync(
            $"SET plan_cache_mode = force_generic_plan; PREPARE p {(types.Length > 0 ? $"({types})" : "")} AS {general.CommandText}", CancellationToken.None);
        var nulls = string.Join(", ", Enumerable.Repeat("NULL", general.Parameters.Count));
        await using var explain = connection.Command($"EXPLAIN EXECUTE p {(nulls.Length > 0 ? $"({nulls})" : "")}");
        var forAny = string.Join('\n', await explain.StringsAsync(CancellationToken.None));
        await connection.ExecuteAsync("DEALLOCATE p; RESET plan_cache_mode", CancellationToken.None);
        return [forValues, forAny];
    }

    /// <summary>A command of one statement and its values.</summary>
    public NpgsqlCommand Command(string sql, params ReadOnlySpan<object> values) => FromBatch(PostgresCommands.BatchCommand(sql, values));

    /// <summary>A command of its own of one that belongs to a batch.</summary>
    public NpgsqlCommand FromBatch(NpgsqlBatchCommand batched)
    {
        var command = database.CreateCommand(batched.CommandText);
        foreach (NpgsqlParameter parameter in batched.Parameters)
        {
            command.Parameters.Add(PostgresCommands.Parameter(parameter.Value!));
        }

        return command;
    }

    private static string TypeOf(object value) => value switch
    {
        string => "text",
        short => "smallint",
        int => "integer",
        long => "bigint",
        ulong => "xid8",
        Guid => "uuid",
        Guid[] => "uuid[]",
        DateTimeOffset => "timestamptz",
        string[] or byte[][] => "text[]",
        long[] => "bigint[]",
        bool[] => "boolean[]",
        short[] => "smallint[]",
        decimal[] => "numeric[]",
        DateTimeOffset[] or DateTimeOffset?[] => "timestamptz[]",
        _ => throw new ArgumentException($"{value.GetType()} is new here.", nameof(value)),
    };
}
