namespace Payouts.Client;

/// <summary>How the service itself is.</summary>
public sealed record SystemStatus
{
    /// <summary>The release that answered.</summary>
    public required string Version { get; init; }

    /// <summary>Production, Development or another one.</summary>
    public required string Environment { get; init; }

    /// <summary>When this was seen, by the service's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The members of the cluster.</summary>
    public required IReadOnlyList<SiloStatus> Silos { get; init; }

    /// <summary>Who looks for payouts that are due.</summary>
    public required IReadOnlyList<SweepStatus> Sweeps { get; init; }

    /// <summary>Since when the oldest payout is that may have been sent or not.</summary>
    public DateTimeOffset? OldestUnknownSince { get; init; }

    /// <summary>Since when the oldest payout is that is not final.</summary>
    public DateTimeOffset? OldestOpenSince { get; init; }

    /// <summary>How calls to Heleket go.</summary>
    public required HeleketStatus Heleket { get; init; }

    /// <summary>When Heleket's last webhook came.</summary>
    public DateTimeOffset? LastWebhookAt { get; init; }

    /// <summary>When the catalogue was read.</summary>
    public DateTimeOffset? CatalogReadAt { get; init; }

    /// <summary>How old the controls are that sends are held against; <see langword="null"/> without controls.</summary>
    public decimal? ControlsAgeSeconds { get; init; }

    /// <summary>The feed of events.</summary>
    public required FeedStatus Feed { get; init; }
}

/// <summary>A member of the cluster.</summary>
public sealed record SiloStatus
{
    /// <summary>Where the others reach it.</summary>
    public required string Address { get; init; }

    /// <summary>Its release.</summary>
    public string? Version { get; init; }

    /// <summary>Since when it is there.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>How it is.</summary>
    public required SiloState State { get; init; }
}

/// <summary>One of those who look for payouts that are due.</summary>
public sealed record SweepStatus
{
    /// <summary>Its number.</summary>
    public required long Shard { get; init; }

    /// <summary>When it last looked.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>How long the oldest due payout waits.</summary>
    public decimal? LagSeconds { get; init; }

    /// <summary>How many are due.</summary>
    public long? Due { get; init; }
}

/// <summary>How calls to Heleket go.</summary>
public sealed record HeleketStatus
{
    /// <summary>Whether they are let through.</summary>
    public required CircuitState Circuit { get; init; }

    /// <summary>When Heleket last answered.</summary>
    public DateTimeOffset? LastAnswerAt { get; init; }

    /// <summary>Until when Heleket takes no payouts, as it said.</summary>
    public DateTimeOffset? BlockedUntil { get; init; }
}

/// <summary>The feed of events.</summary>
public sealed record FeedStatus
{
    /// <summary>When its last event happened.</summary>
    public DateTimeOffset? EndAt { get; init; }

    /// <summary>How far what can be read is behind what was written.</summary>
    public decimal? LagSeconds { get; init; }
}
