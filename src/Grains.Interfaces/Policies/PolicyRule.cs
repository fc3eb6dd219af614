using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Interfaces.Policies;

/// <summary>One rule: if everything of <see cref="When"/> is so and <see cref="Unless"/> is not, it decides.</summary>
[GenerateSerializer, Immutable, Alias("payouts.PolicyRule")]
public sealed record PolicyRule
{
    /// <summary>1 to 40 of <c>a-z 0-9 -</c>; no other rule has it.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>Which payouts it is about; <see langword="null"/>: all.</summary>
    [Id(1)] public RuleCondition? When { get; init; }

    /// <summary>Which of them it is not about; <see langword="null"/>: about all of them.</summary>
    [Id(2)] public RuleCondition? Unless { get; init; }

    /// <summary>What it decides.</summary>
    [Id(3)] public required PolicyAction Then { get; init; }

    /// <summary>
    /// Who has to approve, for <see cref="PolicyAction.Approve"/> alone: 1 to 5 groups, which all have to be full, of at
    /// most 5 persons in all.
    /// </summary>
    [Id(4)] public ImmutableArray<NeededApproval> Needed { get; init; } = [];

    /// <summary>
    /// How long a payout waits for them, for <see cref="PolicyAction.Approve"/> alone: 1 hour to 30 days;
    /// <see langword="null"/>: 72 hours.
    /// </summary>
    [Id(5)] public TimeSpan? ExpiresAfter { get; init; }
}

/// <summary>What a rule decides.</summary>
[GenerateSerializer, Alias("payouts.PolicyAction")]
public enum PolicyAction
{
    /// <summary>The payout is made.</summary>
    Allow,

    /// <summary>It is made, and waits for approvals.</summary>
    Approve,

    /// <summary>It is made, and waits until somebody lets it go.</summary>
    Hold,

    /// <summary>It is not made.</summary>
    Refuse,
}

/// <summary>
/// What a payout has to be: all members that are given, and of a list any. A member that is empty or
/// <see langword="null"/> is not given.
/// </summary>
[GenerateSerializer, Immutable, Alias("payouts.RuleCondition")]
public sealed record RuleCondition
{
    /// <summary>Of one of these clients.</summary>
    [Id(0)] public ImmutableArray<string> Client { get; init; } = [];

    /// <summary>In one of these coins, in upper case.</summary>
    [Id(1)] public ImmutableArray<string> Asset { get; init; } = [];

    /// <summary>On one of these networks, in upper case.</summary>
    [Id(2)] public ImmutableArray<string> Network { get; init; } = [];

    /// <summary>It came about in one of these ways.</summary>
    [Id(3)] public ImmutableArray<PayoutOrigin> Origin { get; init; } = [];

    /// <summary>One of these persons called, compared as <see cref="Persons.AreSame"/> does.</summary>
    [Id(4)] public ImmutableArray<string> Initiator { get; init; } = [];

    /// <summary>It was called with one of these keys, by id or name.</summary>
    [Id(5)] public ImmutableArray<string> Key { get; init; } = [];

    /// <summary>Whether it belongs to a batch.</summary>
    [Id(6)] public bool? Batch { get; init; }

    /// <summary>How much it is; only beside exactly one <see cref="Asset"/>, as amounts of two coins do not compare.</summary>
    [Id(7)] public AmountRange? Amount { get; init; }

    /// <summary>When it was made.</summary>
    [Id(8)] public HoursRange? Hours { get; init; }

    /// <summary>What its address is to the client's book: judged last, and only if all else is so. Not for limits.</summary>
    [Id(9)] public ImmutableArray<AddressCondition> Address { get; init; } = [];
}

/// <summary>An amount in units of the asset; at least one bound is given.</summary>
/// <param name="From">At least this.</param>
/// <param name="Below">Less than this.</param>
[GenerateSerializer, Immutable, Alias("payouts.AmountRange")]
public sealed record AmountRange([property: Id(0)] decimal? From = null, [property: Id(1)] decimal? Below = null);

/// <summary>Hours of the day by the clocks of a place.</summary>
[GenerateSerializer, Immutable, Alias("payouts.HoursRange")]
public sealed record HoursRange
{
    /// <summary>An IANA time zone, such as <c>Europe/Vienna</c>.</summary>
    [Id(0)] public required string Zone { get; init; }

    /// <summary>From this time of day, whole minutes.</summary>
    [Id(1)] public required TimeOnly From { get; init; }

    /// <summary>Before this one: of the next day if it is not after <see cref="From"/>.</summary>
    [Id(2)] public required TimeOnly To { get; init; }

    /// <summary>On which days they begin; empty: every day.</summary>
    [Id(3)] public ImmutableArray<Weekday> Days { get; init; } = [];
}

/// <summary>A day of the week, in the order of ISO 8601.</summary>
[GenerateSerializer, Alias("payouts.Weekday")]
public enum Weekday
{
    /// <summary>Monday.</summary>
    Mon,

    /// <summary>Tuesday.</summary>
    Tue,

    /// <summary>Wednesday.</summary>
    Wed,

    /// <summary>Thursday.</summary>
    Thu,

    /// <summary>Friday.</summary>
    Fri,

    /// <summary>Saturday.</summary>
    Sat,

    /// <summary>Sunday.</summary>
    Sun,
}

/// <summary>What an address is to its client's book.</summary>
[GenerateSerializer, Alias("payouts.AddressCondition")]
public enum AddressCondition
{
    /// <summary>It is not in it.</summary>
    New,

    /// <summary>It was added lately.</summary>
    Cooling,

    /// <summary>It may be paid.</summary>
    Active,

    /// <summary>It was revoked.</summary>
    Revoked,

    /// <summary>It looks like one that is in it, and is another.</summary>
    Similar,
}
