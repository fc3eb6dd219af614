using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Storage.Sqlite;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Sqlite;

/// <summary>No statement may read every payout, by SQLite's own query plans.</summary>
public sealed partial class SqlitePlanTests : IAsyncLifetime
{
    private readonly SqliteFile _file = new();
    private IPayoutStore _store = null!;
    private SqliteConnection _connection = null!;

    // By number alone where there is no index.
    public static TheoryData<string, string> Queries => new()
    {
        { "global", "INTEGER PRIMARY KEY (" },
        { "client", "INDEX payouts_client (client_id=? AND " },
        { "client and status", "INDEX payouts_client (client_id=? AND " },
        { "status", "INDEX payouts_status (status=? AND " },
        { "status and asset", "INDEX payouts_status (status=? AND " },
        { "attention", "INDEX payouts_attention (needs_attention=? AND " },
        { "heleket", "INDEX payouts_heleket (heleket_transaction_id=? AND " },
        { "reference", "INDEX payouts_reference (reference=? AND " },
        { "txid", "INDEX payouts_txid (txid=? AND " },
    };

    public static TheoryData<string, string[]> Statements => new()
    {
        { SqliteReader.ReadSql, ["SEARCH payouts USING INDEX sqlite_autoindex_payouts_1 (id=?)"] },
        { SqliteWriter.UpdateSql, ["SEARCH payouts USING INDEX sqlite_autoindex_payouts_1 (id=?)"] },
        { SqliteWriter.HolderSql, ["SEARCH payouts USING INTEGER PRIMARY KEY (rowid=?)"] },
        { SqliteEvents.EndSql, ["SCAN feed", "SCALAR SUBQUERY 1", "SEARCH events"] },
        { SqliteEvents.PageSql, ["SEARCH events USING INTEGER PRIMARY KEY (rowid>?)", "SEARCH payouts USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN"] },
        { SqliteEvents.OfWriteSql, ["SEARCH payouts USING COVERING INDEX sqlite_autoindex_payouts_1 (id=?)", "SEARCH events USING INDEX events_payout (payout=? AND version=?)"] },
        { SqliteEvents.FoldedSql, ["SEARCH events USING INTEGER PRIMARY KEY (rowid<?)", "SCALAR SUBQUERY 1", "SCAN feed"] },
        { SqliteStatistics.Tail, ["SEARCH events USING INTEGER PRIMARY KEY (rowid>?)", "SCALAR SUBQUERY 1", "SCAN feed"] },
        { SqliteStatistics.TailOfOne, ["SEARCH events USING INTEGER PRIMARY KEY (rowid>?)", "SCALAR SUBQUERY 1", "SCAN feed"] },
        {
            SqliteSeries.ReadSql,
            [
                "CO-ROUTINE hours", "SETUP", "SCAN CONSTANT ROW", "RECURSIVE STEP", "SCAN hours",
                "SCAN hours", "SEARCH series USING PRIMARY KEY (hour=? AND client_id=?)",
            ]
        },
        {
            SqliteSeries.PruneSql,
            ["SEARCH series USING PRIMARY KEY (hour=? AND client_id=? AND asset=? AND status=? AND reason=?)", "LIST SUBQUERY 2", "SEARCH series USING PRIMARY KEY (hour<?)"]
        },
        { SqliteFacts.OldestSql, ["SEARCH payouts USING INDEX payouts_status (status=?)"] },
        { SqliteFacts.LastEventSql, ["SCAN events"] },
        {
            SqliteScans.Created,
            ["SEARCH payouts USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)", "SCALAR SUBQUERY 1", "SEARCH at USING COVERING INDEX sqlite_autoindex_payouts_1 (id=?)"]
        },
        {
            SqliteScans.CreatedOfClient,
            [
                "SEARCH payouts USING INDEX payouts_client (client_id=? AND rowid>? AND rowid<?)", "SCALAR SUBQUERY 1",
                "SEARCH at USING COVERING INDEX sqlite_autoindex_payouts_1 (id=?)",
            ]
        },
        { SqliteScans.Accepted, ["SEARCH payouts USING INDEX payouts_accepted (account=? AND (accepted_at,id)>(?,?) AND accepted_at<?)"] },
        { SqliteScans.Settled, ["SEARCH payouts USING INDEX payouts_settled (account=? AND (settled_at,id)>(?,?) AND settled_at<?)"] },
        { SqliteScans.Funds, ["SEARCH payouts USING INDEX payouts_funds (account=? AND asset=? AND (funds_since,id)>(?,?) AND funds_since<?)"] },
        { SqliteScans.FundsAmounts, ["SEARCH payouts USING INDEX payouts_funds (account=? AND asset=? AND funds_since>?)"] },
        {
            SqliteScans.Many,
            ["SEARCH payouts USING INDEX sqlite_autoindex_payouts_1 (id=?)", "LIST SUBQUERY 1", "SCAN json_each VIRTUAL TABLE INDEX 1:"]
        },
        {
            SqliteScans.ByHeleket,
            ["SEARCH payouts USING INDEX payouts_heleket (heleket_transaction_id=?)", "LIST SUBQUERY 1", "SCAN json_each VIRTUAL TABLE INDEX 1:"]
        },
        { SqliteQueries.Due, ["SEARCH payouts USING INDEX payouts_due (next_action_at<?)"] },
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
    public void A_page_of_a_list_is_read_from_its_place_in_the_order_of_the_list(string name, string path)
    {
        var first = QueryNamed(name);
        var later = first with { After = new PagePosition(A.Start, A.Id("c-1", "k")), CreatedFrom = A.Start.AddDays(-1), CreatedTo = A.Start };

        Assert.All([Plan(SqliteQueries.Page(_connection, first)), Plan(SqliteQueries.Page(_connection, later))], plan => Assert.Equal(
            [
                $"SEARCH payouts USING {path}rowid>? AND rowid<?)",
                "SCALAR SUBQUERY 1",
                "SEARCH at USING COVERING INDEX sqlite_autoindex_payouts_1 (id=?)",
            ],
            plan));
    }

    [Theory]
    [InlineData(null, true, "payouts_attention_since (<expr>>?)")]
    [InlineData(PayoutDetail.Queued, true, "payouts_attention_since (<expr>>?)")]
    [InlineData(PayoutDetail.Queued, null, "payouts_detail_since (detail=? AND <expr>>?)")]
    [InlineData(PayoutDetail.AwaitingApproval, null, "payouts_detail_since (detail=? AND <expr>>?)")]
    [InlineData(PayoutDetail.OutcomeUnknown, false, "payouts_detail_since (detail=? AND <expr>>?)")]
    [InlineData(PayoutDetail.FailedProvisional, null, "payouts_detail_since (detail=? AND <expr>>?)")]
    public void A_page_of_those_who_wait_is_read_from_its_place_in_an_index_of_them_alone(PayoutDetail? detail, bool? attention, string path)
    {
        var first = new PayoutQuery { Detail = detail, NeedsAttention = attention, ClientId = "c-1", Order = PayoutOrder.Since };
        var later = first with { After = new PagePosition(A.Start, A.Id("c-1", "k")), CreatedFrom = A.Start.AddDays(-1) };

        Assert.All(
            [Plan(SqliteQueries.Page(_connection, first)), Plan(SqliteQueries.Page(_connection, later))],
            plan => Assert.Equal([$"SEARCH payouts USING INDEX {path}"], plan));
    }

    [Fact]
    public async Task A_payout_that_waits_for_nobody_has_no_entry_in_the_indexes_of_those_who_wait()
    {
        var states = Enum.GetValues<PayoutDetail>().Select(detail => A.Payout($"{detail}").With(payout => payout with { Detail = detail })).ToList();
        await _store.WriteAsync([.. states.Select(state => PayoutWrite.Of(null, state))], CancellationToken.None);

        Assert.Equal(0, Entries("payouts_attention_since", "needs_attention = 1"));
        Assert.Equal(PayoutQuery.WaitingDetails.Length, Entries("payouts_detail_since", SqliteTables.Waits));
        Assert.Equal(
            PayoutQuery.WaitingDetails.Select(detail => $"detail = '{JsonNamingPolicy.SnakeCaseLower.ConvertName($"{detail}")}'"), SqliteTables.Waits.Split(" OR "));

        long Entries(string index, string where) => _connection.Scalar($"SELECT count(*) FROM payouts INDEXED BY {index} WHERE {where}");
    }

    [Fact]
    public async Task A_payout_has_an_entry_in_the_index_of_a_time_exactly_while_it_has_that_time()
    {
        PayoutState[] states =
        [
            A.Payout("made") with { QueuedSince = A.Start }, ScanContract.Timed(A.Payout("all"), A.Start),
            A.Payout("accepted").With(payout => payout with { AcceptedAt = A.Start }), A.Payout("cancelled").With(payout => payout with { SettledAt = A.Start }),
        ];
        await _store.WriteAsync([.. states.Select(state => PayoutWrite.Of(null, state))], CancellationToken.None);

        Assert.Equal((2, 2, 1), (Entries("accepted", "accepted_at"), Entries("settled", "settled_at"), Entries("funds", "funds_since")));

        long Entries(string index, string column) => _connection.Scalar($"SELECT count(*) FROM payouts INDEXED BY payouts_{index} WHERE {column} IS NOT NULL");
    }

    [Theory]
    [MemberData(nameof(Statements))]
    public void A_statement_finds_its_rows_by_number_or_by_an_index_and_sorts_nothing(string sql, string[] plan) =>
        Assert.Equal(plan, Plan(_connection.Command(sql)));

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

    private static List<string> Plan(SqliteCommand command)
    {
        using var explain = command;
        foreach (var name in Parameter().Matches(explain.CommandText).Select(match => match.Value).Where(name => !explain.Parameters.Contains(name)).Distinct())
        {
            explain.Parameters.AddWithValue(name, 1L);
        }

        explain.CommandText = "EXPLAIN QUERY PLAN " + explain.CommandText;
        using var reader = explain.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
        {
            lines.Add(reader.GetString(3));
        }

        return lines;
    }

    [GeneratedRegex(@"\$\w+")]
    private static partial Regex Parameter();
}
