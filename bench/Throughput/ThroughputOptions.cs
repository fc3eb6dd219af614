using System.Collections.Immutable;
using Payouts.Harness;

namespace Payouts.Throughput;

/// <summary>What one run measures.</summary>
internal sealed record ThroughputOptions
{
    /// <summary>What is measured unless something is named.</summary>
    public static readonly ImmutableArray<string> Usual = ["creates", "lives", "reads", "recovery", "idle"];

    /// <summary>What is measured only when it is named, because each takes minutes; on PostgreSQL alone.</summary>
    public static readonly ImmutableArray<string> Limits = ["overload", "outage", "inflight", "parked"];

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

    /// <summary>Payouts in flight when the host is killed, for <c>inflight</c> when it starts, and parked for <c>parked</c>.</summary>
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

    /// <summary>Live streams of the console that are open in every second round; 0: none, and no such rounds.</summary>
    public int Streams { get; init; }

    /// <summary>Of <see cref="Throughput.Policies"/>, for the hosts under test but not for the other one; <see langword="null"/>: none.</summary>
    public string? Policy { get; init; }

    /// <summary>A file of figures that must not be exceeded by more than 5 %; <see langword="null"/>: none.</summary>
    public string? Gate { get; init; }

    private const int Most = 1_000_000;
    private const int MostStreams = 200; // A gateway has no more.

    private static readonly CommandLine<ThroughputOptions> CommandLine = new(new Dictionary<string, Func<ThroughputOptions, OptionValue, ThroughputOptions>>
    {
        ["--measures"] = (options, value) => options with { Measures = value.Words([.. Usual, .. Limits]) },
        ["--storage"] = (options, value) => options with { Storages = value.Words(["sqlite", "postgres", "mongo"]) },
        ["--mongo"] = (options, value) => options with { Mongo = value.Text, Storages = [.. options.Storages.Union(["mongo"])] },
        ["--rounds"] = (options, value) => options with { Rounds = value.Whole(1, Most) },
        ["--seconds"] = (options, value) => options with { Time = value.Seconds(1, Most) },
        ["--warm-up"] = (options, value) => options with { WarmUp = value.Seconds(1, Most) },
        ["--lives"] = (options, value) => options with { Lives = value.Whole(1, Most) },
        ["--connections"] = (options, value) => options with { Connections = value.Whole(1, Most) },
        ["--recovery"] = (options, value) => options with { Recovery = value.Whole(1, Most) },
        ["--rest-seconds"] = (options, value) => options with { Rest = value.Seconds(1, Most) },
        ["--rate"] = (options, value) => options with { Rate = value.Whole(1, Most) },
        ["--minutes"] = (options, value) => options with { LoadTime = TimeSpan.FromMinutes(value.Positive(1440)) },
        ["--load-connections"] = (options, value) => options with { LoadConnections = value.Whole(1, Most) },
        ["--before-seconds"] = (options, value) => options with { Before = value.Seconds(1, Most) },
        ["--after-seconds"] = (options, value) => options with { After = value.Seconds(1, Most) },
        ["--walk"] = (options, value) => options with { Walk = value.Text },
        ["--step-milliseconds"] = (options, value) => options with { StepDelay = TimeSpan.FromMilliseconds(value.Whole(1, Most)) },
        ["--webhooks"] = (options, value) => options with { Webhooks = value.Whole(1, Most) },
        ["--against"] = (options, value) => options with { Against = value.Text },
        ["--against-setting"] = (options, value) => options with { AgainstSetting = Setting(value) },
        ["--streams"] = (options, value) => options with { Streams = value.Whole(1, MostStreams) },
        ["--policy"] = (options, value) => options with { Policy = value.Words([Policies.Rules, Policies.Limit]).Single() },
        ["--gate"] = (options, value) => options with { Gate = value.Text },
        ["--setting"] = (options, value) => options with { Settings = options.Settings.Add(Setting(value)) },
    });

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">An argument is unknown or out of bounds; the message names it.</exception>
    public static ThroughputOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = CommandLine.Parse(arguments, new ThroughputOptions());
        return options.Mongo is null && options.Storages.Contains("mongo") ? throw new FormatException("--storage mongo needs --mongo and a server.") : options;
    }

    private static string Setting(OptionValue value) => value.Text.Contains('=') ? value.Text : throw value.Wrong("NAME=VALUE");
}
