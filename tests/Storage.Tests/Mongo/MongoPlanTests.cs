using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Storage.Mongo;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Mongo;

/// <summary>No query may read every payout, by the server's own query plans. Skipped where it explains none.</summary>
public sealed class MongoPlanTests : IAsyncLifetime
{
    private const int Payouts = 1000;
    private const int Limit = 10;

    private readonly MongoServer _server = new();
    private IPayoutStore _store = null!;

    public static TheoryData<string> Queries => ["global", "client", "status", "attention", "reference"];

    public async ValueTask InitializeAsync()
    {
        await _server.CreateAsync();
        _store = await _server.OpenAsync();
        var states = Enumerable.Range(0, Payouts).Select(i => A.Payout($"k{i}", createdAt: A.Start.AddSeconds(i)).With(payout => payout with
        {
            NeedsAttention = true,
            Request = payout.Request with { Reference = "r" },
            Txid = $"{i:x4}",
        }));
        await _store.WriteAsync([.. states.Select(state => PayoutWrite.Of(null, state))], CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var disposable in new object?[] { _store, _server }.OfType<IAsyncDisposable>())
        {
            await disposable.DisposeAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task A_later_page_examines_no_more_payouts_than_it_has(string name)
    {
        var query = (name switch
        {
            "client" => new PayoutQuery { ClientId = "c-1" },
            "status" => new PayoutQuery { Status = PayoutStatus.Pending },
            "attention" => new PayoutQuery { NeedsAttention = true },
            "reference" => new PayoutQuery { Reference = "r" },
            _ => new PayoutQuery(),
        }) with
        { Limit = Limit, After = new PagePosition(A.Start.AddSeconds(Payouts / 2), A.Id("c-1", $"k{Payouts / 2}")) };

        var plan = await ExplainAsync(MongoQueries.Filter(query), MongoQueries.NewestFirst, MongoQueries.IndexFor(query), Limit + 1);

        AssertFollowsItsIndex(plan);
        Assert.InRange(plan["executionStats"]["totalDocsExamined"].ToInt32(), 1, Limit + 2);
    }

    [Fact]
    public async Task A_hash_is_looked_up_in_its_index_in_every_case_it_may_be_written_in()
    {
        var query = new PayoutQuery { Txid = "00AB" };

        var plan = await ExplainAsync(MongoQueries.Filter(query), MongoQueries.NewestFirst, MongoQueries.IndexFor(query), Limit + 1);

        var winning = plan["queryPlanner"]["winningPlan"].ToString()!;
        Assert.Contains("IXSCAN", winning, StringComparison.Ordinal);
        Assert.Equal(1, plan["executionStats"]["totalDocsExamined"].ToInt32());
    }

    [Fact]
    public async Task Due_payouts_are_read_from_their_index_alone()
    {
        var options = MongoQueries.DueOptions(Limit);
        var sort = new BsonDocument { { "nextActionAt", 1 }, { "_id", 1 } };

        var plan = await ExplainAsync(MongoQueries.Due(1, A.Start.AddDays(1)), sort, MongoSchema.Due, Limit, new BsonDocument("_id", 1));

        Assert.NotNull(options.Projection);
        AssertFollowsItsIndex(plan);
        Assert.Equal(0, plan["executionStats"]["totalDocsExamined"].ToInt32());
    }

    [Theory]
    [InlineData(PayoutTime.Created, null)]
    [InlineData(PayoutTime.Created, "c-1")]
    [InlineData(PayoutTime.Accepted, null)]
    [InlineData(PayoutTime.Settled, null)]
    [InlineData(PayoutTime.Funds, null)]
    public async Task A_page_in_the_order_of_a_time_examines_no_more_payouts_than_it_has(PayoutTime by, string? client)
    {
        var timed = Enumerable.Range(0, 100).Select(i => ScanContract.Timed(A.Payout($"t{i}"), A.Start.AddSeconds(i)));
        await _store.WriteAsync([.. timed.Select(state => PayoutWrite.Of(null, state))], CancellationToken.None);
        var scan = ScanContract.Scan(by, client) with { After = new PagePosition(A.Start.AddSeconds(50), A.Id("c-1", "t50")), To = A.Start.AddSeconds(80), Limit = Limit };

        var plan = await ExplainAsync(MongoScans.Filter(scan), MongoScans.OrderOf(scan), MongoScans.IndexFor(scan), Limit);

        AssertFollowsItsIndex(plan);
        Assert.InRange(plan["executionStats"]["totalDocsExamined"].ToInt32(), 1, Limit + 2);
    }

    [Fact]
    public async Task What_operators_ask_first_is_found_by_indexes()
    {
        var oldest = await ExplainAsync(MongoFacts.Open("pending"), MongoFacts.OldestFirst, MongoSchema.ByStatus, limit: 1);

        AssertFollowsItsIndex(oldest);
        Assert.Equal(1, oldest["executionStats"]["totalDocsExamined"].ToInt32());
    }

    [Theory]
    [InlineData(IClientGrain.AllClients)]
    [InlineData("c-1")]
    public async Task Events_that_are_not_moved_are_found_in_their_index(string clientId)
    {
        var few = await ExplainAsync(MongoUnmoved.Filter(clientId), [], MongoSchema.Unmoved, Limit);
        while (await _store.FoldStatsAsync(1000, CancellationToken.None) > 0)
        {
        }

        var none = await ExplainAsync(MongoUnmoved.Filter(clientId), [], MongoSchema.Unmoved, Limit);

        AssertFollowsItsIndex(few);
        Assert.Equal((Limit, 0), (few["executionStats"]["totalDocsExamined"].ToInt32(), none["executionStats"]["totalKeysExamined"].ToInt32()));
    }

    [Fact]
    public async Task Moved_events_are_read_by_place_and_found_by_their_payouts_index()
    {
        await _store.FoldStatsAsync(1000, CancellationToken.None);

        var page = await ExplainAsync(MongoEvents.Between(500, 900), MongoEvents.InOrder, "_id_", Limit, from: MongoCollections.Events);
        var found = await ExplainAsync(MongoEvents.OfWrite(A.Id("c-1", "k7"), 1), MongoEvents.InOrder, MongoSchema.ByPayout, Limit, from: MongoCollections.Events);

        AssertFollowsItsIndex(page);
        Assert.Equal(Limit, page["executionStats"]["totalDocsExamined"].ToInt32());
        Assert.InRange(found["executionStats"]["totalDocsExamined"].ToInt32(), 1, 2);
    }

    [Theory]
    [InlineData(PayoutDetail.Queued, null)]
    [InlineData(PayoutDetail.OutcomeUnknown, null)]
    [InlineData(null, true)]
    public async Task A_later_page_of_those_who_wait_examines_no_more_payouts_than_it_has(PayoutDetail? detail, bool? attention)
    {
        var waiting = Enumerable.Range(0, 100).Select(i => A.Payout($"w{i}").With(payout => payout with { Detail = PayoutDetail.OutcomeUnknown }) with { Since = A.Start.AddSeconds(i) });
        await _store.WriteAsync([.. waiting.Select(state => PayoutWrite.Of(null, state))], CancellationToken.None);
        var query = new PayoutQuery { Detail = detail, NeedsAttention = attention, Order = PayoutOrder.Since, Limit = Limit };
        var page = await _store.QueryAsync(query, CancellationToken.None);

        query = query with { After = page.Next };
        var plan = await ExplainAsync(MongoQueries.Filter(query), MongoQueries.OrderOf(query), MongoQueries.IndexFor(query), Limit + 1);

        AssertFollowsItsIndex(plan);
        Assert.InRange(plan["executionStats"]["totalDocsExamined"].ToInt32(), 1, Limit + 2);
    }

    private static void AssertFollowsItsIndex(BsonDocument plan)
    {
        var winning = plan["queryPlanner"]["winningPlan"].ToString()!;
        Assert.Contains("IXSCAN", winning, StringComparison.Ordinal);
        Assert.DoesNotContain("COLLSCAN", winning, StringComparison.Ordinal);
        Assert.DoesNotContain("\"SORT\"", winning, StringComparison.Ordinal);
    }

    private async Task<BsonDocument> ExplainAsync(BsonDocument filter, BsonDocument sort, string hint, int limit, BsonDocument? projection = null, string from = MongoCollections.Payouts)
    {
        var find = new BsonDocument { { "find", from }, { "filter", filter }, { "sort", sort }, { "limit", limit }, { "hint", hint } };
        find.Add("projection", projection, projection is not null);
        try
        {
            return await _server.Database.RunCommandAsync<BsonDocument>(
                new BsonDocument { { "explain", find }, { "verbosity", "executionStats" } });
        }
        catch (MongoCommandException exception) when (exception.CodeName == "CommandNotFound")
        {
            Assert.Skip($"The server of {MongoServer.Variable} explains no plans: it is not a real MongoDB.");
            throw;
        }
    }
}
