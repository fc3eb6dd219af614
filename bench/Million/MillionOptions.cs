using System.Globalization;

namespace Payouts.Million;

/// <summary>What to compare.</summary>
/// <param name="Storage"><c>sqlite</c>, <c>postgres</c> or <c>mongo</c>.</param>
/// <param name="Rows">Payouts in the large database.</param>
/// <param name="Small">Payouts in the small one.</param>
/// <param name="Operations">Of each kind, in each round, on each database.</param>
/// <param name="Rounds">How often all is measured.</param>
/// <param name="Mongo">The MongoDB server, for <c>mongo</c>.</param>
internal sealed record MillionOptions(string Storage, int Rows, int Small, int Operations, int Rounds, string Mongo)
{
    /// <summary>How to call the tool.</summary>
    public const string Usage =
        "--storage sqlite|postgres|mongo [--rows 1000000] [--small 10000] [--operations 1000] [--rounds 5] [--mongo CONNECTION]";

    /// <summary>Throws <see cref="ArgumentException"/> for a word that it does not know or a number that is too small to measure with.</summary>
    public static MillionOptions Parse(string[] arguments)
    {
        var options = new MillionOptions("", 1_000_000, 10_000, 1000, 5, "mongodb://127.0.0.1:27017/");
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
