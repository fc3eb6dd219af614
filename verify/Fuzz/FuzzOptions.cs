using System.Globalization;

namespace Payouts.Fuzz;

/// <summary>What one run consists of.</summary>
internal sealed record FuzzOptions
{
    /// <summary>With the target and the number it fixes a case.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Inputs of each target, in the order of running.</summary>
    public IReadOnlyDictionary<string, long> Inputs { get; init; } = new Dictionary<string, long>
    {
        [TargetNames.Responses] = 1_600_000,
        [TargetNames.Webhooks] = 1_800_000,
        [TargetNames.Readers] = 1_750_000,
        [TargetNames.Gateway] = 310_000,
    };

    /// <summary>Threads that feed a target in process; the gateway has connections of its own number.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Replays this case alone.</summary>
    public long? Only { get; init; }

    /// <summary>The arguments of the command line: pairs of <c>--name value</c>.</summary>
    /// <exception cref="FormatException">One is unknown or out of bounds; the message names it.</exception>
    public static FuzzOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new FuzzOptions();
        for (var i = 0; i < arguments.Count; i += 2)
        {
            options = options.With(arguments[i], i + 1 < arguments.Count ? arguments[i + 1] : throw new FormatException($"{arguments[i]} has no value."));
        }

        return options.Only is null || options.Inputs.Count == 1 ? options : throw new FormatException("--only needs --target: a number is one target's.");
    }

    private FuzzOptions With(string name, string value) => name switch
    {
        "--seed" => this with { Seed = (int)Whole(name, value, int.MaxValue) },
        "--target" => this with { Inputs = Inputs.TryGetValue(value, out var count) ? new Dictionary<string, long> { [value] = count } : throw new FormatException($"--target must be one of {string.Join(", ", Inputs.Keys)}.") },
        "--percent" => this with { Inputs = Inputs.ToDictionary(target => target.Key, target => target.Value * Whole(name, value, 10_000) / 100) },
        "--workers" => this with { Workers = (int)Whole(name, value, 100) },
        "--only" => this with { Only = Whole(name, value, long.MaxValue) },
        _ => throw new FormatException($"{name} is not an option of this tool."),
    };

    private static long Whole(string name, string value, long most) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw new FormatException($"{name} must be a whole number of at most {most}; it is \"{value}\".");
}

/// <summary>The words for <c>--target</c>.</summary>
internal static class TargetNames
{
    public const string Responses = "answers";
    public const string Webhooks = "webhooks";
    public const string Readers = "readers";
    public const string Gateway = "gateway";
}
