using Payouts.Simulation.Running;
using Payouts.Simulation.Scenarios;

namespace Payouts.Simulation;

/// <summary>Prints progress and findings on standard error and the result as the one line on standard output.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        SimulationOptions options;
        try
        {
            options = SimulationOptions.Parse(args);
        }
        catch (FormatException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 2;
        }

        var report = Campaign.Run(options, Console.Error.WriteLine);
        foreach (var finding in report.Findings)
        {
            Tell(finding);
        }

        if (options.Trace && report.IsGood)
        {
            Console.Error.WriteLine(string.Join('\n', ScenarioRun.Of(options.ScenarioOf(options.Seed), isTraced: true).Trace));
        }

        Console.WriteLine(report.ToJson());
        return report.IsGood ? 0 : 1;
    }

    private static void Tell(ScenarioRun finding)
    {
        Console.Error.WriteLine($"Seed {finding.Scenario.Seed} breaks a rule. {finding.What}");
        var shortest = Shrinker.Shrink(finding);
        var told = ScenarioRun.Of(shortest.Scenario, isTraced: true);
        Console.Error.WriteLine(string.Join('\n', told.Trace));
        Console.Error.WriteLine(told.What);
        Console.Error.WriteLine($"Again: dotnet run -c Release --project verify/Simulation -- {Arguments(told.Scenario)}");
    }

    private static string Arguments(Scenario scenario) =>
        $"--seed {scenario.Seed} --payouts {scenario.Payouts}"
        + (scenario.Only.IsEmpty ? "" : $" --only {string.Join(",", scenario.Only)}")
        + (scenario.Without == Trouble.None ? "" : $" --without \"{scenario.Without}\"");
}
