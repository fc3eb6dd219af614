namespace Payouts.Client;

/// <summary>One line of a payout's history.</summary>
public sealed record ResponseLog
{
    /// <summary>When it was learned; for a repeated line, when it last was.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where it was learned.</summary>
    public required LogSource Source { get; init; }

    /// <summary>The payout's status after it.</summary>
    public required PayoutStatus Status { get; init; }

    /// <summary>The payout's detail after it.</summary>
    public PayoutDetail? Detail { get; init; }

    /// <summary>The payout's reason after it.</summary>
    public PayoutReason? Reason { get; init; }

    /// <summary>Whether a person had to look at the payout after it; <see langword="null"/> for a line of an older release.</summary>
    public bool? NeedsAttention { get; init; }

    /// <summary>The payout's version that it made; <see langword="null"/> for a line of an older release.</summary>
    public long? Version { get; init; }

    /// <summary>Heleket's status.</summary>
    public string? HeleketStatus { get; init; }

    /// <summary>Whether Heleket's status was final.</summary>
    public bool IsFinal { get; init; }

    /// <summary>Heleket's message, or the service's own.</summary>
    public string? Message { get; init; }

    /// <summary>How often the same was learned.</summary>
    public long Count { get => field == 0 ? 1 : field; init; }

    /// <summary>When it was first learned.</summary>
    public DateTimeOffset FirstAt { get => field == default ? At : field; init; }

    /// <summary>Who acted; <see langword="null"/> where nobody did, and for callers that are bound to a client.</summary>
    public Caller? By { get; init; }
}
