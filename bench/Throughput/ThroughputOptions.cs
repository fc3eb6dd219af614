using System.Collections.Immutable;
using System.Globalization;

namespace Payouts.Throughput;

/// <summary>What one run measures.</summary>
internal sealed record ThroughputOptions
{
    /// <summary>All that can be measured.</summary>
    public static readonly ImmutableArray<string> AllMeasures = ["creates", "lives", "reads", "recovery", "idle"];

    /// <summary>Which of <see cref="AllMeasures"/>.</summary>
    public ImmutableArray<string> Measures { get; init; } = AllMeasures;

    /// <summary>Which of <c>sqlite</c> and <c>postgres</c>.</summary>
    public ImmutableArray<string> Storages { get; init; } = ["sqlite", "postgres"];

    /// <summary>Rounds that count; one before them does not.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>Of each measure that is timed.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The same in the round that does not count: the runtime compiles its hot paths for a good while, and better each time.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Payouts of one round of whole lives.</summary>
    public int Lives { get; init; } = 3200;

    /// <summary>Kept connections of the client.</summary>
    public int Connections { get; init; } = 64;

    /// <summary>Payouts in flight when the host is killed.</summary>
    public int Recovery { get; init; } = 10_000;

    /// <summary>How long the host rests before its memory is read with these in flight.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The simulator's statuses, separated by commas; the default is its own.</summary>
    public string Walk { get; init; } = "process,check,process,paid!";

    /// <summary>Between two statuses.</summary>
    public TimeSpan StepDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>A folder with another build of the standalone host, as in <c>artifacts/bin/Standalone</c>, that takes turns with this one; <see langword="null"/>: none.</summary>
    public string? Against { get; init; }

    /// <summary>An environment variable, <c>NAME=VALUE</c>, for that other host; without a folder it is this build.</summary>
    public string? AgainstSetting { get; init; }

    /// <summary>The arguments of the command line: pairs of <c>--name value</c>.</summary>
    /// <exception cref="FormatException">One is unknown or out of bounds; the message names it.</exception>
    public static ThroughputOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new ThroughputOptions();
        for (var i = 0; i < arguments.Count; i += 2)
        {
            options = options.With(arguments[i], i + 1 < arguments.Count ? arguments[i + 1] : throw new FormatException($"{arguments[i]} has no value."));
        }

        return options;
    }

    private ThroughputOptions With(string name, string value) => name switch
    {
        "--measures" => this with { Measures = Words(name, value, AllMeasures) },
        "--storage" => this with { Storages = Words(name, value, ["sqlite", "postgres"]) },
        "--rounds" => this with { Rounds = Number(name, value) },
        "--seconds" => this with { Time = TimeSpan.FromSeconds(Number(name, value)) },
        "--warm-up" => this with { WarmUp = TimeSpan.FromSeconds(Number(name, value)) },
        "--lives" => this with { Lives = Number(name, value) },
        "--connections" => this with { Connections = Number(name, value) },
        "--recovery" => this with { Recovery = Number(name, value) },
        "--rest-seconds" => this with { Rest = TimeSpan.FromSeconds(Number(name, value)) },
        "--walk" => this with { Walk = value },
        "--step-milliseconds" => this with { StepDelay = TimeSpan.FromMilliseconds(Number(name, value)) },
        "--against" => this with { Against = value },
        "--against-setting" => this with { AgainstSetting = value.Contains('=') ? value : throw new FormatException($"{name} takes NAME=VALUE.") },
        _ => throw new FormatException($"There is no option {name}."),
    };

    private static ImmutableArray<string> Words(string name, string value, ImmutableArray<string> allowed)
    {
        ImmutableArray<string> words = [.. value.Split(',')];
        return words.All(allowed.Contains) ? words : throw new FormatException($"{name} takes {string.Join(", ", allowed)}, separated by commas.");
    }

    private static int Number(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 1_000_000
            ? number
            : throw new FormatException($"{name} must be a whole number from 1 to 1,000,000.");
}
