using System.Text.Json.Serialization;
using Payouts.Client.Wire;

namespace Payouts.Client;

/// <summary>What a verification may find.</summary>
/// <param name="Value">As it is written on the wire. Compare with the members of this type: one that they do not have is of a newer service.</param>
[JsonConverter(typeof(WordConverter<AuditFaultKind>))]
public readonly record struct AuditFaultKind(string Value) : IWord<AuditFaultKind>
{
    /// <summary>A line of a payout's history is not as it was written, or gone.</summary>
    public static readonly AuditFaultKind EntryAltered = new("entry_altered");

    /// <summary>A payout's request is not as it was made.</summary>
    public static readonly AuditFaultKind RequestAltered = new("request_altered");

    /// <summary>Anything else of a payout's row is not as it was written.</summary>
    public static readonly AuditFaultKind HeadMismatch = new("head_mismatch");

    /// <summary>There was a later version of the row.</summary>
    public static readonly AuditFaultKind RowRolledBack = new("row_rolled_back");

    /// <summary>There is an event of a payout that is gone.</summary>
    public static readonly AuditFaultKind RowMissing = new("row_missing");

    /// <summary>An event is gone, or is not as it was written.</summary>
    public static readonly AuditFaultKind EventMissing = new("event_missing");

    /// <summary>A checkpoint is gone, or is not as it was made.</summary>
    public static readonly AuditFaultKind CheckpointAltered = new("checkpoint_altered");

    /// <summary>A checkpoint's signature is not by a known key.</summary>
    public static readonly AuditFaultKind SignatureInvalid = new("signature_invalid");

    /// <summary>An entry of the control log is not as it was written.</summary>
    public static readonly AuditFaultKind ControlAltered = new("control_altered");

    /// <summary>Entries of the control log are gone.</summary>
    public static readonly AuditFaultKind ControlGap = new("control_gap");

    /// <summary>As it is written on the wire; empty for the default value.</summary>
    public string Value { get => field ?? ""; } = Value;

    static AuditFaultKind IWord<AuditFaultKind>.Of(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
