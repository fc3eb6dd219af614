using System.Diagnostics;

namespace Payouts.Scale;

/// <summary>The times of one kind of call on both databases.</summary>
internal sealed class Comparison(Operation operation)
{
    // Short, so that both databases meet the same noise of the machine; long enough for each to have the processor's caches to itself.
    private const int Block = 25;
    private const int WarmUp = 100;

    private readonly List<List<TimeSpan>> _small = [];
    private readonly List<List<TimeSpan>> _large = [];

    /// <summary>What was measured.</summary>
    public string Name => operation.Name;

    /// <summary>Over all rounds.</summary>
    public TimeSpan SmallMedian => Median(_small.SelectMany(times => times));

    /// <summary>Over all rounds.</summary>
    public TimeSpan LargeMedian => Median(_large.SelectMany(times => times));

    /// <summary>Over all rounds.</summary>
    public TimeSpan SmallP99 => Quantile(_small.SelectMany(times => times), 0.99);

    /// <summary>Over all rounds.</summary>
    public TimeSpan LargeP99 => Quantile(_large.SelectMany(times => times), 0.99);

    /// <summary>The large database's median by the small one's.</summary>
    public double Ratio => LargeMedian / SmallMedian;

    /// <summary>The same of each round.</summary>
    public IEnumerable<double> RatiosOfRounds => _small.Zip(_large, (small, large) => Median(large) / Median(small));

    /// <summary>One round: blocks in turn, S L L S S L L S ….</summary>
    public async Task RoundAsync(Target small, Target large, int operations)
    {
        await RunAsync(small, Math.Min(WarmUp, operations), []);
        await RunAsync(large, Math.Min(WarmUp, operations), []);
        _small.Add([]);
        _large.Add([]);
        for (var done = 0; done < operations; done += Block)
        {
            var smallFirst = done / Block % 2 == 0;
            await RunAsync(smallFirst ? small : large, Block, smallFirst ? _small[^1] : _large[^1]);
            await RunAsync(smallFirst ? large : small, Block, smallFirst ? _large[^1] : _small[^1]);
        }
    }

    private async Task RunAsync(Target target, int operations, List<TimeSpan> times)
    {
        for (var i = 0; i < operations; i++)
        {
            var call = operation.Prepare(target);
            var start = Stopwatch.GetTimestamp();
            await call();
            times.Add(Stopwatch.GetElapsedTime(start));
        }
    }

    private static TimeSpan Median(IEnumerable<TimeSpan> times) => Quantile(times, 0.5);

    private static TimeSpan Quantile(IEnumerable<TimeSpan> times, double share)
    {
        var sorted = times.Order().ToArray();
        return sorted[Math.Min((int)(sorted.Length * share), sorted.Length - 1)];
    }
}
