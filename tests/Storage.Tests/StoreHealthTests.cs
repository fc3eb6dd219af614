using Microsoft.Extensions.Time.Testing;
using Payouts.Grains.Health;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Harness;
using Payouts.Storage.Tests.Contract;
using Payouts.Storage.Tests.Sqlite;

namespace Payouts.Storage.Tests;

/// <summary>
/// docs/http-api.md, "Health": 503 when the store cannot be written (a probe, at most every 5 s) or has not answered.
/// </summary>
public sealed class StoreHealthTests() : StoreTest(new SqliteFile())
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task However_many_ask_within_five_seconds_the_store_is_probed_once()
    {
        var store = new WatchedStore(Store);
        var health = new StoreHealth(store, _clock);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(health.CheckAsync)));
        _clock.Advance(StoreHealth.Interval - TimeSpan.FromMilliseconds(1));
        await health.CheckAsync();
        Assert.Equal(1, store.Probes);

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await health.CheckAsync();
        Assert.Equal(2, store.Probes);
    }

    [Fact]
    public async Task What_the_store_threw_is_told_to_all_until_a_later_probe_succeeds()
    {
        var store = new WatchedStore(Store) { BeforeProbe = () => throw new IOException("The disk is full.") };
        var health = new StoreHealth(store, _clock);

        await Assert.ThrowsAsync<IOException>(health.CheckAsync);
        await Assert.ThrowsAsync<IOException>(health.CheckAsync);
        Assert.Equal(1, store.Probes);

        store.BeforeProbe = () => Task.CompletedTask;
        _clock.Advance(StoreHealth.Interval);
        await health.CheckAsync();
    }

    [Fact]
    public async Task A_store_that_is_silent_is_told_in_time_and_not_asked_again_before_it_answers()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var store = new WatchedStore(Store) { BeforeProbe = () => gate.Task };
        var health = new StoreHealth(store, _clock);

        var first = health.CheckAsync();
        Assert.False(first.IsCompleted);
        _clock.Advance(StoreHealth.ProbeTimeout);
        await Assert.ThrowsAsync<TimeoutException>(() => first);
        _clock.Advance(StoreHealth.Interval);
        await Assert.ThrowsAsync<TimeoutException>(health.CheckAsync);

        gate.SetResult();
        await Eventually.IsTrueAsync(() => Task.FromResult(health.CheckAsync().IsCompletedSuccessfully), Limit, () => $"Silent after {store.Probes} probes.");
        Assert.InRange(store.Probes, 1, 2);
    }

    [Fact]
    public async Task A_store_that_blocks_its_callers_thread_blocks_nobody_who_asks_for_its_health()
    {
        using var gate = new ManualResetEventSlim();
        var store = new WatchedStore(Store)
        {
            BeforeProbe = () =>
            {
                gate.Wait(Limit);
                return Task.CompletedTask;
            },
        };

        var check = new StoreHealth(store, _clock).CheckAsync();

        Assert.False(check.IsCompleted);
        gate.Set();
        await check;
    }

    [Fact]
    public async Task A_probe_is_no_payout()
    {
        await InsertAsync(A.Payout("k"));

        await Store.ProbeAsync(CancellationToken.None);
        await Store.ProbeAsync(CancellationToken.None);

        Assert.Equal(1, (await Store.ReadStatsAsync(IClientGrain.AllClients, CancellationToken.None)).Payouts);
        Assert.Single((await Store.QueryAsync(new PayoutQuery(), CancellationToken.None)).Payouts);
    }
}
