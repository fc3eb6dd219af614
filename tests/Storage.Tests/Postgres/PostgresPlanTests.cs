using Npgsql;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Harness;
using Payouts.Storage.Postgres;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Postgres;

/// <summary>
/// Fifty thousand payouts, so that PostgreSQL has a reason to use its indexes; only a few of them are due, unfolded or
/// noticed.
/// </summary>
public sealed class ManyPayouts : IAsyncLifetime
{
    private readonly PostgresDatabase _schema = new();

    public NpgsqlDataSource Database { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await _schema.CreateAsync();
        await using (await _schema.OpenAsync() as IAsyncDisposable)
        {
        }

        await PostgresForTests.ExecuteAsync(_schema.ConnectionString, """
            INSERT INTO payouts
            SELECT md5(i::text), 1, 'c-' || i % 500, 'k' || i, (ARRAY['BTC', 'TON', 'USDT'])[1 + i % 3], 'TRON', 25.5,
                   (ARRAY['confirmed', 'failed', 'pending'])[1 + i % 3], CASE WHEN i % 1000 > 0 THEN (ARRAY['confirmed', 'failed', 'pending'])[1 + i % 3] END,
                   NULL, 'manual', 'h-' || i, i % 1000 = 0, timestamptz '2026-01-01' + i * interval '1 s',
                   CASE WHEN i % 10 = 0 THEN timestamptz '2026-01-01' + i * interval '1 s' END, i % 16,
                   format('{"format":1,"state":{"payout":{"request":{"reference":"r-%s"},"txid":"%s","filler":"%s"}}}', i, md5(i::text), repeat('x', 700))::json
            FROM generate_series(1, 50000) i;
            ANALYZE payouts
            """);
        Database = PostgresConnection.Open(_schema.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await _schema.DisposeAsync();
    }
}

/// <summary>No statement may read every payout, by PostgreSQL's own query plans for these values and for any.</summary>
public sealed class PostgresPlanTests(ManyPayouts many) : IClassFixture<ManyPayouts>
{
    public static TheoryData<string, string> Queries => new()
    {
        { "global", "payouts_created" },
        { "client", "payouts_client" },
        { "client and status", "payouts_client" },
        { "status", "payouts_status" },
        { "status and asset", "payouts_status" },
        { "attention", "payouts_attention" },
        { "heleket", "payouts_heleket" },
        { "reference", "payouts_reference" },
        { "txid", "payouts_txid" },
        { "txid in Base64", "payouts_txid" },
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task The_first_page_of_a_list_follows_an_index(string name, string index) =>
        await AssertFollowsAsync(QueryNamed(name), index);

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task A_later_page_of_a_list_starts_at_its_place_in_an_index(string name, string index)
    {
        var after = new DateTimeOffset(2026, 1, 1, 6, 0, 0, TimeSpan.Zero);
        await AssertFollowsAsync(QueryNamed(name) with { After = new PagePosition(after, A.Id("c-1", "k")), CreatedFrom = after.AddHours(-5) }, index);
    }

    [Fact]
    public async Task Due_payouts_are_read_in_order_from_their_index_alone()
    {
        foreach (var plan in await PlansAsync(() => PostgresQueries.Due(many.Database, 4, A.Start, 1000)))
        {
            Assert.Contains("Index Only Scan using payouts_due", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Unfolded_payouts_of_a_client_are_searched_in_their_index()
    {
        foreach (var plan in await PlansAsync(() => Command(PostgresStatistics.UnfoldedOf("c-1"), "c-1")))
        {
            Assert.Contains("payouts_unfolded", plan, StringComparison.Ordinal);
            AssertReadsNotAll(plan);
        }
    }

    [Fact]
    public async Task Unfolded_payouts_of_all_are_the_whole_of_their_index_which_holds_no_others()
    {
        foreach (var sql in new[] { PostgresStatistics.UnfoldedOf(IClientGrain.AllClients), PostgresStatistics.UnfoldedClients(100) })
        {
            foreach (var plan in await PlansAsync(() => Command(sql)))
            {
                Assert.Contains("payouts_unfolded", plan, StringComparison.Ordinal);
                AssertReadsNotAll(plan);
            }
        }
    }

    [Fact]
    public async Task A_group_of_updates_finds_each_payout_by_its_id()
    {
        var writes = Enumerable.Range(1, 256).Select(i => new PayoutWrite(A.Payout($"k{i}").Next(state => state), 1, [])).ToArray();

        foreach (var plan in await PlansAsync(() => FromBatch(PostgresWriter.UpdateCommand(writes))))
        {
            Assert.Contains("Index Scan using payouts_pkey", plan, StringComparison.Ordinal);
            AssertReadsNotAll(plan);
        }
    }

    [Fact]
    public async Task A_group_of_look_ups_finds_each_payout_by_its_id()
    {
        var ids = Enumerable.Range(1, 256).Select(i => A.Id("c-1", $"k{i}")).ToArray();

        foreach (var plan in await PlansAsync(() => FromBatch(PostgresCommands.BatchCommand(PostgresQueries.Read, new object[] { ids }))))
        {
            Assert.Contains("Index Scan using payouts_pkey", plan, StringComparison.Ordinal);
            AssertReadsNotAll(plan);
        }
    }

    private async Task AssertFollowsAsync(PayoutQuery query, string index)
    {
        foreach (var plan in await PlansAsync(() => PostgresQueries.Page(many.Database, query)))
        {
            Assert.Contains($"{index} ", plan, StringComparison.Ordinal);
            AssertReadsNotAll(plan);
            Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
        }
    }

    private static void AssertReadsNotAll(string plan) => Assert.DoesNotContain("Seq Scan on payouts", plan, StringComparison.Ordinal);

    /// <summary>
    /// The plan for the command's values, and the one that a prepared statement may use for all values.
    /// </summary>
    private async Task<string[]> PlansAsync(Func<NpgsqlCommand> command)
    {
        await using var special = command();
        special.CommandText = $"EXPLAIN {special.CommandText}";
        var forValues = string.Join('\n', await special.StringsAsync(CancellationToken.None));

        await using var connection = await many.Database.OpenConnectionAsync();
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

    private NpgsqlCommand Command(string sql, params ReadOnlySpan<object> values) => FromBatch(PostgresCommands.BatchCommand(sql, values));

    private NpgsqlCommand FromBatch(NpgsqlBatchCommand batched)
    {
        var command = many.Database.CreateCommand(batched.CommandText);
        foreach (NpgsqlParameter parameter in batched.Parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter.Value });
        }

        return command;
    }

    private static string TypeOf(object value) => value switch
    {
        string => "text",
        short => "smallint",
        DateTimeOffset => "timestamptz",
        string[] => "text[]",
        long[] => "bigint[]",
        bool[] => "boolean[]",
        DateTimeOffset?[] => "timestamptz[]",
        _ => throw new ArgumentException($"{value.GetType()} is new here.", nameof(value)),
    };

    private static PayoutQuery QueryNamed(string name) => name switch
    {
        "client" => new PayoutQuery { ClientId = "c-1" },
        "client and status" => new PayoutQuery { ClientId = "c-1", Status = PayoutStatus.Pending },
        "status" => new PayoutQuery { Status = PayoutStatus.Pending },
        "status and asset" => new PayoutQuery { Status = PayoutStatus.Pending, Asset = "USDT" },
        "attention" => new PayoutQuery { NeedsAttention = true },
        "heleket" => new PayoutQuery { HeleketTransactionId = "h-7", ClientId = "c-1" },
        "reference" => new PayoutQuery { Reference = "r-7", ClientId = "c-1", Status = PayoutStatus.Pending },
        "txid" => new PayoutQuery { Txid = "0xAB", ClientId = "c-1", Reference = "r-7" },
        "txid in Base64" => new PayoutQuery { Txid = "q8Jx/4nT+Zk=" },
        _ => new PayoutQuery(),
    };
}
