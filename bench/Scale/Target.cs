using System.Collections.Concurrent;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Scale;

/// <summary>One database with its population, and what was written to it since.</summary>
internal sealed class Target(IPayoutStore store, Population population)
{
    private const int Batch = 2000;
    private const int Loaders = 2;

    private readonly Dictionary<int, PayoutState> _noted = [];
    private int _created;

    /// <summary>The store.</summary>
    public IPayoutStore Store { get; } = store;

    /// <summary>What was preloaded.</summary>
    public Population Population { get; } = population;

    /// <summary>Created while measuring, waiting for their next step.</summary>
    public ConcurrentQueue<PayoutState> Made { get; } = new();

    /// <summary>Sent while measuring, waiting for their last step.</summary>
    public ConcurrentQueue<PayoutState> Sent { get; } = new();

    /// <summary>Chance of its own, the same for every target.</summary>
    public Random Chance { get; } = new(7);

    /// <summary>Fills the empty store.</summary>
    public async Task PreloadAsync(CancellationToken cancellationToken)
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Population.Rows).Chunk(Batch),
            new ParallelOptions { MaxDegreeOfParallelism = Loaders, CancellationToken = cancellationToken },
            async (numbers, token) =>
            {
                var writes = numbers.Select(number => new PayoutWrite(Population.At(number), 0, [])).ToList();
                Check(await Store.WriteAsync(writes, token), writes.Count);
            });
        await FoldAsync(cancellationToken);
    }

    /// <summary>Folds what a sweeper would have folded; the few clients that are left unfolded stay so.</summary>
    public async Task FoldAsync(CancellationToken cancellationToken)
    {
        foreach (var client in Population.FoldedClients)
        {
            while (await Store.FoldStatsAsync(client, Batch, cancellationToken) == Batch)
            {
            }
        }
    }

    /// <summary>The next new payout.</summary>
    public PayoutState New() => Population.Created(_created++, Chance);

    /// <summary>Any old payout at its next version.</summary>
    public PayoutState NoteAny()
    {
        var number = Chance.Next(Population.Rows / 2);
        return _noted[number] = Population.Noted(_noted.GetValueOrDefault(number) ?? Population.At(number));
    }

    /// <summary>Writes one payout and insists that it is written.</summary>
    public async Task WriteAsync(PayoutState state)
    {
        var write = new PayoutWrite(state, state.Payout.Version - 1, []);
        Check(await Store.WriteAsync([write], CancellationToken.None), 1);
    }

    private static void Check(IReadOnlyList<WriteOutcome> outcomes, int expected)
    {
        if (outcomes.Count(outcome => outcome == WriteOutcome.Written) != expected)
        {
            throw new InvalidOperationException("A write that cannot conflict did.");
        }
    }
}
