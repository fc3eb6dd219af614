using MongoDB.Bson;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Mongo;

/// <summary>What a reader of events is told while something else happens (docs/adr/0028).</summary>
public sealed class MongoFeedTests : ProxiedMongoTest
{
    [Fact]
    public async Task A_reader_of_events_is_not_sent_back_by_a_primary_that_shows_less_than_the_last_one_did()
    {
        await WriteAsync(A.Payout("a"));
        var end = (await Store.ReadEventsAsync(null, 10, CancellationToken.None)).Next;
        var stale = 0;
        Proxy.Answer = (command, answer) =>
        {
            if (command.GetElement(0) is not { Name: "find", Value: { IsString: true } name } || name != "client_crypto_payout_totals"
                || command["readConcern"]["level"] == "linearizable" || stale++ > 0)
            {
                return answer;
            }

            var older = answer["cursor"]["firstBatch"][0].AsBsonDocument;
            (older["end"], older["number"]) = (0L, 0L);
            return new BsonDocument(answer.Elements);
        };

        var page = await Store.ReadEventsAsync(end, 10, CancellationToken.None);

        Assert.NotEqual(0, stale);
        Assert.Equal(end, page.Next);
        Assert.Empty(page.Events);
    }

    [Fact]
    public async Task A_page_from_which_events_are_pruned_while_it_is_read_is_expired_or_read_again_and_never_short()
    {
        for (var i = 0; i < 5; i++)
        {
            await WriteAsync(A.Payout($"k{i}", createdAt: A.Start.AddMinutes(i)));
        }

        var first = (await Store.ReadEventsAsync(null, 1, CancellationToken.None)).Next;
        var isPruned = false;
        Proxy.Answer = (command, answer) =>
        {
            if (command.GetElement(0).Name != "find" || (command["find"] != "client_crypto_payout_events" && !isPruned))
            {
                return answer;
            }

            var documents = answer["cursor"]["firstBatch"].AsBsonArray;
            if (command["find"] == "client_crypto_payout_events")
            {
                isPruned = true;
                answer["cursor"]["firstBatch"] = new BsonArray(documents.Where(document => document["_id"] > 3));
            }
            else if (command["find"] == "client_crypto_payout_totals")
            {
                documents[0]["start"] = 3L;
            }

            return new BsonDocument(answer.Elements);
        };

        var expired = await Store.ReadEventsAsync(first, 10, CancellationToken.None);
        isPruned = false;
        var again = await Store.ReadEventsAsync(null, 10, CancellationToken.None);

        Assert.True(expired.IsExpired);
        Assert.Empty(expired.Events);
        Assert.Equal(3, expired.Next.Number);
        Assert.False(again.IsExpired);
        Assert.Equal([4L, 5L], again.Events.Select(stored => stored.Position.Number));
        Assert.Equal(4, Proxy.Asked("find").Count(find => find["find"] == "client_crypto_payout_events"));
    }

    private async Task WriteAsync(PayoutState state) =>
        Assert.Equal([WriteOutcome.Written], await Store.WriteAsync([PayoutWrite.Of(null, state)], CancellationToken.None));
}
