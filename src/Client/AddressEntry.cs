namespace Payouts.Client;

/// <summary>A receiver in a client's address book.</summary>
public sealed record AddressEntry
{
    /// <summary>Of client, network, account and memo: the same in every spelling of the address.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string ClientId { get; init; }

    /// <summary>The network's code.</summary>
    public required string Network { get; init; }

    /// <summary>The only asset that it is meant for; <see langword="null"/>: any on the network.</summary>
    public string? Asset { get; init; }

    /// <summary>As it was sent.</summary>
    public required string Address { get; init; }

    /// <summary>Belongs to the address.</summary>
    public string? Memo { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Label { get; init; }

    /// <summary>What the checksum of this very address is worth.</summary>
    public required AddressStrength Strength { get; init; }

    /// <summary>What it is now.</summary>
    public required AddressStatus Status { get; init; }

    /// <summary>From when it is active, unless it is revoked.</summary>
    public required DateTimeOffset ActiveAt { get; init; }

    /// <summary>The ids of the entries that it looks like, as was acknowledged when it was added.</summary>
    public IReadOnlyList<string> SimilarTo { get; init; } = [];

    /// <summary>Who added it, the last time; <see langword="null"/> for keys that are bound to a client.</summary>
    public Caller? CreatedBy { get; init; }

    /// <summary>When it was added, the last time.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The person who made it active before its time.</summary>
    public string? ActivatedBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? ActivatedAt { get; init; }

    /// <summary>Who revoked it.</summary>
    public Caller? RevokedBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Why.</summary>
    public string? RevokeReason { get; init; }

    /// <summary>Counts its changes; the service's entity tag. That it becomes active in time is none.</summary>
    public required long Version { get; init; }
}

/// <summary>An address to add.</summary>
public sealed record AddressRequest
{
    /// <summary>The network's code, in any case.</summary>
    public required string Network { get; init; }

    /// <summary>The only asset that may be paid to it; <see langword="null"/>: any on the network.</summary>
    public string? Asset { get; init; }

    /// <summary>The address.</summary>
    public required string Address { get; init; }

    /// <summary>Belongs to the address: another memo is another receiver.</summary>
    public string? Memo { get; init; }

    /// <summary>Its name for people, 1 to 80 characters.</summary>
    public required string Label { get; init; }

    /// <summary>Add it although it looks like another entry.</summary>
    public bool? AcknowledgeSimilar { get; init; }
}

/// <summary>Which entries to list; what is not set restricts nothing.</summary>
public sealed record AddressFilter
{
    /// <summary>In this status.</summary>
    public AddressStatus? Status { get; init; }

    /// <summary>On this network.</summary>
    public string? Network { get; init; }

    /// <summary>The most entries of a page, 1 to 100.</summary>
    public int? Limit { get; init; }
}

/// <summary>One page of an address book.</summary>
public sealed record AddressPage
{
    /// <summary>The entries, the newest first.</summary>
    public required IReadOnlyList<AddressEntry> Data { get; init; }

    /// <summary>The cursor of the next page; <see langword="null"/> on the last.</summary>
    public string? NextCursor { get; init; }

    /// <summary>Whether more pages follow.</summary>
    public bool HasMore { get; init; }
}

/// <summary>An entry that an address looks like.</summary>
public sealed record SimilarAddress
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Label { get; init; }

    /// <summary>The ends of its address.</summary>
    public required string Masked { get; init; }
}
