using System.Text.Json.Serialization;

namespace Payouts.Client.Wire;

/// <summary>How everything is read and written; made at compile time, so that it can be compiled ahead of time and trimmed.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Payout))]
[JsonSerializable(typeof(PayoutRequest))]
[JsonSerializable(typeof(PayoutPage))]
[JsonSerializable(typeof(Validation))]
[JsonSerializable(typeof(PayoutStats))]
[JsonSerializable(typeof(PayoutSeries))]
[JsonSerializable(typeof(Catalog))]
[JsonSerializable(typeof(SystemStatus))]
[JsonSerializable(typeof(Me))]
[JsonSerializable(typeof(NewKey))]
[JsonSerializable(typeof(KeyList))]
[JsonSerializable(typeof(KeyRequest))]
[JsonSerializable(typeof(PayoutAudit))]
[JsonSerializable(typeof(AuditEntryPage))]
[JsonSerializable(typeof(AuditVerification))]
[JsonSerializable(typeof(AuditReport))]
[JsonSerializable(typeof(PayoutEvent))]
[JsonSerializable(typeof(EventPage))]
[JsonSerializable(typeof(NoteBody))]
[JsonSerializable(typeof(ReasonBody))]
[JsonSerializable(typeof(OverlapBody))]
internal sealed partial class PayoutsJson : JsonSerializerContext;

/// <summary>What a person says about what needs attention.</summary>
/// <param name="Note">Free text.</param>
internal sealed record NoteBody(string? Note);

/// <summary>Why a key is revoked.</summary>
/// <param name="Reason">Free text.</param>
internal sealed record ReasonBody(string Reason);

/// <summary>How long the old secret is taken beside the new one.</summary>
/// <param name="Overlap">In whole seconds.</param>
internal sealed record OverlapBody(long Overlap);

/// <summary>All keys.</summary>
internal sealed record KeyList
{
    /// <summary>The keys.</summary>
    public required IReadOnlyList<Key> Data { get; init; }
}
