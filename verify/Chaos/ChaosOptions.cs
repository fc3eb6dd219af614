using System.Globalization;

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

    /// <summary>How long clients go on asking, and faults go on beginning; <see langword="null"/>: as long as so many faults take to get over.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>A file for the recorded calls, written anew; <see langword="null"/>: none.</summary>
    public string? History { get; init; }

    /// <summary>The arguments of the command line: pairs of <c>--name value</c>.</summary>
    /// <exception cref="FormatException">One is unknown or out of bounds; the message names it.</exception>
    public static ChaosOptions Parse(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var options = new ChaosOptions { Mongo = Environment.GetEnvironmentVariable("PAYOUTS_TEST_MONGO") };
        for (var i = 0; i < arguments.Count; i += 2)
        {
            options = options.With(arguments[i], i + 1 < arguments.Count ? arguments[i + 1] : throw new FormatException($"{arguments[i]} has no value."));
        }

        return options.Storage == ChaosStorage.Mongo && string.IsNullOrEmpty(options.Mongo)
            ? throw new FormatException("--storage mongo needs --mongo or PAYOUTS_TEST_MONGO.")
            : options;
    }

    private ChaosOptions With(string name, string value) => name switch
    {
        "--seed" => this with { Seed = Whole(name, value, 0) },
        "--silos" => this with { Silos = Whole(name, value, 2) },
        "--gateways" => this with { Gateways = Whole(name, value, 1) },
        "--storage" => this with { Storage = value switch { "postgres" => ChaosStorage.Postgres, "mongo" => ChaosStorage.Mongo, _ => throw new FormatException("--storage must be postgres or mongo.") } },
        "--mongo" => this with { Mongo = value },
        "--payouts" => this with { Payouts = Whole(name, value, 1) },
        "--kills" => this with { Kills = Whole(name, value, 0) },
        "--freezes" => this with { Freezes = Whole(name, value, 0) },
        "--terms" => this with { Terms = Whole(name, value, 0) },
        "--postgres-kills" => this with { PostgresKills = Whole(name, value, 0) },
        "--gateway-kills" => this with { GatewayKills = Whole(name, value, 0) },
        "--simulator-restarts" => this with { SimulatorRestarts = Whole(name, value, 0) },
        "--seconds" => this with { Duration = TimeSpan.FromSeconds(Whole(name, value, 15)) },
        "--history" => this with { History = value },
        _ => throw new FormatException($"{name} is not an option of this tool."),
    };

    private static int Whole(string name, string value, int least) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new FormatException($"{name} must be a whole number of at least {least}; it is \"{value}\".");
}
