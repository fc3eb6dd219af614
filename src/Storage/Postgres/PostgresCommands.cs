using Npgsql;
using NpgsqlTypes;

namespace Payouts.Storage.Postgres;

/// <summary>Builds and runs PostgreSQL commands with our types.</summary>
internal static class PostgresCommands
{
    /// <summary>A command with its parameters <c>$1</c>, <c>$2</c>, ….</summary>
    public static NpgsqlCommand Command(this NpgsqlConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(Parameter(value));
        }

        return command;
    }

    /// <summary>A command of a batch with its parameters <c>$1</c>, <c>$2</c>, ….</summary>
    public static NpgsqlBatchCommand BatchCommand(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(Parameter(value));
        }

        return command;
    }

    /// <summary>A parameter; an unsigned number is the id of a transaction, lists of bytes are texts in UTF-8.</summary>
    public static NpgsqlParameter Parameter(object value) => value switch
    {
        ulong => new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlDbType.Xid8 },
        byte[][] => new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
        _ => new NpgsqlParameter { Value = value },
    };

    /// <summary>
    /// Runs a statement, or several without parameters, without a timeout: building an index over all payouts may take
    /// long.
    /// </summary>
    public static async Task ExecuteAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The first column of every row.</summary>
    public static async Task<List<string>> StringsAsync(this NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var strings = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            strings.Add(reader.GetString(0));
        }

        return strings;
    }
}
