using Payouts.Harness;

namespace Payouts.Scale;

/// <summary>What to compare.</summary>
internal sealed record ScaleOptions
{
    /// <summary>How to call the tool.</summary>
    public const string Usage =
        "--storage sqlite|postgres|mongo [--rows 1000000] [--small 10000] [--operations 1000] [--rounds 5] [--mongo CONNECTION]";

    /// <summary><c>sqlite</c>, <c>postgres</c> or <c>mongo</c>.</summary>
    public string Storage { get; private init; } = "";

    /// <summary>Payouts in the large database.</summary>
    public int Rows { get; private init; } = 1_000_000;

    /// <summary>Payouts in the small one.</summary>
    public int Small { get; private init; } = 10_000;

    /// <summary>Of each kind, in each round, on each database.</summary>
    public int Operations { get; private init; } = 1000;

    /// <summary>How often all is measured.</summary>
    public int Rounds { get; private init; } = 5;

    /// <summary>The MongoDB server, for <c>mongo</c>.</summary>
    public string Mongo { get; private init; } = "mongodb://127.0.0.1:27017/";

    private static readonly CommandLine<ScaleOptions> CommandLine = new(new Dictionary<string, Func<ScaleOptions, OptionValue, ScaleOptions>>
    {
        ["--storage"] = (options, value) => options with { Storage = value.Text },
        ["--rows"] = (options, value) => options with { Rows = value.Whole(1) },
        ["--small"] = (options, value) => options with { Small = value.Whole(1) },
        ["--operations"] = (options, value) => options with { Operations = value.Whole(1) },
        ["--rounds"] = (options, value) => options with { Rounds = value.Whole(1) },
        ["--mongo"] = (options, value) => options with { Mongo = value.Text },
    });

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">An argument is unknown, or a number too small to measure with.</exception>
    public static ScaleOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = CommandLine.Parse(arguments, new ScaleOptions());
        return options.Small >= Population.Smallest && options.Rows > options.Small
            ? options
            : throw new FormatException($"--small must be at least {Population.Smallest}, and --rows larger.");
    }
}
