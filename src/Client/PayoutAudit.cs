namespace Payouts.Client;

/// <summary>A payout's chain, and what proves it.</summary>
public sealed record PayoutAudit
{
    /// <summary>The payout.</summary>
    public required string PayoutId { get; init; }

    /// <summary>The number of the last line; <see langword="null"/>: the payout has no chain yet.</summary>
    public long? Seq { get; init; }

    /// <summary>The head after it.</summary>
    public string? Head { get; init; }

    /// <summary>The lines of the history that are kept.</summary>
    public required IReadOnlyList<AuditStep> Entries { get; init; }

    /// <summary>What was found.</summary>
    public required AuditVerdict Verdict { get; init; }

    /// <summary>The checkpoints that hold the payout's newest events, the newest last.</summary>
    public required IReadOnlyList<AuditProof> Checkpoints { get; init; }
}

/// <summary>What was found of a payout.</summary>
public sealed record AuditVerdict
{
    /// <summary>Whether nothing was found.</summary>
    public required bool Ok { get; init; }

    /// <summary>Whether whoever altered something would have needed a key to hide it.</summary>
    public required bool Keyed { get; init; }

    /// <summary>What is not as it was written.</summary>
    public required IReadOnlyList<AuditFault> Faults { get; init; }
}

/// <summary>A line of a payout's history in its chain.</summary>
public sealed record AuditStep
{
    /// <summary>Its number in the chain.</summary>
    public required long Seq { get; init; }

    /// <summary>When it was learned.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where it was learned.</summary>
    public required LogSource Source { get; init; }

    /// <summary>The status after it.</summary>
    public required PayoutStatus Status { get; init; }

    /// <summary>The detail after it; <see langword="null"/>: final.</summary>
    public PayoutDetail? Detail { get; init; }

    /// <summary>The payout's version with it.</summary>
    public long? Version { get; init; }

    /// <summary>The head after it, made anew from what is stored; <see langword="null"/>: no chain yet.</summary>
    public string? Head { get; init; }
}

/// <summary>How an event of a payout leads to a checkpoint's root (RFC 6962, section 2.1.1).</summary>
public sealed record AuditProof
{
    /// <summary>The checkpoint.</summary>
    public required AuditCheckpoint Checkpoint { get; init; }

    /// <summary>The payout's version in the leaf.</summary>
    public required long Version { get; init; }

    /// <summary>The head in the leaf; <see langword="null"/>: the event has none.</summary>
    public string? Head { get; init; }

    /// <summary>The leaf's place in the tree, from 0.</summary>
    public required long Index { get; init; }

    /// <summary>Hashes from the leaf upwards, base64url.</summary>
    public required IReadOnlyList<string> Path { get; init; }
}

/// <summary>A checkpoint: it holds the events up to it, and the control log.</summary>
public sealed record AuditCheckpoint
{
    /// <summary>Its number.</summary>
    public required long N { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>It holds the events after this place.</summary>
    public required string From { get; init; }

    /// <summary>The place of its last event.</summary>
    public required string To { get; init; }

    /// <summary>How many events it holds.</summary>
    public required long Leaves { get; init; }

    /// <summary>The root of the RFC 6962 tree over them.</summary>
    public required string Root { get; init; }

    /// <summary>The last entry of the control log then; 0: none.</summary>
    public required long ControlSeq { get; init; }

    /// <summary>That entry's hash.</summary>
    public string? ControlHead { get; init; }

    /// <summary>The digest of the checkpoint before; <see langword="null"/> for the first.</summary>
    public string? Prev { get; init; }

    /// <summary>The key that signed it; <see langword="null"/>: none.</summary>
    public string? KeyId { get; init; }

    /// <summary>ECDSA P-256 with SHA-256 in DER, base64.</summary>
    public string? Signature { get; init; }
}
