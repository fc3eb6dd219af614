using System.Collections.Concurrent;
using CsCheck;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Tests.Contract;

/// <summary>Totals are equal to a recount at every moment, folded or not (docs/adr/0027).</summary>
public abstract class StatisticsContract(StoreDatabase database) : StoreTest(database)
{
    private const int KeysPerClient = 6;

    private static readonly decimal[] Amounts = [0.00000001m, 0.1m, 25.5m, 999999999999.99999999m];

    // One step: write the next state of a payout (the first one inserts it), or fold at most so many events.
    private static readonly Gen<Step> SomeStep =
        from kind in Gen.Int[0, 9]
        from client in Gen.Int[0, 2]
        from key in Gen.Int[0, KeysPerClient - 1]
        from status in Gen.Enum<PayoutStatus>()
        from limit in Gen.Int[1, 4]
        select new Step(kind < 2 ? StepKind.Fold : StepKind.Write, client, key, status, limit);

    private readonly ConcurrentDictionary<string, PayoutState> _stored = new();

    [Fact]
    public async Task A_client_nobody_has_paid_has_zeros()
    {
        var stats = await Store.ReadStatsAsync("c-none", CancellationToken.None);

        Assert.Equal("c-none", stats.ClientId);
        Assert.Equal(0, stats.Payouts);
        Assert.Empty(stats.Totals);
        Assert.Null(stats.FirstPayoutAt);
        Assert.Null(stats.LastPayoutAt);
        Assert.Equal(0, await Store.FoldStatsAsync(10, CancellationToken.None));
    }

    [Fact]
    public async Task Totals_equal_a_recount_after_any_sequence_of_writes_and_folds()
    {
        var round = 0;
        await SomeStep.Array[0, 40].SampleAsync(
            async steps =>
            {
                var clients = Enumerable.Range(0, 3).Select(i => $"r{round}-{i}").ToArray();
                round++;
                foreach (var step in steps)
                {
                    await TakeAsync(step, clients);
                    await AssertRecountAsync(clients[step.Client]);
                }

                await AssertRecountAsync(IClientGrain.AllClients);
                await FoldEverythingAsync();
                foreach (var client in clients)
                {
                    await AssertRecountAsync(client);
                }

                await AssertRecountAsync(IClientGrain.AllClients);
            },
            iter: 30,
            threads: 1);
    }

    [Fact]
    public async Task Folding_again_counts_nothing_twice()
    {
        await PutAsync(A.Payout("a"));
        await PutAsync(A.Payout("b").In(PayoutStatus.Confirmed));

        Assert.Equal(2, await Store.FoldStatsAsync(10, CancellationToken.None));
        Assert.Equal(0, await Store.FoldStatsAsync(10, CancellationToken.None));

        await AssertRecountAsync("c-1");
        await AssertRecountAsync(IClientGrain.AllClients);
    }

    [Fact]
    public async Task A_fold_takes_at_most_its_limit_the_oldest_first()
    {
        for (var i = 0; i < 7; i++)
        {
            await PutAsync(A.Payout($"k{i}", client: $"c-{i % 2}"));
        }

        Assert.Equal(5, await Store.FoldStatsAsync(5, CancellationToken.None));
        await AssertRecountAsync("c-0");
        Assert.Equal(2, await Store.FoldStatsAsync(5, CancellationToken.None));
        Assert.Equal(0, await Store.FoldStatsAsync(5, CancellationToken.None));
        await AssertRecountAsync("c-0");
        await AssertRecountAsync("c-1");
        await AssertRecountAsync(IClientGrain.AllClients);
    }

    [Fact]
    public async Task A_change_that_is_no_change_of_status_moves_no_total()
    {
        await PutAsync(A.Payout("k"));
        await PutAsync(_stored[A.Id("c-1", "k")].Next(state => state.With(payout => payout with { Detail = PayoutDetail.OutcomeUnknown, NeedsAttention = true })));
        await AssertRecountAsync("c-1");

        Assert.Equal(3, await Store.FoldStatsAsync(10, CancellationToken.None));
        await AssertRecountAsync("c-1");
        await PutAsync(_stored[A.Id("c-1", "k")].Next(state => state with { Attempts = 1 }));

        Assert.Equal(0, await Store.FoldStatsAsync(10, CancellationToken.None));
    }

    [Fact]
    public async Task A_write_that_conflicts_counts_nothing()
    {
        await PutAsync(A.Payout("k"));
        var stale = A.Payout("k").Next(state => state.In(PayoutStatus.Failed));
        await PutAsync(_stored[A.Id("c-1", "k")].Next(state => state.In(PayoutStatus.Broadcast)));

        Assert.Equal([WriteOutcome.Conflict, WriteOutcome.Conflict], await WriteAsync(Write(stale, 1), Write(A.Payout("missing").Next(state => state), 1)));

        await AssertRecountAsync("c-1");
        await FoldEverythingAsync();
        await AssertRecountAsync("c-1");
    }

    [Fact]
    public async Task Very_many_of_the_greatest_amounts_are_summed_to_the_last_digit()
    {
        const decimal Greatest = 999999999999999999.99999999m;
        await InsertAsync(Enumerable.Range(0, 900).Select(i => A.Payout($"k{i}", amount: Greatest)));

        var unfolded = await Store.ReadStatsAsync("c-1", CancellationToken.None);
        await Store.FoldStatsAsync(1000, CancellationToken.None);
        var folded = await Store.ReadStatsAsync(IClientGrain.AllClients, CancellationToken.None);

        Assert.Equal(
            ["899999999999999999999.999991", "899999999999999999999.999991"],
            new[] { unfolded.Totals[0].Amount.ToString(), folded.Totals[0].Amount.ToString() });
    }

    [Fact]
    public async Task Every_read_beside_writes_and_folds_is_of_one_moment()
    {
        const int Payouts = 40;
        await InsertAsync(Enumerable.Range(0, Payouts).Select(i => A.Payout($"k{i}")));
        using var finished = new CancellationTokenSource();
        var folding = Task.Run(() => RepeatAsync(() => Store.FoldStatsAsync(3, CancellationToken.None), finished.Token));
        var foldingMore = Task.Run(() => RepeatAsync(() => Store.FoldStatsAsync(5, CancellationToken.None), finished.Token));
        var reading = Task.Run(() => RepeatAsync(
            async () =>
            {
                var stats = await Store.ReadStatsAsync("c-1", CancellationToken.None);
                Assert.Equal(Payouts, stats.Payouts);
                Assert.Equal(Payouts, stats.Totals.Sum(total => total.Count));
                Assert.All(stats.Totals, total => Assert.Equal<Sum>(total.Count * 25.5m, total.Amount));
            },
            finished.Token));

        await Task.WhenAll(Enumerable.Range(0, Payouts).Select(i => Task.Run(async () =>
        {
            var state = A.Payout($"k{i}");
            for (var change = 0; change < 25; change++)
            {
                await PutAsync(state = state.Next(old => old.In((PayoutStatus)(change % 5))));
            }
        })));
        await finished.CancelAsync();
        await Task.WhenAll(folding, foldingMore, reading);

        await AssertRecountAsync("c-1");
        await FoldEverythingAsync();
        await AssertRecountAsync("c-1");
        await AssertRecountAsync(IClientGrain.AllClients);
    }

    private async Task TakeAsync(Step step, string[] clients)
    {
        switch (step.Kind)
        {
            case StepKind.Fold:
                await Store.FoldStatsAsync(step.Limit, CancellationToken.None);
                break;
            default:
                var (client, key) = (clients[step.Client], $"k{step.Key}");
                await PutAsync(_stored.TryGetValue(A.Id(client, key), out var stored)
                    ? stored.Next(state => state.In(step.Status))
                    : A.Payout(key, client, step.Key < 3 ? "BTC" : "USDT", Amounts[step.Key % 4], A.Start.AddMinutes(step.Key)).In(step.Status));
                break;
        }
    }

    private async Task PutAsync(PayoutState state)
    {
        Assert.Equal(WriteOutcome.Written, await WriteAsync(state, state.Payout.Version - 1));
        _stored[state.Payout.Id] = state;
    }

    private async Task AssertRecountAsync(string clientId)
    {
        var payouts = _stored.Values.Select(state => state.Payout)
            .Where(payout => clientId == IClientGrain.AllClients || payout.Request.ClientId == clientId).ToList();
        var expected = payouts.GroupBy(payout => (payout.Request.Asset, payout.Status))
            .OrderBy(group => group.Key.Asset, StringComparer.Ordinal).ThenBy(group => group.Key.Status)
            .Select(group => new StatusTotal(group.Key.Asset, group.Key.Status, group.Count(), group.Sum(payout => payout.Request.Amount)));

        var stats = await Store.ReadStatsAsync(clientId, CancellationToken.None);

        Assert.Equal(clientId == IClientGrain.AllClients ? null : clientId, stats.ClientId);
        Assert.Equal(expected, stats.Totals);
        Assert.Equal(payouts.Count, stats.Payouts);
        Assert.Equal(payouts.Min(payout => (DateTimeOffset?)payout.CreatedAt), stats.FirstPayoutAt);
        Assert.Equal(payouts.Max(payout => (DateTimeOffset?)payout.CreatedAt), stats.LastPayoutAt);
    }

    private enum StepKind
    {
        Write,
        Fold,
    }

    private sealed record Step(StepKind Kind, int Client, int Key, PayoutStatus Status, int Limit);
}
