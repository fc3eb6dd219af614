using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Storage.Mongo;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Mongo;

/// <summary>
/// A database of the releases up to 13 is taken over as it is, also while one of them still writes to a server that
/// cannot refuse it: nothing is lost or counted twice (docs/adr/0028).
/// </summary>
public sealed class MongoUpgradeTests : IAsyncLifetime
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly MongoServer _server = new();
    private OldMongoRelease _old = null!;

    public async ValueTask InitializeAsync()
    {
        await _server.CreateAsync();
        _old = new OldMongoRelease(_server.Database);
        await _old.StartAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_fold_of_the_old_release_that_died_after_any_step_is_counted_once(int steps)
    {
        var states = await OldDatabaseAsync(steps);

        await using var store = await OpenAsync();
        await AssertRecountAsync(store, states);
        Assert.Equal(0, await _server.Payouts.CountDocumentsAsync("{ unfolded: true }"));

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
        await _old.WriteAsync(counted);
        await FoldAsync(3);
        var changed = counted.Next(old => old.In(PayoutStatus.Broadcast).With(payout => payout with { NeedsAttention = true, UpdatedAt = A.Start.AddMinutes(1) }));
        await _old.WriteAsync(changed);
        var (created, ended) = (A.Payout("created", createdAt: A.Start.AddMinutes(2)), A.Payout("ended", createdAt: A.Start.AddMinutes(3)));
        await _old.WriteAsync(created);
        await _old.WriteAsync(ended);
        ended = ended.Next(old => old.In(PayoutStatus.Confirmed).With(payout => payout with { UpdatedAt = A.Start.AddMinutes(9) }));
        await _old.WriteAsync(ended);

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
        var states = await OldDatabaseAsync(steps: 2);
        for (var step = 0; step < 24; step++)
        {
            await DiesAsync(step);
        }

        var stores = Enumerable.Range(0, 6).Select(_ => MongoServer.Store(_server.ConnectionString)).ToList();
        await Task.WhenAll(stores.Select(store => Task.Run(() => store.InitializeAsync(CancellationToken.None))));

        await AssertRecountAsync(stores[0], states);
        await Task.WhenAll(stores.Select(store => Task.Run(() => store.FoldStatsAsync(1000, CancellationToken.None))));
        foreach (var store in stores)
        {
            await AssertRecountAsync(store, states);
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task An_old_silo_that_goes_on_folding_late_changes_no_total()
    {
        var states = await OldDatabaseAsync(steps: 0);
        var journal = (await _old.BeginFoldAsync())!;
        await using var store = await OpenAsync();
        var next = states.ConvertAll(state => state.Next(old => old.In(PayoutStatus.Failed)));
        await WriteAsync(store, [.. states.Zip(next, PayoutWrite.Of)]);

        await _old.AddToClientsAsync(journal);
        await _old.MarkAsync(journal);
        await _old.FinishAsync(journal);
        await Assert.ThrowsAsync<KeyNotFoundException>(_old.BeginFoldAsync);

        await store.FoldStatsAsync(1000, CancellationToken.None);
        await AssertRecountAsync(store, next);
        var last = next.ConvertAll(state => state.Next(old => old.In(PayoutStatus.Cancelled)));
        await WriteAsync(store, [.. next.Zip(last, PayoutWrite.Of)]);
        await AssertRecountAsync(store, last);
        Assert.Equal(0, await _server.Payouts.CountDocumentsAsync("{ $or: [{ unfolded: true }, { counted: { $exists: true } }] }"));
    }

    [Fact]
    public async Task An_old_silo_that_no_server_refuses_is_counted_beside_the_new_one_under_load()
    {
        var stored = new PayoutState[24];
        for (var i = 0; i < stored.Length; i++)
        {
            await _old.WriteAsync(stored[i] = A.Payout($"k{i}", client: $"c-{i % 3}"));
        }

        // Each payout is written by the old silo, before the new one starts, meanwhile and after, and then by the new one.
        await using var store = MongoServer.Store(_server.ConnectionString);
        var starting = Task.Run(() => store.InitializeAsync(CancellationToken.None));
        await Task.WhenAll(Enumerable.Range(0, stored.Length).Select(i => Task.Run(async () =>
        {
            for (var change = 1; change <= 12; change++)
            {
                if (change == 1 + (i % 6))
                {
                    await starting;
                }

                var next = stored[i].Next(old => old.In((PayoutStatus)((i + change) % 5)));
                if (change <= 6)
                {
                    Assert.True(await _old.WriteAsync(next));
                }
                else
                {
                    await WriteUntilTakenOverAsync(store, PayoutWrite.Of(stored[i], next));
                }

                stored[i] = next;
            }
        }))).WaitAsync(Timeout);

        await store.FoldStatsAsync(1000, CancellationToken.None);
        await AssertRecountAsync(store, stored);
        while (await store.FoldStatsAsync(7, CancellationToken.None) > 0)
        {
        }

        await AssertRecountAsync(store, stored);
    }

    [Fact]
    public async Task A_write_waits_for_the_old_change_before_it_to_be_taken_over()
    {
        var first = A.Payout("k");
        await _old.WriteAsync(first);
        await using var store = await OpenAsync();
        var changed = first.Next(old => old.In(PayoutStatus.Broadcast));
        Assert.True(await _old.WriteAsync(changed));
        var write = PayoutWrite.Of(changed, changed.Next(old => old.In(PayoutStatus.Confirmed)));

        Assert.Equal([WriteOutcome.Conflict], await store.WriteAsync([write], CancellationToken.None));
        Assert.Equal(2, await store.FoldStatsAsync(10, CancellationToken.None));
        await WriteAsync(store, [write]);

        await AssertRecountAsync(store, [write.State]);
        Assert.Equal(
            ["payout.created", "payout.broadcast", "payout.confirmed"],
            (await store.ReadEventsAsync(null, 10, CancellationToken.None)).Events.Select(stored => stored.Row.Type));
    }

    [Fact]
    public async Task The_rule_holds_for_what_this_release_leaves_and_for_nothing_that_an_old_one_leaves()
    {
        var states = await OldDatabaseAsync(steps: 3);
        var old = await _server.Payouts.CountDocumentsAsync("{}");
        Assert.Equal(0, await _server.Payouts.CountDocumentsAsync(MongoFence.Rule));
        var unfolded = await _server.Payouts.CountDocumentsAsync("{ unfolded: true }");
        Assert.InRange(unfolded, 1, old - 1);

        await using var store = await OpenAsync();
        Assert.Equal(unfolded, await _server.Payouts.CountDocumentsAsync(MongoFence.Rule));
        await store.FoldStatsAsync(1000, CancellationToken.None);
        Assert.Equal(unfolded, await _server.Payouts.CountDocumentsAsync(MongoFence.Rule));
        var touched = states[^1].Next(state => state with { Attempts = 1 });
        Assert.True(await _old.WriteAsync(touched));
        Assert.Equal(unfolded - 1, await _server.Payouts.CountDocumentsAsync(MongoFence.Rule));
        await WriteAsync(store, [.. states.Select(state => PayoutWrite.Of(state, state.Next(next => next.In(PayoutStatus.Failed)))).SkipLast(1)]);
        Assert.Equal(old - 1, await _server.Payouts.CountDocumentsAsync(MongoFence.Rule));
    }

    [Theory]
    [InlineData("counted", "'do-not-tell'")]
    [InlineData("counted", "{ status: 'do-not-tell' }")]
    [InlineData("createdAt", "'do-not-tell'")]
    [InlineData("events", "7")]
    public async Task A_change_that_cannot_be_read_is_taken_over_once_it_is_mended(string member, string damage)
    {
        var (damaged, well) = (A.Payout("damaged"), A.Payout("well"));
        await _old.WriteAsync(damaged);
        await _old.WriteAsync(well);
        var whole = await _server.Payouts.Find(new BsonDocument("_id", damaged.Payout.Id)).SingleAsync();
        await _server.Payouts.UpdateOneAsync(new BsonDocument("_id", damaged.Payout.Id), BsonDocument.Parse($"{{ $set: {{ {member}: {damage} }} }}"));

        await using var store = await OpenAsync();
        await AssertRecountAsync(store, [well]);

        await _server.Payouts.ReplaceOneAsync(new BsonDocument("_id", damaged.Payout.Id), whole);
        await store.FoldStatsAsync(10, CancellationToken.None);
        await AssertRecountAsync(store, [damaged, well]);
    }

    // Payouts of three clients, counted, changed since, changed back, and new; then a fold of so many steps.
    private async Task<List<PayoutState>> OldDatabaseAsync(int steps)
    {
        var states = Enumerable.Range(0, 9).Select(i => A.Payout($"k{i}", client: $"c-{i % 3}", amount: 0.1m + i, createdAt: A.Start.AddMinutes(i))).ToList();
        foreach (var state in states)
        {
            await _old.WriteAsync(state);
        }

        await FoldAsync(4);
        for (var i = 0; i < 6; i++)
        {
            await _old.WriteAsync(states[i] = states[i].Next(old => old.In(PayoutStatus.Broadcast)));
        }

        await FoldAsync(steps);
        for (var i = 3; i < 8; i++)
        {
            await _old.WriteAsync(states[i] = states[i].Next(old => old.In(i == 4 ? PayoutStatus.Pending : PayoutStatus.Confirmed)));
        }

        states.Add(A.Payout("new", client: "c-new"));
        await _old.WriteAsync(states[^1]);
        return states;
    }

    private async Task FoldAsync(int steps)
    {
        if (steps == 0)
        {
            return;
        }

        var journal = (await _old.BeginFoldAsync())!;
        Func<BsonDocument, Task>[] all = [_old.AddToClientsAsync, _old.MarkAsync, _old.FinishAsync];
        foreach (var step in all.Take(steps - 1))
        {
            await step(journal);
        }
    }

    private async Task<MongoPayoutStore> OpenAsync()
    {
        var store = MongoServer.Store(_server.ConnectionString);
        await store.InitializeAsync(CancellationToken.None);
        return store;
    }

    private async Task DiesAsync(int step)
    {
        await using var wire = new Wire(_server.Server);
        var url = new MongoUrlBuilder(_server.ConnectionString)
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

    // A write waits for the change before it to be taken over, which the next fold does.
    private static async Task WriteUntilTakenOverAsync(MongoPayoutStore store, PayoutWrite write)
    {
        while ((await store.WriteAsync([write], CancellationToken.None))[0] != WriteOutcome.Written)
        {
            await store.FoldStatsAsync(5, CancellationToken.None);
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
