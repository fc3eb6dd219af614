using MongoDB.Bson;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Mongo;

/// <summary>A change of primary between a write and a read must not produce a false result (docs/adr/0022).</summary>
public sealed class MongoFailoverTests : ProxiedMongoTest
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_batch_reads_in_the_session_of_its_write_and_no_earlier_than_that()
    {
        var time = new BsonTimestamp(1_800_000_000, 7);
        Proxy.Answer = (command, answer) => command.GetElement(0).Name == "update" ? new BsonDocument(answer.Elements).Set("operationTime", time) : answer;

        Assert.Equal([WriteOutcome.Written, WriteOutcome.Conflict], await WriteOneOfTwoAsync());

        var update = Proxy.Asked("update").Single(asked => asked["update"] == "client_crypto_payouts");
        var find = FindsOfPayouts().Single();
        Assert.Equal(update["lsid"], find["lsid"]);
        Assert.Equal("majority", find["readConcern"]["level"].AsString);
        Assert.Equal(time, find["readConcern"]["afterClusterTime"]);
        Assert.Equal(3000, find["maxTimeMS"].ToInt32());
    }

    [Fact]
    public async Task An_acknowledged_update_that_the_next_read_does_not_show_is_unknown_and_not_a_conflict()
    {
        Proxy.Answer = (command, answer) =>
        {
            if (command.GetElement(0).Name == "find")
            {
                foreach (var document in answer["cursor"]["firstBatch"].AsBsonArray)
                {
                    document["version"] = 1L;
                }

                return new BsonDocument(answer.Elements);
            }

            return answer;
        };

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(WriteOneOfTwoAsync);

        Assert.Contains("unknown", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(91)]
    [InlineData(11602)]
    public async Task What_was_written_without_the_majoritys_word_is_looked_up(int code)
    {
        var said = 0;
        Proxy.Answer = (command, answer) => command.GetElement(0).Name is "insert" && said++ == 0 ? MongoProxy.WithoutMajority(answer, code) : answer;

        var outcomes = await Store.WriteAsync([new PayoutWrite(A.Payout("a"), 0, []), new PayoutWrite(A.Payout("b"), 0, [])], CancellationToken.None);

        Assert.All(outcomes, outcome => Assert.Equal(WriteOutcome.Written, outcome));
        Assert.InRange(said, 1, 2);
    }

    [Fact]
    public async Task What_the_majority_never_confirms_is_unknown_and_neither_written_nor_a_conflict()
    {
        Proxy.Answer = (command, answer) => command.GetElement(0).Name switch
        {
            "insert" => MongoProxy.WithoutMajority(answer, 64),
            "find" => MongoProxy.Failure(50, "MaxTimeMSExpired"),
            _ => answer,
        };

        await Assert.ThrowsAnyAsync<MongoDB.Driver.MongoException>(
            () => Store.WriteAsync([new PayoutWrite(A.Payout("a"), 0, [])], CancellationToken.None).WaitAsync(Timeout));
    }

    [Fact]
    public async Task A_read_by_id_is_linearizable_where_there_are_members_to_be_behind_and_bounded()
    {
        var hello = await Server.Database.RunCommandAsync<BsonDocument>(new BsonDocument("hello", 1));
        await WriteAsync(A.Payout("a"), 0);

        Assert.NotNull(await Store.ReadAsync(A.Id("c-1", "a"), CancellationToken.None));

        var find = FindsOfPayouts().Single();
        Assert.Equal(hello.Contains("setName") ? "linearizable" : "majority", find["readConcern"]["level"].AsString);
        Assert.False(find["readConcern"].AsBsonDocument.Contains("afterClusterTime"));
        Assert.Equal(3000, find["maxTimeMS"].ToInt32());
        Assert.Equal(["_id"], find["filter"].AsBsonDocument.Names);
    }

    [Fact]
    public async Task Every_other_read_is_of_the_majority_and_bounded_but_for_the_place_that_nobody_may_be_sent_back_from()
    {
        var hello = await Server.Database.RunCommandAsync<BsonDocument>(new BsonDocument("hello", 1));
        await WriteAsync(A.Payout("a"), 0);
        await Store.QueryAsync(new PayoutQuery(), CancellationToken.None);
        await Store.FindDueAsync(1, A.Start, 10, CancellationToken.None);
        await Store.ReadStatsAsync("c-1", CancellationToken.None);
        await Store.FoldStatsAsync(10, CancellationToken.None);
        await Store.ReadEventsAsync(null, 10, CancellationToken.None);
        await Store.FindEventsAsync(A.Id("c-1", "a"), 1, CancellationToken.None);
        await Store.PruneEventsAsync(A.Start, 10, CancellationToken.None);

        var reads = Proxy.Asked("find");
        Assert.InRange(reads.Count, 20, 30);
        Assert.All(reads, read => Assert.Equal("majority", read["readConcern"]["level"].AsString));

        await Store.ReadEndOfEventsAsync(CancellationToken.None);
        await Store.ReadEventsAsync(new EventPosition(0, 0, 7), 10, CancellationToken.None);

        var all = Proxy.Asked("find");
        string[] later = [.. all.Skip(reads.Count).Select(read => read["readConcern"]["level"].AsString)];
        Assert.Equal(hello.Contains("setName") ? 2 : 0, later.Count(level => level == "linearizable"));
        Assert.All(all, read => Assert.Equal(3000, read["maxTimeMS"].ToInt32()));
    }

    [Fact]
    public async Task A_group_of_reads_is_one_round_trip_that_leaves_no_cursor_to_be_lost()
    {
        var states = Enumerable.Range(0, 250).Select(i => A.Payout($"k{i}")).ToList();
        await Store.WriteAsync([.. states.Select(state => new PayoutWrite(state, 0, []))], CancellationToken.None);

        var found = await Task.WhenAll(states.Select(state => Store.ReadAsync(state.Payout.Id, CancellationToken.None)));

        Assert.All(found, Assert.NotNull);
        Assert.Empty(Proxy.Asked("getMore"));
    }

    // The start asks for what older releases left.
    private IEnumerable<BsonDocument> FindsOfPayouts() =>
        Proxy.Asked("find").Where(find => find["find"] == "client_crypto_payouts" && !find["filter"].AsBsonDocument.Contains("unfolded"));

    // The first finds its version, the second does not: the response to the batch does not tell which.
    private async Task<IReadOnlyList<WriteOutcome>> WriteOneOfTwoAsync()
    {
        var (a, b) = (A.Payout("a"), A.Payout("b"));
        await WriteAsync(a, 0);
        await WriteAsync(b, 0);
        return await Store.WriteAsync(
            [new PayoutWrite(a.Next(old => old with { Attempts = 1 }), 1, []), new PayoutWrite(b.Next(old => old).Next(old => old), 2, [])],
            CancellationToken.None);
    }

    private async Task WriteAsync(PayoutState state, long expectedVersion) =>
        Assert.Equal([WriteOutcome.Written], await Store.WriteAsync([new PayoutWrite(state, expectedVersion, expectedVersion == 0 ? PayoutEvents.Of(null, state.Payout) : [])], CancellationToken.None));
}
