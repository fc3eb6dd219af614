using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Payouts.Grains.Interfaces.Policies;

/// <summary>Something to be said of a place in a policy.</summary>
/// <param name="Path">A JSON pointer (RFC 6901) into the policy.</param>
/// <param name="Detail">For a person.</param>
[GenerateSerializer, Immutable, Alias("payouts.PolicyRemark")]
public sealed record PolicyRemark([property: Id(0)] string Path, [property: Id(1)] string Detail);

/// <summary>How a policy came into force.</summary>
/// <param name="Version">From 1, one more with each.</param>
/// <param name="Proposal">The id of the proposal.</param>
/// <param name="Note">Why, as the proposer says; 1 to 500 characters.</param>
/// <param name="ProposedBy">The person who proposed it.</param>
/// <param name="ProposedAt">When.</param>
/// <param name="ApprovedBy">The person who approved it.</param>
/// <param name="ApprovedAt">When; from then on it is in force.</param>
[GenerateSerializer, Immutable, Alias("payouts.PolicyOrigin")]
public sealed record PolicyOrigin(
    [property: Id(0)] int Version,
    [property: Id(1)] string Proposal,
    [property: Id(2)] string Note,
    [property: Id(3)] string ProposedBy,
    [property: Id(4)] DateTimeOffset ProposedAt,
    [property: Id(5)] string ApprovedBy,
    [property: Id(6)] DateTimeOffset ApprovedAt);

/// <summary>A policy that is or was in force.</summary>
/// <param name="Policy">It.</param>
/// <param name="Origin">How it came into force; <see langword="null"/> for version 0, which nobody made.</param>
[GenerateSerializer, Immutable, Alias("payouts.PolicyVersion")]
public sealed record PolicyVersion([property: Id(0)] Policy Policy, [property: Id(1)] PolicyOrigin? Origin = null)
{
    /// <summary>What holds before anybody has made a policy.</summary>
    public static readonly PolicyVersion Zero = new(Policy.None);

    /// <summary>Its number.</summary>
    [JsonIgnore]
    public int Number => Origin?.Version ?? 0;
}

/// <summary>Where a proposal stands.</summary>
[GenerateSerializer, Alias("payouts.ProposalStatus")]
public enum ProposalStatus
{
    /// <summary>It waits for a decision.</summary>
    Proposed,

    /// <summary>It is, or was, in force.</summary>
    Approved,

    /// <summary>Somebody rejected it.</summary>
    Rejected,

    /// <summary>The proposer took it back.</summary>
    Withdrawn,

    /// <summary>Nobody decided in time.</summary>
    Expired,

    /// <summary>Another one came into force meanwhile: it has to be proposed again.</summary>
    Outdated,
}

/// <summary>A policy that somebody wants in force.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Policy">It.</param>
/// <param name="BaseVersion">The version that was in force then, which it changes.</param>
/// <param name="Note">Why; 1 to 500 characters.</param>
/// <param name="Warnings">What a person should know before approving it.</param>
/// <param name="ProposedBy">The person.</param>
/// <param name="ProposedAt">When.</param>
/// <param name="ExpiresAt">It may be approved before this time only.</param>
/// <param name="Status">
/// Where it stands. What is stored knows of decisions alone; an answer knows of the time and of the version in force too.
/// </param>
/// <param name="Decision">Who decided, if somebody did.</param>
/// <param name="Version">1, and 2 once it is decided.</param>
[GenerateSerializer, Immutable, Alias("payouts.Proposal")]
public sealed record Proposal(
    [property: Id(0)] string Id,
    [property: Id(1)] Policy Policy,
    [property: Id(2)] int BaseVersion,
    [property: Id(3)] string Note,
    [property: Id(4)] ImmutableArray<PolicyRemark> Warnings,
    [property: Id(5)] string ProposedBy,
    [property: Id(6)] DateTimeOffset ProposedAt,
    [property: Id(7)] DateTimeOffset ExpiresAt,
    [property: Id(8)] ProposalStatus Status = ProposalStatus.Proposed,
    [property: Id(9)] ProposalDecision? Decision = null,
    [property: Id(10)] int Version = 1);

/// <summary>The decision on a proposal.</summary>
/// <param name="By">The person, or the key that belongs to nobody.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why it was rejected, if anybody said.</param>
/// <param name="PolicyVersion">The version that it became; <see langword="null"/> if it was rejected.</param>
[GenerateSerializer, Immutable, Alias("payouts.ProposalDecision")]
public sealed record ProposalDecision(
    [property: Id(0)] string By,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string? Reason = null,
    [property: Id(3)] int? PolicyVersion = null);
