using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Storage.Mongo;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Mongo;

/// <summary>
/// A silo of the releases up to 13 that goes on beside ours, on a server that does not refuse it: what it writes is
/// noticed, and what it folds changes nothing (docs/adr/0028).
/// </summary>
public sealed class MongoOldSiloTests : OldMongoTest
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task An_old_silo_that_goes_on_folding_late_changes_no_total()
    {
        var states = await Old.FillAsync(steps: 0);
        var journal = (await Old.BeginFoldAsync())!;
        await using var store = await OpenAsync();
        var next = states.ConvertAll(state => state.Next(old => old.In(PayoutStatus.Failed)));
        await WriteAsync(store, [.. states.Zip(next, PayoutWrite.Of)]);

        await Old.AddToClientsAsync(journal);
        await Old.MarkAsync(journal);
        await Old.FinishAsync(journal);
        await Assert.ThrowsAsync<KeyNotFoundException>(Old.BeginFoldAsync);

        await store.FoldStatsAsync(1000, CancellationToken.None);
        await AssertRecountAsync(store, next);
        var last = next.ConvertAll(state => state.Next(old => old.In(PayoutStatus.Cancelled)));
        await WriteAsync(store, [.. next.Zip(last, PayoutWrite.Of)]);
        await AssertRecountAsync(store, last);
        Assert.Equal(0, await Server.Payouts.CountDocumentsAsync("{ $or: [{ unfolded: true }, { counted: { $exists: true } }] }"));
    }

    [Fact]
    public async Task An_old_silo_that_no_server_refuses_is_counted_beside_the_new_one_under_load()
    {
        var stored = new PayoutState[24];
        for (var i = 0; i < stored.Length; i++)
        {
            await Old.WriteAsync(stored[i] = A.Payout($"k{i}", client: $"c-{i % 3}"));
        }

        // Each payout is written by the old silo, before the new one starts, meanwhile and after, and then by the new one.
        await using var store = MongoServer.Store(Server.ConnectionString);
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
                    Assert.True(await Old.WriteAsync(next));
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
        await Old.WriteAsync(first);
        await using var store = await OpenAsync();
        var changed = first.Next(old => old.In(PayoutStatus.Broadcast));
        Assert.True(await Old.WriteAsync(changed));
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
        var states = await Old.FillAsync(steps: 3);
        var old = await Server.Payouts.CountDocumentsAsync("{}");
        Assert.Equal(0, await Server.Payouts.CountDocumentsAsync(MongoCollections.Rule));
        var unfolded = await Server.Payouts.CountDocumentsAsync("{ unfolded: true }");
        Assert.InRange(unfolded, 1, old - 1);

        await using var store = await OpenAsync();
        Assert.Equal(unfolded, await Server.Payouts.CountDocumentsAsync(MongoCollections.Rule));
        await store.FoldStatsAsync(1000, CancellationToken.None);
        Assert.Equal(unfolded, await Server.Payouts.CountDocumentsAsync(MongoCollections.Rule));
        var touched = states[^1].Next(state => state with { Attempts = 1 });
        Assert.True(await Old.WriteAsync(touched));
        Assert.Equal(unfolded - 1, await Server.Payouts.CountDocumentsAsync(MongoCollections.Rule));
        await WriteAsync(store, [.. states.Select(state => PayoutWrite.Of(state, state.Next(next => next.In(PayoutStatus.Failed)))).SkipLast(1)]);
        Assert.Equal(old - 1, await Server.Payouts.CountDocumentsAsync(MongoCollections.Rule));
    }

    private async Task<MongoPayoutStore> OpenAsync()
    {
        var store = MongoServer.Store(Server.ConnectionString);
        await store.InitializeAsync(CancellationToken.None);
        return store;
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
