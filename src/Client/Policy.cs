namespace Payouts.Client;

/// <summary>A policy, as its text: what its members mean is for people and for the service.</summary>
/// <param name="Json">The JSON object.</param>
/// <param name="Version">Its version, where the text says it: of the policy in force, not of one that is proposed.</param>
public sealed record Policy(string Json, long? Version = null);

/// <summary>How a version of the policy came into force.</summary>
public sealed record PolicyVersion
{
    /// <summary>Its number, from 1.</summary>
    public required long Version { get; init; }

    /// <summary>The id of the proposal.</summary>
    public required string Proposal { get; init; }

    /// <summary>Why, as the proposer says.</summary>
    public required string Note { get; init; }

    /// <summary>The person who proposed it.</summary>
    public required string ProposedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset ProposedAt { get; init; }

    /// <summary>The person who approved it.</summary>
    public required string ApprovedBy { get; init; }

    /// <summary>When; from then on it was in force.</summary>
    public required DateTimeOffset ApprovedAt { get; init; }

    /// <summary>The policy; <see langword="null"/> in a list.</summary>
    public Policy? Policy { get; init; }
}

/// <summary>How a payout would be judged.</summary>
public sealed record PolicyCheck
{
    /// <summary>What would become of it; <see langword="null"/>: it depends on the address, of which nothing is known.</summary>
    public PolicyAction? Decision { get; init; }

    /// <summary>The rule that decides, or depends on the address; <see langword="null"/>: none matches.</summary>
    public string? Rule { get; init; }

    /// <summary>What each rule says, from the top, up to that one; <see langword="null"/> for a key that is bound to a client.</summary>
    public IReadOnlyList<PolicyTrace>? Trace { get; init; }

    /// <summary>Who would have to approve it; <see langword="null"/> for a key that is bound to a client.</summary>
    public IReadOnlyList<NeededApproval>? Needed { get; init; }

    /// <summary>What each limit would say that it falls under; for a key that is bound to a client, those that count its payouts alone.</summary>
    public IReadOnlyList<LimitCheck> Limits { get => field ?? []; init; }

    /// <summary>What the receiver is to the client's address book; <see langword="null"/> for a key that is bound to a client.</summary>
    public PolicyCheckAddress? Address { get; init; }

    /// <summary>The scopes of the pauses that would hold it back; <see langword="null"/> for a key that is bound to a client.</summary>
    public IReadOnlyList<string>? Pauses { get; init; }

    /// <summary>The version in force; <see langword="null"/> for a key that is bound to a client.</summary>
    public long? PolicyVersion { get; init; }

    /// <summary>The proposal that it was judged by, if by one.</summary>
    public string? Proposal { get; init; }
}

/// <summary>What a receiver is to a client's address book.</summary>
public sealed record PolicyCheckAddress
{
    /// <summary>What the book says of it.</summary>
    public required AddressStatus Standing { get; init; }

    /// <summary>How surely a slip in it would have been noticed.</summary>
    public required AddressStrength Strength { get; init; }

    /// <summary>The ids of the entries that it looks like and is not.</summary>
    public required IReadOnlyList<string> SimilarTo { get; init; }

    /// <summary>Whether the client's payouts go to active addresses alone: then any other is refused, whatever the rules say.</summary>
    public required bool Required { get; init; }
}

/// <summary>What a rule says of a payout.</summary>
public sealed record PolicyTrace
{
    /// <summary>Its name.</summary>
    public required string Rule { get; init; }

    /// <summary>Whether it matches; <see langword="null"/>: it depends on the address, of which nothing is known.</summary>
    public bool? Matched { get; init; }

    /// <summary>Why.</summary>
    public required string Because { get; init; }
}

/// <summary>A group of approvals.</summary>
public sealed record NeededApproval
{
    /// <summary>What each of them has to be; <see langword="null"/>: anybody who may approve.</summary>
    public string? Role { get; init; }

    /// <summary>How many persons.</summary>
    public required long Count { get; init; }
}

/// <summary>What a check supposes beside the payout.</summary>
public sealed record PolicySupposition
{
    /// <summary>Somebody else calls: <see cref="Person"/> with <see cref="Key"/>. Needs the scope <see cref="Scope.Admin"/>.</summary>
    public bool IsOther { get; init; }

    /// <summary>The other person; <see langword="null"/>: a key that belongs to nobody.</summary>
    public string? Person { get; init; }

    /// <summary>The other key, as the policy names it; <see langword="null"/>: none.</summary>
    public string? Key { get; init; }

    /// <summary>When it is made; <see langword="null"/>: now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The id of a proposal to judge by; <see langword="null"/>: the policy in force.</summary>
    public string? Proposal { get; init; }
}
