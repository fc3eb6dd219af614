using System.Collections.Immutable;

namespace Payouts.Grains.Interfaces.Health;

/// <summary>How the cluster is. <see langword="null"/> is what nobody answered, or what never was.</summary>
[GenerateSerializer, Immutable, Alias("payouts.SystemReport")]
public sealed record SystemReport
{
    /// <summary>The silos by address: all that are alive, and those that are gone for less than an hour.</summary>
    [Id(0)] public required ImmutableArray<SiloReport> Silos { get; init; }

    /// <summary>Every sweeper, by shard.</summary>
    [Id(1)] public required ImmutableArray<SweepReport> Sweeps { get; init; }

    /// <summary>Since when the outcome of some payout has been unknown, the oldest.</summary>
    [Id(2)] public DateTimeOffset? OldestUnknownSince { get; init; }

    /// <summary>When the oldest payout was created that is not final and does not only wait for its time.</summary>
    [Id(3)] public DateTimeOffset? OldestOpenSince { get; init; }

    /// <summary>How Heleket looks to the silo that has the most trouble with it.</summary>
    [Id(4)] public required HeleketReport Heleket { get; init; }

    /// <summary>When any silo last received a genuine webhook, since it started.</summary>
    [Id(5)] public DateTimeOffset? LastWebhookAt { get; init; }

    /// <summary>When the oldest services list in use was read; <see langword="null"/> if some silo has none.</summary>
    [Id(6)] public DateTimeOffset? CatalogReadAt { get; init; }

    /// <summary>When the last event that readers of the feed can see happened.</summary>
    [Id(7)] public DateTimeOffset? FeedEndAt { get; init; }

    /// <summary>Whole seconds since the oldest event happened that they cannot see yet; 0 if they see all.</summary>
    [Id(8)] public long? FeedLagSeconds { get; init; }

    /// <summary>How old the oldest copy of the controls in use is, in whole seconds; <see langword="null"/> if some silo has none.</summary>
    [Id(9)] public long? ControlsAgeSeconds { get; init; }
}

/// <summary>One silo.</summary>
/// <param name="Address">Where the others reach it: address, port, and a number that no other start of it has.</param>
/// <param name="State">Where its life stands.</param>
/// <param name="Since">When it started.</param>
/// <param name="Version">Its release; only while it answers.</param>
[GenerateSerializer, Immutable, Alias("payouts.SiloReport")]
public sealed record SiloReport(
    [property: Id(0)] string Address, [property: Id(1)] SiloState State, [property: Id(2)] DateTimeOffset? Since, [property: Id(3)] string? Version);

/// <summary>Where the life of a silo stands.</summary>
[GenerateSerializer, Alias("payouts.SiloState")]
public enum SiloState
{
    /// <summary>It takes part.</summary>
    Active,

    /// <summary>It is starting.</summary>
    Joining,

    /// <summary>It is stopping.</summary>
    Leaving,

    /// <summary>It stopped, or was given up.</summary>
    Dead,
}

/// <summary>One sweeper.</summary>
/// <param name="Shard">Which.</param>
/// <param name="LastAt">When the last sweep that came to its end began.</param>
/// <param name="LagSeconds">By how many whole seconds the next one is late.</param>
/// <param name="Due">How many due payouts the last one found.</param>
[GenerateSerializer, Immutable, Alias("payouts.SweepReport")]
public sealed record SweepReport(
    [property: Id(0)] int Shard, [property: Id(1)] DateTimeOffset? LastAt, [property: Id(2)] long? LagSeconds, [property: Id(3)] int? Due);

/// <summary>How Heleket looks from here.</summary>
/// <param name="Circuit">Whether calls are let through.</param>
/// <param name="LastAnswerAt">When it last answered anything that can be read.</param>
/// <param name="BlockedUntil">Until when no call is let through.</param>
[GenerateSerializer, Immutable, Alias("payouts.HeleketReport")]
public sealed record HeleketReport(
    [property: Id(0)] CircuitState Circuit, [property: Id(1)] DateTimeOffset? LastAnswerAt, [property: Id(2)] DateTimeOffset? BlockedUntil);

/// <summary>Whether calls are let through, the best state first.</summary>
[GenerateSerializer, Alias("payouts.CircuitState")]
public enum CircuitState
{
    /// <summary>They are.</summary>
    Closed,

    /// <summary>The next call decides.</summary>
    HalfOpen,

    /// <summary>Not for some seconds: too many failed.</summary>
    Open,
}
