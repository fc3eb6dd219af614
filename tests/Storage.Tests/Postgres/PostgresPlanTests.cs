using Npgsql;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Storage.Postgres;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Postgres;

/// <summary>No statement may read every payout, by PostgreSQL's own query plans for these values and for any.</summary>
public sealed class PostgresPlanTests(ManyPayouts many) : IClassFixture<ManyPayouts>
{
    private readonly PostgresPlans _plans = new(many.Database);

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

    [Theory]
    [InlineData(null, true, "payouts_attention_since")]
    [InlineData(PayoutDetail.Queued, null, "payouts_detail_since")]
    [InlineData(PayoutDetail.AwaitingApproval, null, "payouts_detail_since")]
    [InlineData(PayoutDetail.OutcomeUnknown, false, "payouts_detail_since")]
    [InlineData(PayoutDetail.FailedProvisional, null, "payouts_detail_since")]
    public async Task A_page_of_those_who_wait_starts_at_its_place_in_an_index_of_them_alone(PayoutDetail? detail, bool? attention, string index)
    {
        var first = new PayoutQuery { Detail = detail, NeedsAttention = attention, ClientId = "c-1", Order = PayoutOrder.Since };
        await AssertFollowsAsync(first, index);

        var later = first with { After = new PagePosition(A.Start, A.Id("c-1", "k")), CreatedFrom = A.Start.AddDays(-1) };
        await AssertFollowsAsync(later, index);
        foreach (var plan in await _plans.OfAsync(() => PostgresQueries.Page(many.Database, later)))
        {
            Assert.Contains("ROW(", plan[plan.IndexOf("Index Cond", StringComparison.Ordinal)..plan.IndexOf("Filter", StringComparison.Ordinal)], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(PayoutTime.Created, null, "payouts_created")]
    [InlineData(PayoutTime.Created, "c-1", "payouts_client")]
    [InlineData(PayoutTime.Accepted, null, "payouts_accepted")]
    [InlineData(PayoutTime.Settled, null, "payouts_settled")]
    [InlineData(PayoutTime.Funds, null, "payouts_funds")]
    public async Task A_page_in_the_order_of_a_time_starts_at_its_place_in_an_index_and_ends_at_its_bound(PayoutTime by, string? client, string index)
    {
        var at = new DateTimeOffset(2026, 1, 1, 6, 0, 0, TimeSpan.Zero);
        var first = ScanContract.Scan(by, client);
        foreach (var scan in new[] { first, first with { From = at, To = at.AddHours(1), After = new PagePosition(at.AddMinutes(1), A.Id("c-1", "k")), Limit = 500 } })
        {
            foreach (var plan in await _plans.OfAsync(() => PostgresScans.Page(many.Database, scan)))
            {
                Assert.Contains($"Index Scan using {index} ", plan, StringComparison.Ordinal);
                Assert.Contains("ROW(", plan, StringComparison.Ordinal);
                Assert.DoesNotContain("Filter", plan, StringComparison.Ordinal);
                Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task What_waits_for_funds_is_summed_up_and_uuids_are_found_by_their_indexes()
    {
        var sums = await _plans.OfAsync(() => _plans.Command(PostgresScans.Funds, Payout.MainAccount, "USDT"));
        var uuids = await _plans.OfAsync(() => _plans.FromBatch(
            PostgresCommands.BatchCommand(PostgresScans.ByHeleket, new object[] { Enumerable.Range(0, 256).Select(i => $"h-{i}").ToArray() })));

        Assert.All(sums, plan => Assert.Matches("Index Scan (using|on) payouts_funds ", plan));
        Assert.All(uuids, plan => Assert.Matches("Index Scan (using|on) payouts_heleket ", plan));
        Assert.All([.. sums, .. uuids], AssertReadsNotAll);
    }

    [Fact]
    public async Task Hours_are_found_one_by_one_and_old_ones_from_the_oldest()
    {
        var day = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);
        foreach (var plan in await _plans.OfAsync(() => _plans.Command(PostgresSeries.Read, "c-1", day, day.AddDays(366), "day", "")))
        {
            AssertBeginsAtItsPlace(plan);
            Assert.Contains("Index Scan using series_pkey", plan, StringComparison.Ordinal);
            Assert.Contains("Index Cond: ((hour = ANY (", plan, StringComparison.Ordinal);
        }

        foreach (var plan in await _plans.OfAsync(() => _plans.Command(PostgresSeries.Prune, day, 1000)))
        {
            Assert.Contains("Tid Scan on series", plan, StringComparison.Ordinal);
            Assert.Contains("Index Cond: (hour < ", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Due_payouts_are_read_in_order_from_their_index_alone()
    {
        foreach (var plan in await _plans.OfAsync(() => PostgresQueries.Due(many.Database, 4, A.Start, 1000)))
        {
            Assert.Contains("Index Only Scan using payouts_due", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("c-1")]
    [InlineData(IClientGrain.AllClients)]
    public async Task Statistics_read_the_events_after_the_mark_alone(string client)
    {
        foreach (var plan in await _plans.OfAsync(() => _plans.Command(PostgresStatistics.Read, client)))
        {
            AssertBeginsAtItsPlace(plan);
        }
    }

    [Fact]
    public async Task A_fold_begins_at_the_mark_and_takes_events_in_their_order()
    {
        foreach (var plan in await _plans.OfAsync(() => _plans.Command(PostgresStatistics.Fold, 1000)))
        {
            AssertBeginsAtItsPlace(plan);
            Assert.DoesNotContain("Sort Key: e.", plan, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Pruning_begins_at_what_was_pruned_and_finds_each_old_event()
    {
        foreach (var plan in await _plans.OfAsync(() => _plans.Command(PostgresEvents.Prune, A.Start, 1000)))
        {
            AssertBeginsAtItsPlace(plan);
            Assert.Contains("Index Cond: ((epoch = old", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Sort Key: e.", plan, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_page_of_events_begins_at_its_place_in_the_order()
    {
        foreach (var plan in await _plans.OfAsync(() => _plans.Command(PostgresEvents.Page, 0, 1200UL, 48_000L, 101)))
        {
            AssertBeginsAtItsPlace(plan);
            Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_end_of_the_events_is_found_from_behind()
    {
        foreach (var plan in await _plans.OfAsync(() => _plans.Command(PostgresEvents.Ends)))
        {
            Assert.Contains("Index Only Scan Backward using events_pkey", plan, StringComparison.Ordinal);
            Assert.Contains("Index Cond: (ROW(epoch, xid) < ROW(", plan, StringComparison.Ordinal);
            AssertReadsNotAll(plan);
            Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_events_of_a_version_are_found_by_it()
    {
        foreach (var plan in await _plans.OfAsync(() => _plans.Command(PostgresEvents.Find, Guid.Parse(A.Id("c-1", "k")), 1L)))
        {
            Assert.Contains("Index Scan using events_payout", plan, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(PostgresFacts.Oldest, "using payouts_status", "pending")]
    [InlineData(PostgresFacts.LastEvent, "Scan Backward using events_pkey")]
    [InlineData(PostgresFacts.FirstUnseen, "using events_pkey")]
    public async Task What_operators_ask_first_is_found_by_indexes_without_a_sort(string sql, string index, params object[] values)
    {
        foreach (var plan in await _plans.OfAsync(() => _plans.Command(sql, values)))
        {
            Assert.Contains(index, plan, StringComparison.Ordinal);
            AssertReadsNotAll(plan);
            Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_group_of_updates_finds_each_payout_by_its_id()
    {
        var writes = Enumerable.Range(1, 256).Select(i => A.Payout($"k{i}")).Select(state => PayoutWrite.Of(state, state.Next(old => old.In(PayoutStatus.Failed)))).ToArray();

        foreach (var plan in await _plans.OfAsync(() => _plans.FromBatch(PostgresWriter.UpdateCommand(writes))))
        {
            Assert.Contains("Index Scan using payouts_pkey", plan, StringComparison.Ordinal);
            AssertReadsNotAll(plan);
            AssertComparesEachEventOnce(plan);
        }
    }

    [Fact]
    public async Task A_group_of_inserts_reads_nothing_stored()
    {
        var writes = Enumerable.Range(1, 256).Select(i => PayoutWrite.Of(null, A.Payout($"k{i}"))).ToArray();

        foreach (var plan in await _plans.OfAsync(() => _plans.FromBatch(PostgresWriter.InsertCommand(writes))))
        {
            Assert.DoesNotContain("Scan on payouts", plan, StringComparison.Ordinal);
            AssertComparesEachEventOnce(plan);
        }
    }

    [Fact]
    public async Task A_group_of_look_ups_finds_each_payout_by_its_id()
    {
        var ids = Enumerable.Range(1, 256).Select(i => A.Id("c-1", $"k{i}")).ToArray();

        foreach (var plan in await _plans.OfAsync(() => _plans.FromBatch(PostgresCommands.BatchCommand(PostgresQueries.Read, new object[] { ids }))))
        {
            Assert.Contains("Index Scan using payouts_pkey", plan, StringComparison.Ordinal);
            AssertReadsNotAll(plan);
        }
    }

    private async Task AssertFollowsAsync(PayoutQuery query, string index)
    {
        foreach (var plan in await _plans.OfAsync(() => PostgresQueries.Page(many.Database, query)))
        {
            Assert.Contains($"{index} ", plan, StringComparison.Ordinal);
            AssertReadsNotAll(plan);
            Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
        }
    }

    private static void AssertReadsNotAll(string plan)
    {
        Assert.DoesNotContain("Seq Scan on payouts", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on events ", plan, StringComparison.Ordinal);
    }

    private static void AssertBeginsAtItsPlace(string plan)
    {
        Assert.Contains("using events_pkey", plan, StringComparison.Ordinal);
        Assert.Contains("Index Cond: (ROW(epoch, xid, \"position\") > ROW(", plan.Replace("((ROW", "(ROW", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("Join Filter", plan, StringComparison.Ordinal);
        AssertReadsNotAll(plan);
    }

    private static void AssertComparesEachEventOnce(string plan) => Assert.Contains("hashed SubPlan", plan, StringComparison.Ordinal);

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
