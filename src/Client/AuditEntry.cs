namespace Payouts.Client;

/// <summary>An entry of the control log.</summary>
public sealed record AuditEntry
{
    /// <summary>Its number, without gaps.</summary>
    public required long Seq { get; init; }

    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>When it was done.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it.</summary>
    public required AuditActor Actor { get; init; }

    /// <summary>What was done, such as <c>key.made</c>.</summary>
    public required string Action { get; init; }

    /// <summary>To what.</summary>
    public required string Target { get; init; }

    /// <summary>SHA-256 of the target before, base64url; <see langword="null"/> if it was not there.</summary>
    public string? Before { get; init; }

    /// <summary>SHA-256 of the target after.</summary>
    public string? After { get; init; }

    /// <summary>What is different, at most 20; nothing secret.</summary>
    public required IReadOnlyList<AuditChange> Changes { get; init; }

    /// <summary>Why, if it was said.</summary>
    public string? Reason { get; init; }

    /// <summary>The hash of the entry before; <see langword="null"/> for the first.</summary>
    public string? Prev { get; init; }

    /// <summary>Binds this entry and all before it.</summary>
    public required string Hash { get; init; }
}

/// <summary>Who did something.</summary>
public sealed record AuditActor
{
    /// <summary>The person; <see langword="null"/> for a key that belongs to nobody.</summary>
    public string? Person { get; init; }

    /// <summary>The key, if there was one.</summary>
    public string? KeyId { get; init; }

    /// <summary>The way, such as <c>key</c> or <c>session</c>.</summary>
    public string? Via { get; init; }

    /// <summary>Where the call came from.</summary>
    public string? Address { get; init; }
}

/// <summary>One member that a change altered.</summary>
public sealed record AuditChange
{
    /// <summary>Where, a JSON pointer.</summary>
    public required string Path { get; init; }

    /// <summary>Its value before as JSON; <see langword="null"/> if it was not there.</summary>
    public string? Before { get; init; }

    /// <summary>Its value after.</summary>
    public string? After { get; init; }
}

/// <summary>A page of the control log.</summary>
public sealed record AuditEntryPage
{
    /// <summary>The entries, the newest first; fewer than asked for, or none, while more follow.</summary>
    public required IReadOnlyList<AuditEntry> Data { get; init; }

    /// <summary>The cursor of the next page; <see langword="null"/> on the last.</summary>
    public string? NextCursor { get; init; }

    /// <summary>Whether more pages follow.</summary>
    public bool HasMore { get; init; }
}

/// <summary>Which entries to list: those to which everything applies that is set.</summary>
public sealed record AuditFilter
{
    /// <summary>By this person or key.</summary>
    public string? Actor { get; init; }

    /// <summary>This action, or all that begin with it and a point.</summary>
    public string? Action { get; init; }

    /// <summary>To this target.</summary>
    public string? Target { get; init; }

    /// <summary>At or after this time.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The size of a page, 1 to 200; 50 if <see langword="null"/>.</summary>
    public int? Limit { get; init; }
}
