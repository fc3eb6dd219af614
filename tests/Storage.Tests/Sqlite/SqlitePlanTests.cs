using Microsoft.Data.Sqlite;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Storage.Sqlite;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Sqlite;

/// <summary>No statement may read every payout, by SQLite's own query plans.</summary>
public sealed class SqlitePlanTests : IAsyncLifetime
{
    private readonly SqliteFile _file = new();
    private IPayoutStore _store = null!;
    private SqliteConnection _connection = null!;

    public static TheoryData<string, string, bool> Queries => new()
    {
        { "global", "payouts_created", true },
        { "client", "payouts_client", true },
        { "client and status", "payouts_client", true },
        { "status", "payouts_status", true },
        { "status and asset", "payouts_status", true },
        { "attention", "payouts_attention", true },
        { "heleket", "payouts_heleket", false },
        { "reference", "payouts_reference", true },
        { "txid", "payouts_txid", false },
    };

    public async ValueTask InitializeAsync()
    {
        _store = await _file.OpenAsync();
        _connection = new SqliteConnection($"{_file.ConnectionString};Pooling=False");
        await _connection.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await ((IAsyncDisposable)_store).DisposeAsync();
        await _file.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void A_later_page_of_a_list_starts_at_its_place_in_an_index(string name, string index, bool ordered)
    {
        var query = QueryNamed(name) with { After = new PagePosition(A.Start, A.Id("c-1", "k")), CreatedFrom = A.Start.AddDays(-1) };

        var plan = Plan(SqliteQueries.Page(_connection, query));

        Assert.Contains($"SEARCH payouts USING INDEX {index} (", plan, StringComparison.Ordinal);
        AssertNoScan(plan);
        Assert.Equal(ordered, !plan.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void The_first_page_of_a_list_follows_an_index(string name, string index, bool ordered)
    {
        var plan = Plan(SqliteQueries.Page(_connection, QueryNamed(name)));

        Assert.Contains($" payouts USING INDEX {index}", plan, StringComparison.Ordinal);
        Assert.Equal(ordered, !plan.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    [Fact]
    public void Due_payouts_are_read_from_their_index_alone()
    {
        var plan = Plan(_connection.Command(SqliteQueries.Due, ("$shard", 1), ("$now", 1L), ("$limit", 10)));

        Assert.Contains("SEARCH payouts USING COVERING INDEX payouts_due (shard=? AND next_action_at<?)", plan, StringComparison.Ordinal);
        AssertNoScan(plan);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void Unfolded_payouts_of_a_client_are_searched_in_their_index()
    {
        var plan = Plan(_connection.Command(SqliteStatistics.UnfoldedOfOne, ("$client_id", "c-1"), ("$limit", 10)));

        Assert.Contains("SEARCH payouts USING INDEX payouts_unfolded (client_id=?)", plan, StringComparison.Ordinal);
        AssertNoScan(plan);
    }

    [Theory]
    [InlineData(SqliteStatistics.UnfoldedOfAll)]
    [InlineData(SqliteStatistics.UnfoldedClients)]
    public void Unfolded_payouts_of_all_are_the_whole_of_their_index_which_holds_no_others(string sql)
    {
        var plan = Plan(_connection.Command(sql, ("$limit", 10)));

        Assert.Contains("INDEX payouts_unfolded", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }

    private static PayoutQuery QueryNamed(string name) => name switch
    {
        "client" => new PayoutQuery { ClientId = "c-1" },
        "client and status" => new PayoutQuery { ClientId = "c-1", Status = PayoutStatus.Pending },
        "status" => new PayoutQuery { Status = PayoutStatus.Pending },
        "status and asset" => new PayoutQuery { Status = PayoutStatus.Pending, Asset = "USDT" },
        "attention" => new PayoutQuery { NeedsAttention = true },
        "heleket" => new PayoutQuery { HeleketTransactionId = "h", ClientId = "c-1" },
        "reference" => new PayoutQuery { Reference = "r", ClientId = "c-1", Status = PayoutStatus.Pending },
        "txid" => new PayoutQuery { Txid = "0xAB", ClientId = "c-1", Reference = "r" },
        _ => new PayoutQuery(),
    };

    private static void AssertNoScan(string plan) => Assert.DoesNotContain("SCAN payouts", plan, StringComparison.Ordinal);

    private static string Plan(SqliteCommand command)
    {
        using var explain = command;
        explain.CommandText = "EXPLAIN QUERY PLAN " + explain.CommandText;
        using var reader = explain.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
        {
            lines.Add(reader.GetString(3));
        }

        return string.Join('\n', lines);
    }
}
