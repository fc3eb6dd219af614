using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Interfaces.Audit;

/// <summary>Reads the audit from the databases, and verifies. A stateless worker.</summary>
[GrainInterfaceType("Payouts.IAuditReaderGrain")]
[Alias("payouts.IAuditReaderGrain")]
public interface IAuditReaderGrain : IGrainWithIntegerKey
{
    /// <summary>A payout's chain, verified, and the checkpoints that hold it; <see langword="null"/> if there is no such payout.</summary>
    [Alias("Payout"), AnySilo]
    Task<PayoutAudit?> Payout(string id);

    /// <summary>Entries of the control log, the newest first.</summary>
    [Alias("Entries"), AnySilo]
    Task<AuditEntryPage> Entries(AuditQuery query);

    /// <summary>Verifies a part of what there is, and says where to go on.</summary>
    /// <exception cref="ArgumentException">The cursor is not one of ours.</exception>
    [Alias("Verify"), AnySilo]
    Task<AuditReport> Verify(AuditCheck check);

    /// <summary>Lines of an export: the public key, entries, checkpoints.</summary>
    /// <exception cref="ArgumentException">The cursor is not one of ours.</exception>
    [Alias("Export"), AnySilo]
    Task<AuditExportPage> Export(AuditExport export);

    /// <summary>The last line of an export, signed if there is a key for it.</summary>
    /// <param name="lines">How many lines come before it.</param>
    /// <param name="sha256">Over those lines with their ends, base64url.</param>
    [Alias("EndExport"), AnySilo]
    Task<string> EndExport(long lines, string sha256);
}

/// <summary>Which entries are asked for; what is <see langword="null"/> does not matter.</summary>
/// <param name="Limit">1 to 200 entries.</param>
/// <param name="Before">Only entries with a lower number.</param>
/// <param name="Actor">A person or a key.</param>
/// <param name="Action">An action, or all that begin with it and a point: <c>key</c>.</param>
/// <param name="Target">A target.</param>
/// <param name="From">At or after this time.</param>
/// <param name="To">Before this time.</param>
[GenerateSerializer, Immutable, Alias("payouts.AuditQuery")]
public sealed record AuditQuery(
    [property: Id(0)] int Limit,
    [property: Id(1)] long? Before = null,
    [property: Id(2)] string? Actor = null,
    [property: Id(3)] string? Action = null,
    [property: Id(4)] string? Target = null,
    [property: Id(5)] DateTimeOffset? From = null,
    [property: Id(6)] DateTimeOffset? To = null);

/// <summary>Some entries.</summary>
/// <param name="Entries">The newest first; a page may have fewer than there is room for, or none, while more follow.</param>
/// <param name="Next">Go on before this number; <see langword="null"/> at the end.</param>
[GenerateSerializer, Immutable, Alias("payouts.AuditEntryPage")]
public sealed record AuditEntryPage([property: Id(0)] ImmutableArray<AuditEntry> Entries, [property: Id(1)] long? Next = null);

/// <summary>What is to be verified: a payout, or all of a time.</summary>
/// <param name="PayoutId">This payout alone.</param>
/// <param name="From">Payouts changed since, and checkpoints made since.</param>
/// <param name="To">Payouts created, and checkpoints begun, before.</param>
/// <param name="Cursor">Where the last call ended.</param>
[GenerateSerializer, Immutable, Alias("payouts.AuditCheck")]
public sealed record AuditCheck(
    [property: Id(0)] string? PayoutId = null,
    [property: Id(1)] DateTimeOffset? From = null,
    [property: Id(2)] DateTimeOffset? To = null,
    [property: Id(3)] string? Cursor = null);

/// <summary>What was found.</summary>
/// <param name="Keyed">Whether whoever altered something would have needed a key to hide it.</param>
/// <param name="Checked">How many rows, events, checkpoints and entries were looked at.</param>
/// <param name="Unverifiable">How many of them cannot be judged: older than the chain, or than what is kept.</param>
/// <param name="Faults">What is not as it was written.</param>
/// <param name="Next">Where to go on; <see langword="null"/> when all was looked at.</param>
[GenerateSerializer, Immutable, Alias("payouts.AuditReport")]
public sealed record AuditReport(
    [property: Id(0)] bool Keyed,
    [property: Id(1)] long Checked,
    [property: Id(2)] long Unverifiable,
    [property: Id(3)] ImmutableArray<AuditFault> Faults,
    [property: Id(4)] string? Next = null);

/// <summary>One fault.</summary>
/// <param name="Kind">Which.</param>
/// <param name="PayoutId">The payout, if it is one's.</param>
/// <param name="Seq">The number of the entry or the checkpoint, or the version of the event.</param>
/// <param name="At">When what is at fault happened, as far as can be told.</param>
[GenerateSerializer, Immutable, Alias("payouts.AuditFault")]
public sealed record AuditFault(
    [property: Id(0)] AuditFaultKind Kind,
    [property: Id(1)] string? PayoutId = null,
    [property: Id(2)] long? Seq = null,
    [property: Id(3)] DateTimeOffset? At = null);

/// <summary>What may be found.</summary>
public enum AuditFaultKind
{
    /// <summary>A line of a payout's history is not as it was written, or gone.</summary>
    EntryAltered,

    /// <summary>A payout's request is not as it was made.</summary>
    RequestAltered,

    /// <summary>Anything else of a payout's row is not as it was written.</summary>
    HeadMismatch,

    /// <summary>There was a later version of the row.</summary>
    RowRolledBack,

    /// <summary>There is an event of a payout that is gone.</summary>
    RowMissing,

    /// <summary>An event is gone, or is not as it was written.</summary>
    EventMissing,

    /// <summary>A checkpoint is gone, or is not as it was made.</summary>
    CheckpointAltered,

    /// <summary>A checkpoint's signature is not by a known key.</summary>
    SignatureInvalid,

    /// <summary>An entry of the control log is not as it was written.</summary>
    ControlAltered,

    /// <summary>Entries of the control log are gone.</summary>
    ControlGap,
}

/// <summary>A payout's chain.</summary>
/// <param name="Id">The payout.</param>
/// <param name="ClientId">Its client.</param>
/// <param name="Seq">The number of the last line; <see langword="null"/> if the payout has no chain yet.</param>
/// <param name="Head">The head after it.</param>
/// <param name="Steps">The lines of its history.</param>
/// <param name="Report">What was found.</param>
/// <param name="Proofs">The checkpoints that hold it, the newest last.</param>
[GenerateSerializer, Immutable, Alias("payouts.PayoutAudit")]
public sealed record PayoutAudit(
    [property: Id(0)] string Id,
    [property: Id(1)] string ClientId,
    [property: Id(2)] long? Seq,
    [property: Id(3)] string? Head,
    [property: Id(4)] ImmutableArray<AuditStep> Steps,
    [property: Id(5)] AuditReport Report,
    [property: Id(6)] ImmutableArray<AuditProof> Proofs);

/// <summary>One line of a payout's history.</summary>
/// <param name="Seq">Its number in the chain.</param>
/// <param name="Head">The head after it, made anew from the row; <see langword="null"/> if the payout has no chain yet.</param>
/// <param name="Line">The line.</param>
[GenerateSerializer, Immutable, Alias("payouts.AuditStep")]
public sealed record AuditStep([property: Id(0)] long Seq, [property: Id(1)] string? Head, [property: Id(2)] ResponseLog Line);

/// <summary>That a checkpoint holds an event of a payout: how its leaf leads to the root (RFC 6962, section 2.1.1).</summary>
/// <param name="Checkpoint">The checkpoint.</param>
/// <param name="Version">The payout's version in the leaf.</param>
/// <param name="Head">The head in the leaf.</param>
/// <param name="Index">The leaf's place in the tree, from 0.</param>
/// <param name="Path">Hashes from the leaf upwards, base64url.</param>
[GenerateSerializer, Immutable, Alias("payouts.AuditProof")]
public sealed record AuditProof(
    [property: Id(0)] AuditCheckpoint Checkpoint,
    [property: Id(1)] long Version,
    [property: Id(2)] string? Head,
    [property: Id(3)] int Index,
    [property: Id(4)] ImmutableArray<string> Path);

/// <summary>What is to be exported.</summary>
/// <param name="From">At or after this time.</param>
/// <param name="To">Before this time.</param>
/// <param name="Cursor">Where the last call ended.</param>
[GenerateSerializer, Immutable, Alias("payouts.AuditExport")]
public sealed record AuditExport([property: Id(0)] DateTimeOffset From, [property: Id(1)] DateTimeOffset To, [property: Id(2)] string? Cursor = null);

/// <summary>Some lines of an export.</summary>
/// <param name="Lines">JSON, without the ends of the lines.</param>
/// <param name="Next">Where to go on; <see langword="null"/> when only the last line is missing.</param>
[GenerateSerializer, Immutable, Alias("payouts.AuditExportPage")]
public sealed record AuditExportPage([property: Id(0)] ImmutableArray<string> Lines, [property: Id(1)] string? Next = null);
