using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Simulation.Audit;
using Payouts.Simulation.Cluster;
using Payouts.Simulation.Running;
using Payouts.Simulation.Scenarios;

namespace Payouts.Simulation.Storage;

/// <summary>
/// One process's way to the store. Writes can fail before anything was done, be carried out without word of it, in part, only after they were given
/// up, or twice; reads can fail. A read that is answered shows what is durable at that moment.
/// </summary>
internal sealed class StoreConnection(World world, Host host) : IPayoutStore
{
    public Task InitializeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<PayoutState?> ReadAsync(string id, CancellationToken cancellationToken) => Read(id, () => world.Database.Find(id)?.State);

    public Task<IReadOnlyList<string>> FindDueAsync(int shard, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        Read("due", () => world.Database.Due(shard, now, limit));

    public Task<IReadOnlyList<ParkedPlace>> FindParkedAsync(int shard, ParkedPlace? after, int limit, CancellationToken cancellationToken) =>
        Read("parked", () => world.Database.Parked(shard, after, limit));

    public Task<ImmutableArray<ParkedSum>> SumParkedAsync(CancellationToken cancellationToken) => Read("parked", world.Database.SumParked);

    public Task<ClientStats> ReadStatsAsync(string clientId, CancellationToken cancellationToken) => Read(clientId, () => world.Database.Stats(clientId));

    public Task<StoreFacts> ReadFactsAsync(CancellationToken cancellationToken) => throw new NotSupportedException("No scenario asks how the system is.");

    public Task<PayoutPage> QueryAsync(PayoutQuery query, CancellationToken cancellationToken) => throw new NotSupportedException("No scenario lists payouts.");

    public Task<IReadOnlyList<PayoutState>> ReadManyAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) => throw new NotSupportedException("No scenario reads many payouts.");

    public Task<IReadOnlyList<PayoutState>> FindByHeleketAsync(IReadOnlyList<string> uuids, CancellationToken cancellationToken) => throw new NotSupportedException("No scenario looks for uuids.");

    public Task<IReadOnlyList<PayoutState>> ScanAsync(PayoutScan scan, CancellationToken cancellationToken) => throw new NotSupportedException("No scenario scans payouts.");

    public Task<IReadOnlyList<FundsSum>> SumFundsAsync(string account, string asset, CancellationToken cancellationToken) =>
        throw new NotSupportedException("No scenario sums up what waits for funds.");

    public Task ProbeAsync(CancellationToken cancellationToken) => throw new NotSupportedException("No scenario asks for readiness.");

    public Task<string?> ReadDocumentsIdAsync(CancellationToken cancellationToken) => throw new NotSupportedException("No scenario starts a host.");

    public Task<string> BindDocumentsAsync(string documentsId, bool replace, CancellationToken cancellationToken) =>
        throw new NotSupportedException("No scenario starts a host.");

    public Task<IReadOnlyList<StoredPayout>> ReadRowsAsync(string after, int limit, CancellationToken cancellationToken) => throw new NotSupportedException("No scenario audits rows.");

    public Task<IReadOnlyList<StoredPayout>> FindRowsAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => throw new NotSupportedException("No scenario audits rows.");

    public Task<EventPage> ReadEventsAsync(EventPosition? after, int limit, CancellationToken cancellationToken) => throw new NotSupportedException("No scenario reads events.");

    public Task<EventPosition> ReadEndOfEventsAsync(CancellationToken cancellationToken) => throw new NotSupportedException("No scenario reads events.");

    public Task<IReadOnlyList<EventRow>> FindEventsAsync(string payoutId, long version, CancellationToken cancellationToken) => throw new NotSupportedException("No scenario reads events.");

    public Task<int> PruneEventsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => Task.FromResult(0);

    public Task<int> PruneSeriesAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => Task.FromResult(0);

    public Task<ImmutableArray<SeriesPoint>> ReadSeriesAsync(string clientId, SeriesQuery query, CancellationToken cancellationToken) =>
        throw new NotSupportedException("No scenario reads a series.");

    public Task<int> FoldStatsAsync(int limit, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<int>();
        var chance = world.ChanceOf("fold");
        var isLost = Goes(chance, Trouble.Writes, 100);
        world.Agenda.Add(chance.Latency(), () =>
        {
            var folded = world.Database.Fold(limit);
            host.After(chance.Latency(), () => Answer(answer, isLost, folded));
        });
        return answer.Task;
    }

    public Task<IReadOnlyList<WriteOutcome>> WriteAsync(IReadOnlyList<PayoutWrite> batch, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<IReadOnlyList<WriteOutcome>>();
        world.Tally.Count(batch.Count > 1 ? "batches of several writes" : "batches of one write");
        var chance = world.ChanceOf(batch[0].State.Payout.Id);
        var trouble = Goes(chance, Trouble.Writes, 80) ? (WriteTrouble)(1 + chance.Next(5)) : WriteTrouble.None;
        if (trouble != WriteTrouble.None)
        {
            world.Tally.Count($"writes: {trouble}");
        }

        // A process that dies meanwhile has sent it, or has not.
        var isSentAnyway = chance.Next(2) == 0;
        world.Agenda.Add(chance.Latency(), () =>
        {
            if (!host.IsDead || isSentAnyway)
            {
                CarryOut(batch, trouble, chance, answer);
            }
        });
        return answer.Task;
    }

    private void CarryOut(
        IReadOnlyList<PayoutWrite> batch, WriteTrouble trouble, Random chance, TaskCompletionSource<IReadOnlyList<WriteOutcome>> answer)
    {
        IReadOnlyList<WriteOutcome> outcomes = [];
        switch (trouble)
        {
            case WriteTrouble.NotDone:
                break;
            case WriteTrouble.DoneLate:
                world.Agenda.Add(chance.Spread(TimeSpan.FromSeconds(40)), () => Apply(batch));
                break;
            case WriteTrouble.Torn:
                var some = chance.Next(batch.Count + 1);
                Apply([.. batch.Take(some)]);
                if (chance.Next(2) == 0)
                {
                    world.Agenda.Add(chance.Spread(TimeSpan.FromSeconds(10)), () => Apply([.. batch.Skip(some)]));
                }

                break;
            case WriteTrouble.DoneTwice:
                Apply(batch);
                outcomes = Apply(batch);
                break;
            case WriteTrouble.None or WriteTrouble.NoWord:
                outcomes = Apply(batch);
                break;
        }

        host.After(chance.Latency(), () => Answer(answer, trouble is not (WriteTrouble.None or WriteTrouble.DoneTwice), outcomes));
    }

    private WriteOutcome[] Apply(IReadOnlyList<PayoutWrite> batch) => [.. batch.Select(Apply)];

    private WriteOutcome Apply(PayoutWrite write)
    {
        var outcome = world.Database.Apply(write, host.Name);
        // The worst moment to stop: the intent is durable, and nothing has left.
        if (outcome == WriteOutcome.Written && write.State.Payout.Detail == PayoutDetail.Submitting && Goes(world.ChanceOf(write.State.Payout.Id), Trouble.Freezes, 5))
        {
            FaultMix.Freeze(world, (SimulatedSilo)host, world.ChanceOf(write.State.Payout.Id).Spread(TimeSpan.FromSeconds(120)));
        }

        return outcome;
    }

    private Task<T> Read<T>(string key, Func<T> read)
    {
        var answer = new TaskCompletionSource<T>();
        var chance = world.ChanceOf(key);
        var fails = Goes(chance, Trouble.Reads, 30);
        world.Agenda.Add(chance.Latency(), () =>
        {
            var result = read();
            host.After(chance.Latency(), () => Answer(answer, fails, result));
        });
        return answer.Task;
    }

    private bool Goes(Random chance, Trouble trouble, int permille) => chance.Happens(permille) && !world.IsCalm && world.Scenario.Has(trouble);

    private static void Answer<T>(TaskCompletionSource<T> answer, bool fails, T result)
    {
        if (fails)
        {
            answer.SetException(new IOException("The store did not answer."));
        }
        else
        {
            answer.SetResult(result);
        }
    }

    private enum WriteTrouble
    {
        None,

        /// <summary>Refused, and nothing was written.</summary>
        NotDone,

        /// <summary>Written, and nobody is told.</summary>
        NoWord,

        /// <summary>Given up, and written later all the same.</summary>
        DoneLate,

        /// <summary>Some written, the others not, or later.</summary>
        Torn,

        /// <summary>Written; sent again by a driver, which then finds its own version there and calls it a conflict.</summary>
        DoneTwice,
    }
}
