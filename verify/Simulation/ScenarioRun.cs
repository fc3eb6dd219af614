using Payouts.Simulation.Audit;
using Payouts.Simulation.Running;
using Payouts.Simulation.Scenarios;

namespace Payouts.Simulation;

/// <summary>What came of run a scenario.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Rule">The rule that was broken; <see langword="null"/> when all held.</param>
/// <param name="What">How it was broken.</param>
internal sealed record ScenarioRun(Scenario Scenario, string? Rule, string? What)
{
    public required Tally Tally { get; init; }

    public required IReadOnlyList<string> Trace { get; init; }

    /// <summary>The same for the same scenario, every time.</summary>
    public required ulong Fingerprint { get; init; }

    public required long Steps { get; init; }

    /// <summary>Tells it.</summary>
    public static ScenarioRun Of(Scenario scenario, bool isTraced = false)
    {
        var world = new World(scenario, isTraced);
        string? rule = null, what = null;
        try
        {
            world.Run();
        }
        catch (RuleBroken broken)
        {
            (rule, what) = (broken.Rule, broken.Message);
        }

        return new ScenarioRun(scenario, rule, what)
        {
            Tally = world.Tally,
            Trace = world.Trace.Lines,
            Fingerprint = world.Trace.Fingerprint,
            Steps = world.Steps,
        };
    }
}
