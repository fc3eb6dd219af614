using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>
/// Maintains a payout's history: the first line and the newest; a line repeated by a cycle is kept once, with a count.
/// Lines that show when a hash, a fee or Heleket's id changed stay where they are: the events of that version are told
/// from them.
/// </summary>
internal static class PayoutHistory
{
    /// <summary>The maximum number of lines, including the first.</summary>
    public const int MostLines = 100;

    /// <summary>
    /// How far back to search for an equal line. Sending, losing and not finding take three lines; the rest leaves room
    /// for lines in between.
    /// </summary>
    private const int LongestCycle = 8;

    /// <summary>
    /// Adds a line. An equal one among the newest moves to the last place and is counted, so that the last line always
    /// shows the current state.
    /// </summary>
    public static ImmutableArray<ResponseLog> Add(ImmutableArray<ResponseLog> lines, ResponseLog line)
    {
        for (var i = lines.Length - 1; i >= Math.Max(1, lines.Length - LongestCycle); i--)
        {
            var earlier = lines[i];
            if (!earlier.IsEvidence && earlier with { At = line.At, Version = line.Version, Repeated = null, FirstAt = null } == line)
            {
                return lines.RemoveAt(i).Add(line with { Repeated = (earlier.Repeated ?? 0) + 1, FirstAt = earlier.FirstAt ?? earlier.At });
            }
        }

        var all = lines.Add(line);
        return all.Length > MostLines ? all.RemoveAt(Expendable(all)) : all;
    }

    /// <summary>
    /// Whether a line that was evidence at this version may be gone: that happens only while hardly any other is left.
    /// </summary>
    public static bool MayHaveLost(ImmutableArray<ResponseLog> lines, long version) =>
        lines.Length == MostLines && version > (lines[0].Version ?? 0) && lines[1..^1].All(line => line.IsEvidence);

    /// <summary>The oldest line after the first that nothing else depends on, if there is one.</summary>
    private static int Expendable(ImmutableArray<ResponseLog> lines)
    {
        var index = 1;
        while (index < lines.Length - 1 && lines[index].IsEvidence)
        {
            index++;
        }

        return index == lines.Length - 1 ? 1 : index;
    }
}
