using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>How much may leave within a sliding window.</summary>
public sealed record Limit
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What has a count of its own; empty: there is one count.</summary>
    public required IReadOnlyList<LimitPer> Per { get; init; }

    /// <summary><c>[d.]hh:mm:ss</c>.</summary>
    public required string Window { get; init; }

    /// <summary>The greatest sum; <see langword="null"/>: any.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal? MaxAmount { get; init; }

    /// <summary>The most payouts; <see langword="null"/>: any number.</summary>
    public long? MaxCount { get; init; }

    /// <summary>What becomes of a payout that does not fit.</summary>
    public required LimitExcess OnExcess { get; init; }
}

/// <summary>A number of payouts and a sum of their amounts.</summary>
public sealed record LimitMeasure
{
    /// <summary>How many; <see langword="null"/>: any number.</summary>
    public long? Count { get; init; }

    /// <summary>In units of the asset; <see langword="null"/>: any, or the limit counts several assets.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal? Amount { get; init; }
}

/// <summary>Which of a limit's counts is meant: what the limit counts apart by has to be said, but for the key.</summary>
public sealed record LimitCount
{
    /// <summary>Of which client; a key that is bound to one need not say it.</summary>
    public string? ClientId { get; init; }

    /// <summary>Of which asset, in any case.</summary>
    public string? Asset { get; init; }

    /// <summary>On which network, in any case.</summary>
    public string? Network { get; init; }

    /// <summary>Made by which key, by id or name; <see langword="null"/>: by none.</summary>
    public string? Key { get; init; }
}

/// <summary>How much of a limit is used.</summary>
public sealed record LimitUsage
{
    /// <summary>The limit.</summary>
    public required string Name { get; init; }

    /// <summary>Whose count it is; <see langword="null"/>: it does not count by client.</summary>
    public string? ClientId { get; init; }

    /// <summary>Of which asset; <see langword="null"/>: it does not count by asset.</summary>
    public string? Asset { get; init; }

    /// <summary>On which network; <see langword="null"/>: it does not count by network.</summary>
    public string? Network { get; init; }

    /// <summary>Made by which key; <see langword="null"/>: it does not count by key, or those made without one.</summary>
    public string? Key { get; init; }

    /// <summary><c>[d.]hh:mm:ss</c>.</summary>
    public required string Window { get; init; }

    /// <summary>What counts now.</summary>
    public required LimitMeasure Used { get; init; }

    /// <summary>The most.</summary>
    public required LimitMeasure Max { get; init; }

    /// <summary>What is left.</summary>
    public required LimitMeasure Room { get; init; }

    /// <summary>How many of those used are held without word yet that they were stored.</summary>
    public required long Tentative { get; init; }

    /// <summary>When it counted for the first time; <see langword="null"/> if it never did.</summary>
    public DateTimeOffset? CountingSince { get; init; }

    /// <summary>When the oldest of them no longer count; <see langword="null"/> if there are none.</summary>
    public DateTimeOffset? NextLeavesAt { get; init; }
}

/// <summary>What a limit would say to a payout.</summary>
public sealed record LimitCheck
{
    /// <summary>The limit.</summary>
    public required string Name { get; init; }

    /// <summary>Its count: the name, the window, and what it counts apart.</summary>
    public required string Key { get; init; }

    /// <summary>What counts now.</summary>
    public required LimitMeasure Used { get; init; }

    /// <summary>The most.</summary>
    public required LimitMeasure Max { get; init; }

    /// <summary>Whether there is room now.</summary>
    public required bool Fits { get; init; }

    /// <summary>If there is none: when there is if nothing else comes; <see langword="null"/>: never, or there is room.</summary>
    public DateTimeOffset? AvailableAt { get; init; }
}
