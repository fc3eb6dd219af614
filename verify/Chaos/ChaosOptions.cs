using Payouts.Harness;

namespace Payouts.Chaos;

/// <summary>Where the payouts of a run are stored.</summary>
public enum ChaosStorage
{
    /// <summary>In the private PostgreSQL that the run starts.</summary>
    Postgres,

    /// <summary>In a database of its own on the MongoDB of <see cref="ChaosOptions.Mongo"/>; the cluster is on PostgreSQL all the same.</summary>
    Mongo,
}

/// <summary>What one run consists of.</summary>
public sealed record ChaosOptions
{
    /// <summary>Fixes the orders, the faults and their order, and the simulator's choices; not the instants at which processes do their work.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>At least 2: one must be left when another is killed.</summary>
    public int Silos { get; init; } = 3;

    /// <summary>At least 1.</summary>
    public int Gateways { get; init; } = 2;

    /// <summary>Where payouts are stored.</summary>
    public ChaosStorage Storage { get; init; }

    /// <summary>The connection string of a MongoDB server; a database is made on it and dropped.</summary>
    public string? Mongo { get; init; }

    /// <summary>Payouts that clients ask for.</summary>
    public int Payouts { get; init; } = 2000;

    /// <summary><c>kill -9</c> of silos.</summary>
    public int Kills { get; init; } = 6;

    /// <summary>Silos stopped with <c>SIGSTOP</c> for longer than the eviction takes (docs/adr/0012), then woken.</summary>
    public int Freezes { get; init; } = 2;

    /// <summary>Silos told to stop with <c>SIGTERM</c>.</summary>
    public int Terms { get; init; }

    /// <summary><c>kill -9</c> of PostgreSQL.</summary>
    public int PostgresKills { get; init; }

    /// <summary><c>kill -9</c> of gateways.</summary>
    public int GatewayKills { get; init; }

    /// <summary><c>kill -9</c> of Heleket's simulator, which keeps its ledger in a file.</summary>
    public int SimulatorRestarts { get; init; }

    /// <summary>Pauses that people set and lift.</summary>
    public int Pauses { get; init; } = 2;

    /// <summary>Whether a policy is in force: approvals and limits (<see cref="ControlPlan"/>).</summary>
    public bool Controls { get; init; } = true;

    /// <summary>
    /// The longest to wait, once all is at rest, until limits remember no hold any more. Their sweeps take ten minutes, and twenty for what was given back: after 12
    /// and 25 what they still remember is a finding.
    /// </summary>
    public TimeSpan Settle { get; init; }

    /// <summary>How long clients go on asking, and faults go on beginning; <see langword="null"/>: as long as so many faults take to get over.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>A file for the recorded calls, written anew; <see langword="null"/>: none.</summary>
    public string? History { get; init; }

    private static readonly CommandLine<ChaosOptions> CommandLine = new(new Dictionary<string, Func<ChaosOptions, OptionValue, ChaosOptions>>
    {
        ["--seed"] = (options, value) => options with { Seed = value.Whole(0) },
        ["--silos"] = (options, value) => options with { Silos = value.Whole(2) },
        ["--gateways"] = (options, value) => options with { Gateways = value.Whole(1) },
        ["--storage"] = (options, value) => options with { Storage = value.Word("postgres", "mongo") == "mongo" ? ChaosStorage.Mongo : ChaosStorage.Postgres },
        ["--mongo"] = (options, value) => options with { Mongo = value.Text },
        ["--payouts"] = (options, value) => options with { Payouts = value.Whole(1) },
        ["--kills"] = (options, value) => options with { Kills = value.Whole(0) },
        ["--freezes"] = (options, value) => options with { Freezes = value.Whole(0) },
        ["--terms"] = (options, value) => options with { Terms = value.Whole(0) },
        ["--postgres-kills"] = (options, value) => options with { PostgresKills = value.Whole(0) },
        ["--gateway-kills"] = (options, value) => options with { GatewayKills = value.Whole(0) },
        ["--simulator-restarts"] = (options, value) => options with { SimulatorRestarts = value.Whole(0) },
        ["--pauses"] = (options, value) => options with { Pauses = value.Whole(0) },
        ["--controls"] = (options, value) => options with { Controls = value.Word("on", "off") == "on" },
        ["--settle"] = (options, value) => options with { Settle = value.Seconds(0) },
        ["--seconds"] = (options, value) => options with { Duration = value.Seconds(15) },
        ["--history"] = (options, value) => options with { History = value.Text },
    });

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">An argument is unknown or out of bounds; the message names it.</exception>
    public static ChaosOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = CommandLine.Parse(arguments, new ChaosOptions { Mongo = Environment.GetEnvironmentVariable("PAYOUTS_TEST_MONGO") });
        return options.Storage == ChaosStorage.Mongo && string.IsNullOrEmpty(options.Mongo)
            ? throw new FormatException("--storage mongo needs --mongo or PAYOUTS_TEST_MONGO.")
            : options;
    }
}
