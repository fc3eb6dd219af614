using System.Collections.Immutable;
using System.Globalization;
using Payouts.Simulation.Running;
using Payouts.Simulation.Scenarios;

namespace Payouts.Simulation;

/// <summary>What to tell.</summary>
internal sealed record SimulationOptions
{
    /// <summary>The first seed.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>How many seeds, one after the other.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>Payouts in each scenario.</summary>
    public int Payouts { get; init; } = 100;

    /// <summary>Threads, each run scenarios of its own.</summary>
    public int Threads { get; init; } = 2;

    /// <summary>Of a single scenario: only these payouts.</summary>
    public ImmutableSortedSet<int> Only { get; init; } = [];

    /// <summary>Without these troubles.</summary>
    public Trouble Without { get; init; }

    /// <summary>Prints everything that happens; for a single scenario.</summary>
    public bool Trace { get; init; }

    /// <summary>The arguments of the command line: pairs of <c>--name value</c>.</summary>
    /// <exception cref="FormatException">One is unknown or out of bounds; the message names it.</exception>
    public static SimulationOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new SimulationOptions();
        for (var i = 0; i < arguments.Count; i += 2)
        {
            options = options.With(arguments[i], i + 1 < arguments.Count ? arguments[i + 1] : throw new FormatException($"{arguments[i]} has no value."));
        }

        return options;
    }

    public Scenario ScenarioOf(long seed) => new(seed, Payouts) { Only = Only, Without = Without };

    private SimulationOptions With(string name, string value) => name switch
    {
        "--seed" => this with { Seed = Whole(name, value, 0) },
        "--seeds" => this with { Seeds = (int)Whole(name, value, 1) },
        "--payouts" => this with { Payouts = (int)Whole(name, value, 1) },
        "--threads" => this with { Threads = (int)Whole(name, value, 1) },
        "--only" => this with { Only = [.. value.Split(',').Select(number => (int)Whole(name, number, 0))] },
        "--without" => Enum.TryParse<Trouble>(value, ignoreCase: true, out var trouble)
            ? this with { Without = trouble }
            : throw new FormatException($"--without must be some of {string.Join(",", Enum.GetNames<Trouble>())}."),
        "--trace" => this with { Trace = value == "yes" },
        _ => throw new FormatException($"{name} is not an option of this tool."),
    };

    private static long Whole(string name, string value, int least) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && (name == "--seed" || number <= int.MaxValue)
            ? number
            : throw new FormatException($"{name} must be a whole number of at least {least}; it is \"{value}\".");
}
