using System.Collections.Concurrent;
using Payouts.Grains.Interfaces.Events;
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
                var writes = numbers.Select(number => PayoutWrite.Of(null, Population.At(number))).ToList();
                Check(await Store.WriteAsync(writes, token), writes.Count);
            });
        await FoldAsync(cancellationToken);
    }

    /// <summary>Folds what a sweeper would have folded, but for as many as may be left over, and finds a place in the middle.</summary>
    public async Task FoldAsync(CancellationToken cancellationToken)
    {
        for (var left = Population.Rows - Population.Unfolded; left > 0;)
        {
            left -= await Store.FoldStatsAsync(Math.Min(left, Batch), cancellationToken);
        }

        OldEvent = (await Store.ReadEventsAsync(null, Population.Smallest / 2, cancellationToken)).Next;
    }

    /// <summary>A place that many events follow.</summary>
    public EventPosition OldEvent { get; private set; }

    /// <summary>The next new payout.</summary>
    public PayoutState New() => Population.Created(_created++, Chance);

    /// <summary>Any old payout at its next version.</summary>
    public PayoutWrite NoteAny()
    {
        var number = Chance.Next(Population.Rows / 2);
        var before = _noted.GetValueOrDefault(number) ?? Population.At(number);
        return PayoutWrite.Of(before, _noted[number] = Population.Noted(before));
    }

    /// <summary>Writes one payout and insists that it is written.</summary>
    public async Task WriteAsync(PayoutWrite write) => Check(await Store.WriteAsync([write], CancellationToken.None), 1);

    private static void Check(IReadOnlyList<WriteOutcome> outcomes, int expected)
    {
        if (outcomes.Count(outcome => outcome == WriteOutcome.Written) != expected)
        {
            throw new InvalidOperationException("A write that cannot conflict did.");
        }
    }
}
