using System.Globalization;
using Npgsql;

namespace Payouts.Silo.Storage.Postgres;

/// <summary>The statements that find payouts, each with an index that has them in order.</summary>
internal static class PostgresQueries
{
    /// <summary>What is due in a shard.</summary>
    public static NpgsqlCommand Due(NpgsqlDataSource database, int shard, DateTimeOffset now, int limit)
    {
        var command = database.CreateCommand($"""
            SELECT id FROM payouts WHERE shard = $1 AND next_action_at <= $2
            ORDER BY next_action_at, id LIMIT {limit.ToString(CultureInfo.InvariantCulture)}
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = (short)shard });
        command.Parameters.Add(new NpgsqlParameter { Value = PostgresCommands.Floor(now) });
        return command;
    }

    /// <summary>One page and one more, newest first.</summary>
    public static NpgsqlCommand Page(NpgsqlDataSource database, PayoutQuery query)
    {
        var command = database.CreateCommand();
        var conditions = new List<string>();
        Equals("client_id", query.ClientId);
        Equals("status", query.Status is { } status ? Words.Of(status) : null);
        Equals("detail", query.Detail is { } detail ? Words.Of(detail) : null);
        Equals("asset", query.Asset);
        Equals("network", query.Network);
        Equals("origin", query.Origin is { } origin ? Words.Of(origin) : null);
        Equals("heleket_transaction_id", query.HeleketTransactionId);
        if (query.NeedsAttention is { } needsAttention)
        {
            // Spelled out, because a parameter could not prove that the partial index has all the rows.
            conditions.Add(needsAttention ? "needs_attention" : "NOT needs_attention");
        }

        if (query.CreatedFrom is { } from)
        {
            conditions.Add($"created_at >= {Next(PostgresCommands.Ceiling(from))}");
        }

        if (query.CreatedTo is { } to)
        {
            conditions.Add($"created_at < {Next(PostgresCommands.Ceiling(to))}");
        }

        if (query.After is { } after)
        {
            conditions.Add($"(created_at, id) < ({Next(PostgresCommands.Floor(after.CreatedAt))}, {Next(after.Id)})");
        }

        // The limit is spelled out too: of a parameter a prepared plan assumes a tenth of all rows, and sorts them.
        command.CommandText = $"""
            SELECT document FROM payouts
            {(conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions))}
            ORDER BY created_at DESC, id DESC LIMIT {(query.Limit + 1).ToString(CultureInfo.InvariantCulture)}
            """;
        return command;

        void Equals(string column, string? value)
        {
            if (value is not null)
            {
                conditions.Add($"{column} = {Next(value)}");
            }
        }

        string Next(object value)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
            return string.Create(CultureInfo.InvariantCulture, $"${command.Parameters.Count}");
        }
    }
}
