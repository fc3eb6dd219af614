using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>Something that is held back before it is sent.</summary>
public sealed record Pause
{
    /// <summary>What: <c>all</c>, <c>asset:USDT</c>, <c>network:TRON</c> or <c>client:c-1042</c>.</summary>
    public required string Scope { get; init; }

    /// <summary>Why, in somebody's words.</summary>
    public required string Reason { get; init; }

    /// <summary>Who set it; <see langword="null"/> for keys that are bound to a client.</summary>
    public Caller? By { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>From when on the change holds everywhere.</summary>
    public required DateTimeOffset EffectiveBy { get; init; }

    /// <summary>The version of all pauses with its last change.</summary>
    public required long Version { get; init; }

    /// <summary>What waits for it; <see langword="null"/> in the answer to a change.</summary>
    public Waiting? Waiting { get; init; }
}

/// <summary>All pauses.</summary>
public sealed record PauseList
{
    /// <summary>As they were set.</summary>
    public required IReadOnlyList<Pause> Data { get; init; }

    /// <summary>What waits in all: what two pauses hold back counts once.</summary>
    public required Waiting Waiting { get; init; }

    /// <summary>Counts the changes; the service's entity tag.</summary>
    public required long Version { get; init; }
}

/// <summary>What waits for pauses to be lifted.</summary>
public sealed record Waiting
{
    /// <summary>How many payouts.</summary>
    public required long Count { get; init; }

    /// <summary>By asset.</summary>
    public required IReadOnlyList<WaitingTotal> Totals { get; init; }
}

/// <summary>What waits of one asset.</summary>
public sealed record WaitingTotal
{
    /// <summary>The coin's code.</summary>
    public required string Asset { get; init; }

    /// <summary>The sum, in units of the asset.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public required decimal Amount { get; init; }
}
