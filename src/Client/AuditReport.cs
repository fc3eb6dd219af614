namespace Payouts.Client;

/// <summary>What a verification found so far.</summary>
public sealed record AuditReport
{
    /// <summary>Whether nothing was found.</summary>
    public required bool Ok { get; init; }

    /// <summary>Whether whoever altered something would have needed a key to hide it.</summary>
    public required bool Keyed { get; init; }

    /// <summary>How many rows, events, checkpoints and entries were looked at.</summary>
    public required long Checked { get; init; }

    /// <summary>How many of them cannot be judged: older than the chain, or than what is kept.</summary>
    public required long Unverifiable { get; init; }

    /// <summary>What is not as it was written.</summary>
    public required IReadOnlyList<AuditFault> Faults { get; init; }

    /// <summary>Where to go on; <see langword="null"/> when all was looked at.</summary>
    public string? NextCursor { get; init; }
}

/// <summary>Something that is not as it was written.</summary>
public sealed record AuditFault
{
    /// <summary>What was found.</summary>
    public required AuditFaultKind Kind { get; init; }

    /// <summary>The payout, if it is one's.</summary>
    public string? PayoutId { get; init; }

    /// <summary>The number of the entry or checkpoint, or the version of the event.</summary>
    public long? Seq { get; init; }

    /// <summary>When what is at fault happened, as far as can be told.</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>What is to be verified: a payout, or all of a time.</summary>
public sealed record AuditVerification
{
    /// <summary>This payout alone.</summary>
    public string? PayoutId { get; init; }

    /// <summary>Payouts that were changed, checkpoints that were made since.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Payouts that were made before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The <see cref="AuditReport.NextCursor"/> of the last answer.</summary>
    public string? Cursor { get; init; }
}
