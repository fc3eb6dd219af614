using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Storage.Mongo;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Mongo;

/// <summary>A database of the releases up to 13 is taken over as it is: nothing is lost or counted twice (docs/adr/0028).</summary>
public sealed class MongoUpgradeTests : OldMongoTest
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_fold_of_the_old_release_that_died_after_any_step_is_counted_once(int steps)
    {
        var states = await Old.FillAsync(steps);

        await using var store = await OpenAsync();
        await AssertRecountAsync(store, states);
        Assert.Equal(0, await Server.Payouts.CountDocumentsAsync("{ unfolded: true }"));

        while (await store.FoldStatsAsync(4, CancellationToken.None) > 0)
        {
        }

        await AssertRecountAsync(store, states);
        await WriteAsync(store, [.. states.Select(state => PayoutWrite.Of(state, state.Next(old => old.In(PayoutStatus.Failed))))]);
        await AssertRecountAsync(store, states.Select(state => state.In(PayoutStatus.Failed)));
    }

    [Fact]
    public async Task What_the_old_release_had_not_counted_becomes_the_event_that_it_stands_for()
    {
        var counted = A.Payout("counted");
        await Old.WriteAsync(counted);
        await Old.FoldAsync(3);
        var changed = counted.Next(old => old.In(PayoutStatus.Broadcast).With(payout => payout with { NeedsAttention = true, UpdatedAt = A.Start.AddMinutes(1) }));
        await Old.WriteAsync(changed);
        var (created, ended) = (A.Payout("created", createdAt: A.Start.AddMinutes(2)), A.Payout("ended", createdAt: A.Start.AddMinutes(3)));
        await Old.WriteAsync(created);
        await Old.WriteAsync(ended);
        ended = ended.Next(old => old.In(PayoutStatus.Confirmed).With(payout => payout with { UpdatedAt = A.Start.AddMinutes(9) }));
        await Old.WriteAsync(ended);

        await using var store = await OpenAsync();

        var rows = (await store.ReadEventsAsync(null, 10, CancellationToken.None)).Events.Select(stored => stored.Row).ToList();
        Assert.Equal(
            [
                PayoutEvents.Of(counted.Payout, changed.Payout)[0],
                PayoutEvents.Of(null, created.Payout)[0],
                PayoutEvents.Of(A.Payout("ended").Payout, ended.Payout)[0] with { Was = null, At = A.Start.AddMinutes(3) },
            ],
            rows);
        Assert.Equal(rows[..1], await store.FindEventsAsync(counted.Payout.Id, 2, CancellationToken.None));
    }

    [Fact]
    public async Task Silos_that_take_over_at_once_and_die_at_any_step_count_everything_once()
    {
        var states = await Old.FillAsync(steps: 2);
        for (var step = 0; step < 24; step++)
        {
            await DiesAsync(step);
        }

        var stores = Enumerable.Range(0, 6).Select(_ => MongoServer.Store(Server.ConnectionString)).ToList();
        await Task.WhenAll(stores.Select(store => Task.Run(() => store.InitializeAsync(CancellationToken.None))));

        await AssertRecountAsync(stores[0], states);
        await Task.WhenAll(stores.Select(store => Task.Run(() => store.FoldStatsAsync(1000, CancellationToken.None))));
        foreach (var store in stores)
        {
            await AssertRecountAsync(store, states);
            await store.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("counted", "'do-not-tell'")]
    [InlineData("counted", "{ status: 'do-not-tell' }")]
    [InlineData("createdAt", "'do-not-tell'")]
    [InlineData("events", "7")]
    public async Task A_change_that_cannot_be_read_is_taken_over_once_it_is_mended(string member, string damage)
    {
        var (damaged, well) = (A.Payout("damaged"), A.Payout("well"));
        await Old.WriteAsync(damaged);
        await Old.WriteAsync(well);
        var whole = await Server.Payouts.Find(new BsonDocument("_id", damaged.Payout.Id)).SingleAsync();
        await Server.Payouts.UpdateOneAsync(new BsonDocument("_id", damaged.Payout.Id), BsonDocument.Parse($"{{ $set: {{ {member}: {damage} }} }}"));

        await using var store = await OpenAsync();
        await AssertRecountAsync(store, [well]);

        await Server.Payouts.ReplaceOneAsync(new BsonDocument("_id", damaged.Payout.Id), whole);
        await store.FoldStatsAsync(10, CancellationToken.None);
        await AssertRecountAsync(store, [damaged, well]);
    }

    private async Task<MongoPayoutStore> OpenAsync()
    {
        var store = MongoServer.Store(Server.ConnectionString);
        await store.InitializeAsync(CancellationToken.None);
        return store;
    }

    private async Task DiesAsync(int step)
    {
        await using var wire = new Wire(Server.Server);
        var url = new MongoUrlBuilder(Server.ConnectionString)
        {
            Server = new MongoServerAddress(wire.EndPoint.Host, wire.EndPoint.Port),
            DirectConnection = true,
            ServerSelectionTimeout = Timeout,
        };
        await using var store = MongoServer.Store(url.ToString());
        Assert.Empty((await store.QueryAsync(new PayoutQuery { ClientId = "none" }, CancellationToken.None)).Payouts);
        using var death = new CancellationTokenSource();
        _ = wire.CutAtTheAnswerTo(bytes: 1, passing: step).ContinueWith(_ => death.CancelAsync(), TaskScheduler.Default);
        try
        {
            await store.InitializeAsync(death.Token).WaitAsync(Timeout);
        }
        catch (Exception exception) when (exception is MongoException or OperationCanceledException)
        {
            Assert.True(death.IsCancellationRequested || exception is MongoException);
        }
    }

    private static async Task WriteAsync(MongoPayoutStore store, IReadOnlyList<PayoutWrite> writes) =>
        Assert.All(await store.WriteAsync(writes, CancellationToken.None), outcome => Assert.Equal(WriteOutcome.Written, outcome));

    private static async Task AssertRecountAsync(MongoPayoutStore store, IEnumerable<PayoutState> states)
    {
        foreach (var client in new[] { IClientGrain.AllClients, "c-0", "c-1", "c-2", "c-new" })
        {
            Recount.AssertEqual(states, client, await store.ReadStatsAsync(client, CancellationToken.None));
        }
    }
}
