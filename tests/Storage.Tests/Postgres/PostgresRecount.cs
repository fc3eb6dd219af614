using Npgsql;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Tests.Postgres;

/// <summary>Counts the rows of the table, by a statement of its own.</summary>
internal static class PostgresRecount
{
    private const string Totals = """
        SELECT coalesce(client_id, '*'), format('%s %s: %s, %s', asset, status, count(*), trim_scale(sum(amount)))
        FROM payouts GROUP BY GROUPING SETS ((client_id, asset, status), (asset, status)) ORDER BY 1, 2
        """;

    private const string Clients = "SELECT coalesce(client_id, '*'), count(*), min(created_at), max(created_at) FROM payouts GROUP BY GROUPING SETS ((client_id), ()) ORDER BY 1";

    /// <summary>The statistics of every client and of all are those of the table; nothing is written meanwhile.</summary>
    public static async Task AssertIsWhatIsCountedAsync(IPayoutStore store, string connectionString)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        var totals = await ReadAsync(database, Totals, row => (Client: row.GetString(0), Text: row.GetString(1)));
        var clients = await ReadAsync(
            database, Clients, row => (Client: row.GetString(0), Count: row.GetInt64(1), First: row.GetFieldValue<DateTimeOffset>(2), Last: row.GetFieldValue<DateTimeOffset>(3)));
        Assert.Contains(clients, client => client.Client == IClientGrain.AllClients);
        foreach (var (client, count, first, last) in clients)
        {
            var stats = await store.ReadStatsAsync(client, CancellationToken.None);
            Assert.Equal((count, first, last), (stats.Payouts, stats.FirstPayoutAt, stats.LastPayoutAt));
            Assert.Equal(
                totals.Where(total => total.Client == client).Select(total => total.Text),
                stats.Totals.Select(total => $"{total.Asset} {total.Status.ToString().ToLowerInvariant()}: {total.Count}, {total.Amount}").Order(StringComparer.Ordinal));
        }
    }

    /// <summary>All rows that a statement finds.</summary>
    public static async Task<List<T>> ReadAsync<T>(NpgsqlDataSource database, string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var command = database.CreateCommand(sql);
        await using var row = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await row.ReadAsync())
        {
            rows.Add(read(row));
        }

        return rows;
    }
}
