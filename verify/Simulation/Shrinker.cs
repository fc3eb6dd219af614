using System.Collections.Immutable;
using Payouts.Simulation.Audit;
using Payouts.Simulation.Scenarios;

namespace Payouts.Simulation;

/// <summary>Makes a failing scenario short: fewer payouts, then fewer kinds of trouble, as long as the same rule is broken.</summary>
internal static class Shrinker
{
    public static ScenarioRun Shrink(ScenarioRun failed)
    {
        // What could not be left out may be, once something else is: payouts wait for each other in sweeps and in groups of writes.
        var (best, last) = (failed, int.MaxValue);
        while (best.Scenario.Numbers.Count() < last)
        {
            last = best.Scenario.Numbers.Count();
            best = LessTrouble(FewerPayouts(best));
        }

        return best;
    }

    private static ScenarioRun LessTrouble(ScenarioRun failed)
    {
        var best = failed;
        foreach (var trouble in Enum.GetValues<Trouble>())
        {
            best = Try(best, best.Scenario with { Without = best.Scenario.Without | trouble }) ?? best;
        }

        return best;
    }

    private static ScenarioRun FewerPayouts(ScenarioRun failed)
    {
        var best = failed;
        for (var piece = Math.Max(1, best.Scenario.Numbers.Count() / 2); piece >= 1; piece = piece == 1 ? 0 : (piece + 1) / 2)
        {
            var numbers = best.Scenario.Numbers.ToList();
            for (var start = 0; start < numbers.Count && best.Scenario.Numbers.Count() > 1; start += piece)
            {
                var left = best.Scenario.Numbers.Except(numbers.Skip(start).Take(piece)).ToImmutableSortedSet();
                if (left.Count > 0)
                {
                    best = Try(best, best.Scenario with { Only = left }) ?? best;
                }
            }
        }

        return best;
    }

    private static ScenarioRun? Try(ScenarioRun failed, Scenario shorter) =>
        ScenarioRun.Of(shorter) is { Rule: { } rule } again && rule == failed.Rule ? again : null;
}
