using Npgsql;

namespace Payouts.Throughput.Limits;

/// <summary>Reads the payouts in a database, past the service.</summary>
internal sealed class Stored(string connectionString)
{
    private const string All = "SELECT id, status FROM payouts";
    private const string Open = "SELECT count(*) FROM payouts WHERE status IN ('pending', 'broadcast') AND created_at >= $1 AND created_at < $2";
    private const string Written = "SELECT coalesce(sum(version), 0)::bigint FROM payouts";

    /// <summary>The status of each, by id.</summary>
    public Task<Dictionary<string, string>> StatusesAsync() => RunAsync(All, [], async reader =>
    {
        var statuses = new Dictionary<string, string>();
        while (await reader.ReadAsync())
        {
            statuses.Add(reader.GetString(0), reader.GetString(1));
        }

        return statuses;
    });

    /// <summary>How many that were created in a span of time are not final yet.</summary>
    public Task<long> CountOpenAsync(DateTimeOffset from, DateTimeOffset to) => RunAsync(Open, [from, to], FirstAsync);

    /// <summary>How often payouts were written so far.</summary>
    public Task<long> CountWritesAsync() => RunAsync(Written, [], FirstAsync);

    private static async Task<long> FirstAsync(NpgsqlDataReader reader) => await reader.ReadAsync() ? reader.GetInt64(0) : 0;

    private async Task<T> RunAsync<T>(string sql, object[] parameters, Func<NpgsqlDataReader, Task<T>> read)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        await using var reader = await command.ExecuteReaderAsync();
        return await read(reader);
    }
}
