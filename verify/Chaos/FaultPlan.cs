using System.Collections.Immutable;

namespace Payouts.Chaos;

/// <summary>What is done to a process.</summary>
internal enum FaultKind
{
    KillSilo,
    FreezeSilo,
    TermSilo,
    KillPostgres,
    KillGateway,
    RestartSimulator,
}

/// <summary>One fault to come.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="At">When, counted from the beginning of the load.</param>
/// <param name="Choice">Picks the victim among those that can be hit then.</param>
/// <param name="Length">How long a freeze lasts, or PostgreSQL stays down.</param>
internal sealed record PlannedFault(FaultKind Kind, TimeSpan At, int Choice, TimeSpan Length);

/// <summary>All faults of a run, at instants drawn evenly over the time of the load; they may overlap.</summary>
/// <param name="Faults">In the order of their times.</param>
/// <param name="Load">How long clients go on asking for payouts.</param>
internal sealed record FaultPlan(ImmutableArray<PlannedFault> Faults, TimeSpan Load)
{
    // Time for the clients to have begun before the first fault, and to go on after the last.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    public static FaultPlan Of(ChaosOptions options)
    {
        var random = new Random(options.Seed);
        FaultKind[] kinds =
        [
            .. Enumerable.Repeat(FaultKind.KillSilo, options.Kills),
            .. Enumerable.Repeat(FaultKind.FreezeSilo, options.Freezes),
            .. Enumerable.Repeat(FaultKind.TermSilo, options.Terms),
            .. Enumerable.Repeat(FaultKind.KillPostgres, options.PostgresKills),
            .. Enumerable.Repeat(FaultKind.KillGateway, options.GatewayKills),
            .. Enumerable.Repeat(FaultKind.RestartSimulator, options.SimulatorRestarts),
        ];
        var span = options.Duration - (2 * Margin) ?? TimeSpan.FromSeconds(kinds.Sum(Share));
        var faults = kinds
            .Select(kind => new PlannedFault(kind, Margin + (span * random.NextDouble()), random.Next(), Length(kind, random)))
            .OrderBy(fault => fault.At);
        return new FaultPlan([.. faults], span + (2 * Margin));
    }

    /// <summary>The seconds that a fault adds to the run: about what it takes to get over it.</summary>
    private static int Share(FaultKind kind) => kind switch
    {
        FaultKind.FreezeSilo => 35,
        FaultKind.KillPostgres => 15,
        FaultKind.KillSilo => 12,
        _ => 8,
    };

    // A frozen silo is given up after about 20 s (docs/adr/0012), a little later on a busy machine.
    private static TimeSpan Length(FaultKind kind, Random random) => kind switch
    {
        FaultKind.FreezeSilo => TimeSpan.FromSeconds(30 + random.Next(8)),
        FaultKind.KillPostgres => TimeSpan.FromSeconds(random.Next(5)),
        _ => TimeSpan.Zero,
    };
}
