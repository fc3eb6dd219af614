using System.Collections.Immutable;

namespace Payouts.Simulation;

/// <summary>Makes a failing story short: fewer payouts, then fewer kinds of trouble, as long as the same rule is broken.</summary>
internal static class Shrinker
{
    public static Telling Shrink(Telling failed)
    {
        // What could not be left out may be, once something else is: payouts wait for each other in sweeps and in groups of writes.
        var (best, last) = (failed, int.MaxValue);
        while (best.Story.Numbers.Count() < last)
        {
            last = best.Story.Numbers.Count();
            best = LessTrouble(FewerPayouts(best));
        }

        return best;
    }

    private static Telling LessTrouble(Telling failed)
    {
        var best = failed;
        foreach (var trouble in Enum.GetValues<Trouble>())
        {
            best = Try(best, best.Story with { Without = best.Story.Without | trouble }) ?? best;
        }

        return best;
    }

    private static Telling FewerPayouts(Telling failed)
    {
        var best = failed;
        for (var piece = Math.Max(1, best.Story.Numbers.Count() / 2); piece >= 1; piece = piece == 1 ? 0 : (piece + 1) / 2)
        {
            var numbers = best.Story.Numbers.ToList();
            for (var start = 0; start < numbers.Count && best.Story.Numbers.Count() > 1; start += piece)
            {
                var left = best.Story.Numbers.Except(numbers.Skip(start).Take(piece)).ToImmutableSortedSet();
                if (left.Count > 0)
                {
                    best = Try(best, best.Story with { Only = left }) ?? best;
                }
            }
        }

        return best;
    }

    private static Telling? Try(Telling failed, Story shorter) =>
        Telling.Of(shorter) is { Rule: { } rule } again && rule == failed.Rule ? again : null;
}
