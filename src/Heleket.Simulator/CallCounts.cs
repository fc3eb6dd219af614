using Heleket.Simulator.Faults;

namespace Heleket.Simulator;

/// <summary>The calls that arrived within one second.</summary>
/// <param name="At">The beginning of the second.</param>
/// <param name="Calls">By operation; one that was not called is missing.</param>
public sealed record CallsInSecond(DateTimeOffset At, IReadOnlyDictionary<SimulatorOperation, long> Calls);

/// <summary>
/// Counts calls by operation, in all and by second. Of the seconds it keeps the last <see cref="Kept"/> that had a call.
/// Guarded by <see cref="SimulatorState.Gate"/>.
/// </summary>
internal sealed class CallCounts
{
    /// <summary>Two busy hours.</summary>
    public const int Kept = 7_200;

    private static readonly int Operations = Enum.GetValues<SimulatorOperation>().Length;

    private readonly Queue<(long Second, long[] Counts)> _seconds = new();
    private readonly long[] _totals = new long[Operations];
    private long _second = long.MinValue;
    private long[] _current = [];

    public void Count(SimulatorOperation operation, DateTimeOffset now)
    {
        // A clock that was set back goes on in the second that it had reached.
        var second = now.ToUnixTimeSeconds();
        if (second > _second)
        {
            (_second, _current) = (second, new long[Operations]);
            _seconds.Enqueue((_second, _current));
            if (_seconds.Count > Kept)
            {
                _seconds.Dequeue();
            }
        }

        _totals[(int)operation]++;
        _current[(int)operation]++;
    }

    public IReadOnlyDictionary<SimulatorOperation, long> Totals() => View(_totals);

    public IReadOnlyList<CallsInSecond> BySecond() =>
        [.. _seconds.Select(second => new CallsInSecond(DateTimeOffset.FromUnixTimeSeconds(second.Second), View(second.Counts)))];

    public void Clear()
    {
        _seconds.Clear();
        Array.Clear(_totals);
        _second = long.MinValue;
    }

    private static Dictionary<SimulatorOperation, long> View(long[] counts) =>
        counts.Index().Where(count => count.Item > 0).ToDictionary(count => (SimulatorOperation)count.Index, count => count.Item);
}
