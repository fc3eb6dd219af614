using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>What is kept of a payout's history: the first line, and the newest; a line that a cycle repeats is one line with a count.</summary>
internal static class PayoutHistory
{
    /// <summary>The most lines, the first with them.</summary>
    public const int MostLines = 100;

    /// <summary>How far back an equal line is looked for. Sending, losing and not finding are three lines; the rest is room for what comes in between.</summary>
    private const int LongestCycle = 8;

    /// <summary>Adds a line. One of the newest that says the same moves to the end and is counted, so that the last line always tells where the payout is.</summary>
    public static ImmutableArray<ResponseLog> Add(ImmutableArray<ResponseLog> lines, ResponseLog line)
    {
        for (var i = lines.Length - 1; i >= Math.Max(1, lines.Length - LongestCycle); i--)
        {
            var earlier = lines[i];
            if (earlier with { At = line.At, Repeated = null, FirstAt = null } == line)
            {
                return lines.RemoveAt(i).Add(line with { Repeated = (earlier.Repeated ?? 0) + 1, FirstAt = earlier.FirstAt ?? earlier.At });
            }
        }

        var all = lines.Add(line);
        return all.Length > MostLines ? all.RemoveAt(1) : all;
    }
}
