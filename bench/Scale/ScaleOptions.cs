using System.Globalization;

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

    /// <summary>Throws <see cref="ArgumentException"/> for a word that it does not know or a number that is too small to measure with.</summary>
    public static ScaleOptions Parse(string[] arguments)
    {
        var options = new ScaleOptions();
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : throw new ArgumentException($"{arguments[i]} has no value. {Usage}");
            options = arguments[i] switch
            {
                "--storage" => options with { Storage = value },
                "--rows" => options with { Rows = Number(value) },
                "--small" => options with { Small = Number(value) },
                "--operations" => options with { Operations = Number(value) },
                "--rounds" => options with { Rounds = Number(value) },
                "--mongo" => options with { Mongo = value },
                _ => throw new ArgumentException($"{arguments[i]} is unknown. {Usage}"),
            };
        }

        if (options.Small < Population.Smallest || options.Rows <= options.Small)
        {
            throw new ArgumentException($"--small must be at least {Population.Smallest}, and --rows larger. {Usage}");
        }

        return options;
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ArgumentException($"'{text}' is not a number above zero. {Usage}");
}
