using Npgsql;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Harness;
using Payouts.Storage.Postgres;

namespace Payouts.Scale;

/// <summary>Schemas on a private PostgreSQL with its default settings, or on the one that <c>PAYOUTS_TEST_POSTGRES</c> names.</summary>
internal sealed class PostgresTestServer : Server
{
    private const string Analyzed = "EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF, SUMMARY OFF)";
    private const string Unexecuted = "EXPLAIN (COSTS OFF)";

    private readonly PostgresForTests _server = new();
    private readonly Dictionary<string, (string ConnectionString, PostgresPayoutStore Store)> _schemas = [];

    /// <inheritdoc/>
    public override async Task<string> DescribeAsync() =>
        $"PostgreSQL {await ScalarAsync(await PostgresForTests.ServerAsync(), "SELECT current_setting('server_version') || ', shared_buffers ' || current_setting('shared_buffers')")}";

    /// <inheritdoc/>
    public override async Task<IPayoutStore> CreateAsync(string name)
    {
        var connectionString = await PostgresForTests.CreateSchemaAsync();
        var store = new PostgresPayoutStore(connectionString);
        _schemas.Add(name, (connectionString, store));
        await store.InitializeAsync(CancellationToken.None);
        return store;
    }

    /// <inheritdoc/>
    public override async Task SettleAsync(string name)
    {
        await PostgresForTests.ExecuteAsync(_schemas[name].ConnectionString, "VACUUM (ANALYZE) payouts, events");
        await PostgresForTests.ExecuteAsync(_schemas[name].ConnectionString, "CHECKPOINT");
    }

    /// <inheritdoc/>
    public override async Task<string> SizeAsync(string name) =>
        Megabytes(long.Parse(await ScalarAsync(_schemas[name].ConnectionString, "SELECT (pg_total_relation_size('payouts') + pg_total_relation_size('events'))::text"), System.Globalization.CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<(string Call, string Plan)>> PlansAsync(string name, Target target)
    {
        await using var database = PostgresConnection.Open(_schemas[name].ConnectionString);
        var payout = target.Population.At(target.Population.Rows / 2);
        var plans = new List<(string Call, string Plan)>();
        await AddAsync("get by id", PostgresCommands.BatchCommand(PostgresQueries.Read, new object[] { new[] { payout.Payout.Id } }));
        foreach (var (call, query) in Lists(target))
        {
            await using var page = PostgresQueries.Page(database, query);
            plans.Add((call, await ExplainAsync(page, Analyzed)));
        }

        await using (var due = PostgresQueries.Due(database, 1, Population.Now, 50))
        {
            plans.Add(("due in a shard", await ExplainAsync(due, Analyzed)));
        }

        await AddAsync("read a page of events", PostgresCommands.BatchCommand(PostgresEvents.Page, 0, 0UL, 0L, 101));
        await AddAsync("read after the last event", PostgresCommands.BatchCommand(PostgresEvents.Ends));
        await AddAsync("find an event", PostgresCommands.BatchCommand(PostgresEvents.Find, Guid.Parse(payout.Payout.Id), payout.Payout.Version));
        await AddAsync("stats of a client", PostgresCommands.BatchCommand(PostgresStatistics.Read, "u-1"));
        await AddAsync("stats of all", PostgresCommands.BatchCommand(PostgresStatistics.Read, IClientGrain.AllClients));
        await AddAsync("fold", PostgresCommands.BatchCommand(PostgresStatistics.Fold, 1000), Unexecuted);
        await AddAsync("create", PostgresWriter.InsertCommand([PayoutWrite.Of(null, payout)]), Unexecuted);
        await AddAsync("update", PostgresWriter.UpdateCommand([PayoutWrite.Of(payout, Population.Noted(payout))]), Unexecuted);
        return plans;

        async Task AddAsync(string call, NpgsqlBatchCommand batched, string explain = Analyzed)
        {
            await using var command = database.CreateCommand(batched.CommandText);
            foreach (NpgsqlParameter parameter in batched.Parameters)
            {
                command.Parameters.Add(PostgresCommands.Parameter(parameter.Value!));
            }

            plans.Add((call, await ExplainAsync(command, explain)));
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        foreach (var (connectionString, store) in _schemas.Values)
        {
            await store.DisposeAsync();
            await PostgresForTests.DropSchemaAsync(connectionString);
        }

        await _server.DisposeAsync();
    }

    private static async Task<string> ExplainAsync(NpgsqlCommand command, string explain)
    {
        command.CommandText = $"{explain} {command.CommandText}";
        var lines = await command.StringsAsync(CancellationToken.None);
        var planning = lines.FindIndex(line => line.StartsWith("Planning", StringComparison.Ordinal));
        return string.Join('\n', planning < 0 ? lines : lines[..planning]);
    }

    private static async Task<string> ScalarAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
