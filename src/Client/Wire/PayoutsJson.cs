using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Payouts.Client.Wire;

/// <summary>How everything is read and written; made at compile time, so that it can be compiled ahead of time and trimmed.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(PolicyConverter)])]
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
[JsonSerializable(typeof(Pause))]
[JsonSerializable(typeof(PauseList))]
[JsonSerializable(typeof(Policy))]
[JsonSerializable(typeof(PolicyVersion))]
[JsonSerializable(typeof(PolicyVersionList))]
[JsonSerializable(typeof(Proposal))]
[JsonSerializable(typeof(ProposalList))]
[JsonSerializable(typeof(ProposalBody))]
[JsonSerializable(typeof(RejectionBody))]
[JsonSerializable(typeof(PolicyCheck))]
[JsonSerializable(typeof(CheckCallerBody))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(LimitList))]
[JsonSerializable(typeof(LimitUsage))]
[JsonSerializable(typeof(PayoutAudit))]
[JsonSerializable(typeof(AuditEntryPage))]
[JsonSerializable(typeof(AuditVerification))]
[JsonSerializable(typeof(AuditReport))]
[JsonSerializable(typeof(PayoutEvent))]
[JsonSerializable(typeof(EventPage))]
[JsonSerializable(typeof(AddressEntry))]
[JsonSerializable(typeof(AddressPage))]
[JsonSerializable(typeof(AddressRequest))]
[JsonSerializable(typeof(SimilarAddress))]
[JsonSerializable(typeof(PayoutSelection))]
[JsonSerializable(typeof(DecidedPayouts))]
[JsonSerializable(typeof(ApprovalBody))]
[JsonSerializable(typeof(NoteBody))]
[JsonSerializable(typeof(ReasonBody))]
[JsonSerializable(typeof(OverlapBody))]
internal sealed partial class PayoutsJson : JsonSerializerContext;

/// <summary>What a person says about what needs attention.</summary>
/// <param name="Note">Free text.</param>
internal sealed record NoteBody(string? Note);

/// <summary>Why a key or an address is revoked, or something paused or lifted.</summary>
/// <param name="Reason">Free text.</param>
internal sealed record ReasonBody(string Reason);

/// <summary>What a person says with an approval.</summary>
/// <param name="Role">The role in which.</param>
/// <param name="Note">Free text.</param>
internal sealed record ApprovalBody(string? Role, string? Note);

/// <summary>How long the old secret is taken beside the new one.</summary>
/// <param name="Overlap">In whole seconds.</param>
internal sealed record OverlapBody(long Overlap);

/// <summary>All keys.</summary>
internal sealed record KeyList
{
    /// <summary>The keys.</summary>
    public required IReadOnlyList<Key> Data { get; init; }
}

/// <summary>A policy to propose.</summary>
/// <param name="Policy">It.</param>
/// <param name="Note">Why.</param>
internal sealed record ProposalBody(Policy Policy, string Note);

/// <summary>Why a proposal is rejected.</summary>
/// <param name="Reason">Free text.</param>
internal sealed record RejectionBody(string? Reason);

/// <summary>Who is supposed to call.</summary>
/// <param name="Person">The person.</param>
/// <param name="Key">The key.</param>
internal sealed record CheckCallerBody(string? Person, string? Key);

/// <summary>The versions of the policy.</summary>
internal sealed record PolicyVersionList
{
    /// <summary>The newest first.</summary>
    public required IReadOnlyList<PolicyVersion> Data { get; init; }
}

/// <summary>The limits.</summary>
internal sealed record LimitList
{
    /// <summary>In the policy's order.</summary>
    public required IReadOnlyList<Limit> Data { get; init; }
}

/// <summary>The proposals.</summary>
internal sealed record ProposalList
{
    /// <summary>The newest first.</summary>
    public required IReadOnlyList<Proposal> Data { get; init; }
}
