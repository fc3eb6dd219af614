namespace Payouts.Client;

/// <summary>Which events to follow: those to which everything applies that is set.</summary>
public sealed record EventFilter
{
    /// <summary>Of these types; of all if it is empty.</summary>
    public IReadOnlyList<EventType> Types { get; init; } = [];

    /// <summary>Of this client.</summary>
    public string? ClientId { get; init; }

    /// <summary>Of this payout.</summary>
    public string? PayoutId { get; init; }

    /// <summary>The size of a page, 1 to 1000; 100 if <see langword="null"/>.</summary>
    public int? Limit { get; init; }
}
