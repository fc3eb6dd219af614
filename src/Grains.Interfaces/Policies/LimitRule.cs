using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Interfaces.Policies;

/// <summary>How much, or how many, may leave within a sliding window.</summary>
[GenerateSerializer, Immutable, Alias("payouts.LimitRule")]
public sealed record LimitRule
{
    /// <summary>1 to 40 of <c>a-z 0-9 -</c>; no other limit has it.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>Which payouts count; <see langword="null"/>: all.</summary>
    [Id(1)] public RuleCondition? When { get; init; }

    /// <summary>Which of them do not; <see langword="null"/>: all of them do.</summary>
    [Id(2)] public RuleCondition? Unless { get; init; }

    /// <summary>What has a count of its own; empty: there is one count for all. In the order of the enum, each once.</summary>
    [Id(3)] public ImmutableArray<LimitPer> Per { get; init; } = [];

    /// <summary>1 hour, 24 hours, 7 days or 30 days.</summary>
    [Id(4)] public required TimeSpan Window { get; init; }

    /// <summary>At most this sum; needs one asset, in <see cref="When"/> or in <see cref="Per"/>. This or <see cref="MaxCount"/> is given.</summary>
    [Id(5)] public decimal? MaxAmount { get; init; }

    /// <summary>At most so many payouts, from 1.</summary>
    [Id(6)] public int? MaxCount { get; init; }

    /// <summary>What becomes of a payout that does not fit.</summary>
    [Id(7)] public LimitExcess OnExcess { get; init; } = LimitExcess.Refuse;

    /// <summary>Who has to approve it, for <see cref="LimitExcess.Approve"/> alone; see <see cref="PolicyRule.Needed"/>.</summary>
    [Id(8)] public ImmutableArray<NeededApproval> Needed { get; init; } = [];

    /// <summary>Whether the count that a client's payouts fall under has no other client's.</summary>
    public bool IsOwnOf(string clientId) => Per.Contains(LimitPer.Client) || (When is { Client: [var only] } && only == clientId);

    /// <summary>Whether what it counts is of one asset, so that the sum of the amounts tells something.</summary>
    public bool HasOneAsset => Per.Contains(LimitPer.Asset) || When is { Asset: [_] };
}

/// <summary>What a limit counts apart.</summary>
[GenerateSerializer, Alias("payouts.LimitPer")]
public enum LimitPer
{
    /// <summary>Each client.</summary>
    Client,

    /// <summary>Each coin.</summary>
    Asset,

    /// <summary>Each network.</summary>
    Network,

    /// <summary>Each key; payouts that were made without one have one count.</summary>
    Key,
}

/// <summary>What becomes of a payout that does not fit under a limit.</summary>
[GenerateSerializer, Alias("payouts.LimitExcess")]
public enum LimitExcess
{
    /// <summary>It is not made.</summary>
    Refuse,

    /// <summary>It waits until there is room.</summary>
    Queue,

    /// <summary>It waits for approvals, and then goes over the limit.</summary>
    Approve,
}
