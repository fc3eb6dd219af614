using Payouts.Harness;

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

    private static readonly CommandLine<FuzzOptions> CommandLine = new(new Dictionary<string, Func<FuzzOptions, OptionValue, FuzzOptions>>
    {
        ["--seed"] = (options, value) => options with { Seed = value.Whole(0) },
        ["--target"] = (options, value) => options with
        {
            Inputs = new Dictionary<string, long> { [value.Word([.. options.Inputs.Keys])] = options.Inputs[value.Text] },
        },
        ["--percent"] = (options, value) => options with { Inputs = options.Inputs.ToDictionary(target => target.Key, target => target.Value * value.Whole(0, 10_000) / 100) },
        ["--workers"] = (options, value) => options with { Workers = value.Whole(0, 100) },
        ["--only"] = (options, value) => options with { Only = value.WholeLong(0) },
    });

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">An argument is unknown or out of bounds; the message names it.</exception>
    public static FuzzOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = CommandLine.Parse(arguments, new FuzzOptions());
        return options.Only is null || options.Inputs.Count == 1 ? options : throw new FormatException("--only needs --target: a number is one target's.");
    }
}

/// <summary>The words for <c>--target</c>.</summary>
internal static class TargetNames
{
    public const string Responses = "answers";
    public const string Webhooks = "webhooks";
    public const string Readers = "readers";
    public const string Gateway = "gateway";
}
