using System.Collections.Immutable;
using System.Globalization;
using Payouts.Grains.Interfaces;

namespace Payouts.Throughput;

/// <summary>What one run measures.</summary>
internal sealed record ThroughputOptions
{
    /// <summary>What is measured unless something is named.</summary>
    public static readonly ImmutableArray<string> Usual = ["creates", "lives", "reads", "recovery", "idle"];

    /// <summary>What is measured only when it is named, because each takes minutes; on PostgreSQL alone.</summary>
    public static readonly ImmutableArray<string> Limits = ["overload", "outage", "inflight"];

    /// <summary>Which of <see cref="Usual"/> and <see cref="Limits"/>.</summary>
    public ImmutableArray<string> Measures { get; init; } = Usual;

    /// <summary>Which of <c>sqlite</c>, <c>postgres</c> and <c>mongo</c>.</summary>
    public ImmutableArray<string> Storages { get; init; } = ["sqlite", "postgres"];

    /// <summary>The connection string of a MongoDB server, on which databases are made and dropped; giving it adds <c>mongo</c> to <see cref="Storages"/>.</summary>
    public string? Mongo { get; init; }

    /// <summary>Rounds that count.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>Of each measure that is timed.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long rounds that do not count go on before those that do; one at least.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Payouts of one round of whole lives.</summary>
    public int Lives { get; init; } = 3200;

    /// <summary>Kept connections of the client.</summary>
    public int Connections { get; init; } = 64;

    /// <summary>Payouts in flight when the host is killed, and for <c>inflight</c> when it starts.</summary>
    public int Recovery { get; init; } = 10_000;

    /// <summary>How long the host rests before its memory is read with these in flight; <see langword="null"/>: each measure's own.</summary>
    public TimeSpan? Rest { get; init; }

    /// <summary>
    /// Creates a second: those of <c>outage</c>, and for <c>overload</c>, which offers twice as many, what the service is said to sustain;
    /// <see langword="null"/>: 20, and as many as are measured.
    /// </summary>
    public int? Rate { get; init; }

    /// <summary>How long <c>overload</c> lasts, and how long Heleket is gone in <c>outage</c>.</summary>
    public TimeSpan LoadTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Kept connections of these two.</summary>
    public int LoadConnections { get; init; } = 256;

    /// <summary>How long the load of <c>outage</c> runs before Heleket goes.</summary>
    public TimeSpan Before { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long it goes on after Heleket came back.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The simulator's statuses, separated by commas; the default is its own.</summary>
    public string Walk { get; init; } = "process,check,process,paid!";

    /// <summary>Between two statuses.</summary>
    public TimeSpan StepDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Webhooks that the simulator has under way at once.</summary>
    public int Webhooks { get; init; } = 256;

    /// <summary>A folder with another build of the standalone host, as in <c>artifacts/bin/Standalone</c>, that takes turns with this one; <see langword="null"/>: none.</summary>
    public string? Against { get; init; }

    /// <summary>An environment variable, <c>NAME=VALUE</c>, for that other host; without a folder it is this build.</summary>
    public string? AgainstSetting { get; init; }

    /// <summary>Environment variables, <c>NAME=VALUE</c>, for all hosts; the option may come again and again.</summary>
    public ImmutableArray<string> Settings { get; init; } = [];

    /// <summary>The arguments of the command line: pairs of <c>--name value</c>.</summary>
    /// <exception cref="FormatException">One is unknown or out of bounds; the message names it.</exception>
    public static ThroughputOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new ThroughputOptions();
        for (var i = 0; i < arguments.Count; i += 2)
        {
            options = options.With(arguments[i], i + 1 < arguments.Count ? arguments[i + 1] : throw new FormatException($"{arguments[i]} has no value."));
        }

        return options.Mongo is null && options.Storages.Contains("mongo") ? throw new FormatException("--storage mongo needs --mongo and a server.") : options;
    }

    private ThroughputOptions With(string name, string value) => name switch
    {
        "--measures" => this with { Measures = Words(name, value, [.. Usual, .. Limits]) },
        "--storage" => this with { Storages = Words(name, value, ["sqlite", "postgres", "mongo"]) },
        "--mongo" => this with { Mongo = value, Storages = [.. Storages.Union(["mongo"])] },
        "--rounds" => this with { Rounds = Number(name, value) },
        "--seconds" => this with { Time = TimeSpan.FromSeconds(Number(name, value)) },
        "--warm-up" => this with { WarmUp = TimeSpan.FromSeconds(Number(name, value)) },
        "--lives" => this with { Lives = Number(name, value) },
        "--connections" => this with { Connections = Number(name, value) },
        "--recovery" => this with { Recovery = Number(name, value) },
        "--rest-seconds" => this with { Rest = TimeSpan.FromSeconds(Number(name, value)) },
        "--rate" => this with { Rate = Number(name, value) },
        "--minutes" => this with { LoadTime = Minutes(name, value) },
        "--load-connections" => this with { LoadConnections = Number(name, value) },
        "--before-seconds" => this with { Before = TimeSpan.FromSeconds(Number(name, value)) },
        "--after-seconds" => this with { After = TimeSpan.FromSeconds(Number(name, value)) },
        "--walk" => this with { Walk = value },
        "--step-milliseconds" => this with { StepDelay = TimeSpan.FromMilliseconds(Number(name, value)) },
        "--webhooks" => this with { Webhooks = Number(name, value) },
        "--against" => this with { Against = value },
        "--against-setting" => this with { AgainstSetting = Setting(name, value) },
        "--setting" => this with { Settings = Settings.Add(Setting(name, value)) },
        _ => throw new FormatException($"There is no option {name}."),
    };

    private static string Setting(string name, string value) => value.Contains('=') ? value : throw new FormatException($"{name} takes NAME=VALUE.");

    private static ImmutableArray<string> Words(string name, string value, ImmutableArray<string> allowed)
    {
        ImmutableArray<string> words = [.. value.Split(',')];
        return words.All(allowed.Contains) ? words : throw new FormatException($"{name} takes {string.Join(", ", allowed)}, separated by commas.");
    }

    private static int Number(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 1_000_000
            ? number
            : throw new FormatException($"{name} must be a whole number from 1 to 1,000,000.");

    private static TimeSpan Minutes(string name, string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and <= 1440
            ? TimeSpan.FromMinutes(minutes)
            : throw new FormatException($"{name} must be a number above zero, at most 1440; 0.5 is half a minute.");
}
