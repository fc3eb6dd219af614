using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Mongo;

/// <summary>
/// A fold that dies after any of its steps leaves totals that read exactly, and that the next fold completes
/// (docs/adr/0010).
/// </summary>
public sealed class MongoFoldTests : IAsyncLifetime
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly MongoServer _server = new();
    private IPayoutStore _direct = null!;
    private List<PayoutState> _payouts =
        [.. Enumerable.Range(0, 9).Select(i => A.Payout($"k{i}", client: $"c-{i % 3}", asset: i < 4 ? "BTC" : "USDT", amount: 0.1m + i, createdAt: A.Start.AddMinutes(i)))];

    public async ValueTask InitializeAsync()
    {
        await _server.CreateAsync();
        _direct = await _server.OpenAsync();
        await WriteAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var disposable in new object?[] { _direct, _server }.OfType<IAsyncDisposable>())
        {
            await disposable.DisposeAsync();
        }
    }

    [Fact]
    public async Task Totals_are_exact_after_a_fold_that_died_at_any_step()
    {
        var diedInTheMiddle = 0;
        for (var step = 0; step < 14; step++)
        {
            if (await DiesAsync(step) && await IsCarriedOutPartlyAsync())
            {
                diedInTheMiddle++;
            }

            await AssertRecountAsync();
            _payouts = [.. _payouts.Select((state, i) => state.Next(old => old.In((PayoutStatus)((step + i) % 5))))];
            await WriteAsync();
            await AssertRecountAsync();
        }

        Assert.InRange(diedInTheMiddle, 2, 14);
        while (await _direct.FoldStatsAsync(100, CancellationToken.None) > 0)
        {
        }

        Assert.False(await IsCarriedOutPartlyAsync());
        await AssertRecountAsync();
    }

    // A new process each time: its connections go through a wire that is cut for good at the response to its step,
    // where the process ends.
    private async Task<bool> DiesAsync(int step)
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
        var dying = wire.CutAtTheAnswerTo(bytes: 1, passing: step).ContinueWith(_ => death.CancelAsync(), TaskScheduler.Default).Unwrap();
        var folding = store.FoldStatsAsync(100, death.Token);
        try
        {
            await folding.WaitAsync(Timeout);
            return false;
        }
        catch (Exception exception) when (exception is MongoException or OperationCanceledException)
        {
            await dying.WaitAsync(Timeout);
            return true;
        }
    }

    private async Task<bool> IsCarriedOutPartlyAsync()
    {
        var journal = await _server.Database.GetCollection<BsonDocument>("client_crypto_payout_totals")
            .Find(new BsonDocument("_id", IClientGrain.AllClients)).FirstOrDefaultAsync();
        return journal?.Contains("moves") == true;
    }

    private async Task WriteAsync() => Assert.All(
        await _direct.WriteAsync([.. _payouts.Select(state => new PayoutWrite(state, state.Payout.Version - 1, []))], CancellationToken.None),
        outcome => Assert.Equal(WriteOutcome.Written, outcome));

    private async Task AssertRecountAsync()
    {
        foreach (var client in new[] { IClientGrain.AllClients, "c-0", "c-1", "c-2" })
        {
            var payouts = _payouts.Select(state => state.Payout)
                .Where(payout => client == IClientGrain.AllClients || payout.Request.ClientId == client).ToList();
            var expected = payouts.GroupBy(payout => (payout.Request.Asset, payout.Status))
                .OrderBy(group => group.Key.Asset, StringComparer.Ordinal).ThenBy(group => group.Key.Status)
                .Select(group => new StatusTotal(group.Key.Asset, group.Key.Status, group.Count(), group.Sum(payout => payout.Request.Amount)));

            var stats = await _direct.ReadStatsAsync(client, CancellationToken.None);

            Assert.Equal(expected, stats.Totals);
            Assert.Equal(payouts.Count, stats.Payouts);
            Assert.Equal(payouts.Min(payout => payout.CreatedAt), stats.FirstPayoutAt);
            Assert.Equal(payouts.Max(payout => payout.CreatedAt), stats.LastPayoutAt);
        }
    }
}
