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
            Console.Error.WriteLine(string.Join('\n', Telling.Of(options.StoryOf(options.Seed), isTraced: true).Trace));
        }

        Console.WriteLine(report.ToJson());
        return report.IsGood ? 0 : 1;
    }

    private static void Tell(Telling finding)
    {
        Console.Error.WriteLine($"Seed {finding.Story.Seed} breaks a rule. {finding.What}");
        var shortest = Shrinker.Shrink(finding);
        var told = Telling.Of(shortest.Story, isTraced: true);
        Console.Error.WriteLine(string.Join('\n', told.Trace));
        Console.Error.WriteLine(told.What);
        Console.Error.WriteLine($"Again: dotnet run -c Release --project bench/Simulation -- {Arguments(told.Story)}");
    }

    private static string Arguments(Story story) =>
        $"--seed {story.Seed} --payouts {story.Payouts}"
        + (story.Only.IsEmpty ? "" : $" --only {string.Join(",", story.Only)}")
        + (story.Without == Trouble.None ? "" : $" --without \"{story.Without}\"");
}
