using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Tests.Contract;

/// <summary>Several silos on one database: they start at once, write at once and count at once.</summary>
public abstract class SharedServerContract(ServerDatabase database) : IAsyncLifetime
{
    private const int Silos = 8;

    private readonly List<IPayoutStore> _stores = [];

    public async ValueTask InitializeAsync()
    {
        await database.CreateAsync();
        _stores.AddRange(Enumerable.Range(0, Silos).Select(_ => database.StoreAt(database.Server)));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores.OfType<IAsyncDisposable>())
        {
            await store.DisposeAsync();
        }

        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Silos_that_start_at_once_make_one_schema()
    {
        await StartAsync();

        await WriteEachAsync();
        Assert.Equal(Silos, (await _stores[0].QueryAsync(new PayoutQuery(), CancellationToken.None)).Payouts.Length);
    }

    [Fact]
    public async Task A_silo_that_starts_later_changes_nothing()
    {
        await StartAsync();
        await WriteEachAsync();

        await StartAsync();

        Assert.Equal(Silos, (await _stores[0].QueryAsync(new PayoutQuery(), CancellationToken.None)).Payouts.Length);
    }

    [Fact]
    public async Task Thirty_two_writers_in_several_silos_lose_no_update()
    {
        await StartAsync();
        var first = A.Payout("k");
        await WriteAsync(_stores[0], first);

        await Task.WhenAll(Enumerable.Range(0, 32).Select(writer => Task.Run(async () =>
        {
            var store = _stores[writer % Silos];
            for (var done = 0; done < 5;)
            {
                var seen = (await store.ReadAsync(first.Payout.Id, CancellationToken.None))!;
                var next = seen.Next(state => state with { Attempts = state.Attempts + 1 });
                done += (await store.WriteAsync([PayoutWrite.Of(seen, next)], CancellationToken.None))[0] == WriteOutcome.Written ? 1 : 0;
            }
        })));

        var last = (await _stores[^1].ReadAsync(first.Payout.Id, CancellationToken.None))!;
        Assert.Equal(32 * 5, last.Attempts);
        Assert.Equal(1 + (32 * 5), last.Payout.Version);
    }

    [Fact]
    public async Task Of_batches_that_overlap_each_payout_is_written_by_one_silo()
    {
        await StartAsync();
        var payouts = Enumerable.Range(0, 64).Select(i => A.Payout($"k{i}")).ToList();

        for (var version = 0; version < 4; version++)
        {
            var outcomes = await Task.WhenAll(_stores.Select((store, silo) => Task.Run(() => store.WriteAsync(
                [.. payouts.Select(state => new PayoutWrite(At(state, version + 1) with { Attempts = silo }, version, []))],
                CancellationToken.None))));

            for (var i = 0; i < payouts.Count; i++)
            {
                var winner = Assert.Single(Enumerable.Range(0, Silos), silo => outcomes[silo][i] == WriteOutcome.Written);
                var stored = (await _stores[0].ReadAsync(payouts[i].Payout.Id, CancellationToken.None))!;
                Assert.Equal((version + 1, winner), (stored.Payout.Version, stored.Attempts));
            }
        }
    }

    [Fact]
    public async Task Silos_that_fold_at_once_count_each_payout_once()
    {
        await StartAsync();
        var payouts = Enumerable.Range(0, 240).Select(i => A.Payout($"k{i}", client: $"c-{i % 3}", amount: 0.1m)).ToList();
        foreach (var chunk in payouts.Chunk(80))
        {
            await _stores[0].WriteAsync([.. chunk.Select(state => PayoutWrite.Of(null, state))], CancellationToken.None);
        }

        var folded = await Task.WhenAll(_stores.Select(store => Task.Run(async () =>
        {
            var count = 0;
            for (int some; (some = await store.FoldStatsAsync(7, CancellationToken.None)) > 0;)
            {
                count += some;
            }

            return count;
        })));

        Assert.Equal(240, folded.Sum());
        var all = await _stores[0].ReadStatsAsync(IClientGrain.AllClients, CancellationToken.None);
        Assert.Equal([new StatusTotal("USDT", PayoutStatus.Pending, 240, 24.0m)], all.Totals);
        for (var i = 0; i < 3; i++)
        {
            var stats = await _stores[1].ReadStatsAsync($"c-{i}", CancellationToken.None);
            Assert.Equal([new StatusTotal("USDT", PayoutStatus.Pending, 80, 8.0m)], stats.Totals);
        }
    }

    private static PayoutState At(PayoutState state, long version) => state.With(payout => payout with { Version = version });

    private Task StartAsync() =>
        Task.WhenAll(_stores.Select(store => Task.Run(() => store.InitializeAsync(CancellationToken.None))));

    private async Task WriteEachAsync()
    {
        foreach (var (store, i) in _stores.Select((store, i) => (store, i)))
        {
            await WriteAsync(store, A.Payout($"k{i}"));
        }
    }

    private static async Task WriteAsync(IPayoutStore store, PayoutState state) =>
        Assert.Equal([WriteOutcome.Written], await store.WriteAsync([PayoutWrite.Of(null, state)], CancellationToken.None));
}
