using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Interfaces.Policies;

/// <summary>
/// The policy, and how it is changed: one person proposes, another approves. One grain, under <see cref="Key"/>. A call
/// that is repeated because its answer was lost is answered as the first one was.
/// </summary>
[GrainInterfaceType("Payouts.IPolicyGrain")]
[Alias("payouts.IPolicyGrain")]
public interface IPolicyGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string Key = "policy";

    /// <summary>Returns the version in force.</summary>
    [Alias("Read")]
    Task<PolicyVersion> Read();

    /// <summary>Returns how the last 50 versions came into force, the newest first.</summary>
    [Alias("Versions")]
    Task<ImmutableArray<PolicyOrigin>> Versions();

    /// <summary>Returns one of them, or version 0; <see langword="null"/> if it is not kept.</summary>
    [Alias("FindVersion")]
    Task<PolicyVersion?> FindVersion(int version);

    /// <summary>Returns the proposals that are kept, the newest first.</summary>
    [Alias("Proposals")]
    Task<ImmutableArray<Proposal>> Proposals();

    /// <summary>Returns a proposal, or <see cref="ProposalVerdict.NotFound"/>.</summary>
    [Alias("FindProposal")]
    Task<ProposalAnswer> FindProposal(string id);

    /// <summary>Proposes a policy, durably before it returns.</summary>
    [Alias("Propose")]
    Task<ProposalAnswer> Propose(ProposePolicy command);

    /// <summary>Puts a proposal in force.</summary>
    [Alias("Approve")]
    Task<ProposalAnswer> Approve(DecideProposal command);

    /// <summary>Ends a proposal: its proposer takes it back, anybody else rejects it.</summary>
    [Alias("Reject")]
    Task<ProposalAnswer> Reject(DecideProposal command);

    /// <summary>Judges a payout without making it. Nothing is stored.</summary>
    [Alias("Check")]
    Task<PolicyCheck> Check(CheckPolicy command);
}

/// <summary>A policy to propose.</summary>
/// <param name="Id">New; the caller makes it, so that a repeat is the same proposal.</param>
/// <param name="Policy">It.</param>
/// <param name="Note">Why; 1 to 500 characters.</param>
/// <param name="By">Who proposes it.</param>
/// <param name="Versions">The versions in force that the caller means; default: any.</param>
/// <param name="Approvers">How many persons are known who may approve payouts; <see langword="null"/>: nobody can count them.</param>
[GenerateSerializer, Immutable, Alias("payouts.ProposePolicy")]
public sealed record ProposePolicy(
    [property: Id(0)] string Id,
    [property: Id(1)] Policy Policy,
    [property: Id(2)] string Note,
    [property: Id(3)] Caller By,
    [property: Id(4)] ImmutableArray<long> Versions,
    [property: Id(5)] int? Approvers);

/// <summary>A decision on a proposal.</summary>
/// <param name="Id">The proposal.</param>
/// <param name="By">Who decides.</param>
/// <param name="Versions">The versions of the proposal that the caller means; default: any.</param>
/// <param name="Reason">Why it is rejected, if the caller says.</param>
[GenerateSerializer, Immutable, Alias("payouts.DecideProposal")]
public sealed record DecideProposal(
    [property: Id(0)] string Id,
    [property: Id(1)] Caller By,
    [property: Id(2)] ImmutableArray<long> Versions,
    [property: Id(3)] string? Reason = null);

/// <summary>What became of a proposal or a decision.</summary>
[GenerateSerializer, Alias("payouts.ProposalVerdict")]
public enum ProposalVerdict
{
    /// <summary>It is done, by this call or an earlier one.</summary>
    Done,

    /// <summary>There is no such proposal.</summary>
    NotFound,

    /// <summary>The policy breaks rules.</summary>
    Invalid,

    /// <summary>The policy in force, or the proposal, is at another version.</summary>
    VersionMismatch,

    /// <summary>So many proposals wait that there is no room for another.</summary>
    TooMany,

    /// <summary>Another version came into force since it was proposed.</summary>
    Outdated,

    /// <summary>It is decided or expired.</summary>
    Closed,

    /// <summary>The proposer cannot be the second person.</summary>
    SelfApproval,

    /// <summary>The caller is no person.</summary>
    PersonRequired,
}

/// <summary>The answer about a proposal.</summary>
/// <param name="Verdict">What became of it.</param>
/// <param name="InForce">The number of the version in force.</param>
/// <param name="Proposal">The proposal as it is now, if it is about one.</param>
/// <param name="Base">The policy that it changes.</param>
/// <param name="Faults">What is wrong with the policy.</param>
/// <param name="EffectiveBy">When an approved one is in force on every silo.</param>
[GenerateSerializer, Immutable, Alias("payouts.ProposalAnswer")]
public sealed record ProposalAnswer(
    [property: Id(0)] ProposalVerdict Verdict,
    [property: Id(1)] int InForce,
    [property: Id(2)] Proposal? Proposal,
    [property: Id(3)] Policy? Base,
    [property: Id(4)] ImmutableArray<PolicyRemark> Faults,
    [property: Id(5)] DateTimeOffset? EffectiveBy);

/// <summary>A payout to judge.</summary>
/// <param name="Facts">What it would be.</param>
/// <param name="Address">What the client's address book says of the receiver; <see langword="null"/>: nobody has asked.</param>
/// <param name="Proposal">By this proposal; <see langword="null"/>: by the version in force.</param>
[GenerateSerializer, Immutable, Alias("payouts.CheckPolicy")]
public sealed record CheckPolicy(
    [property: Id(0)] PayoutFacts Facts,
    [property: Id(1)] KnownAddress? Address = null,
    [property: Id(2)] string? Proposal = null);

/// <summary>How a payout would be judged.</summary>
/// <param name="IsFound">Whether there is such a proposal.</param>
/// <param name="Decision"><see langword="null"/>: it depends on the address, of which nothing is known.</param>
/// <param name="Rule">The name of the rule that decides or depends on the address; <see langword="null"/>: none matches.</param>
/// <param name="Trace">What each rule said, from the top, up to that one.</param>
/// <param name="Needed">Who would have to approve it.</param>
/// <param name="Version">The version in force, or the one that the proposal changes.</param>
/// <param name="Limits">The limits that it would fall under, in the policy's order; default from a silo of a release before.</param>
/// <param name="IsAddressRequired">Whether the client's payouts go to active addresses of its book alone.</param>
[GenerateSerializer, Immutable, Alias("payouts.PolicyCheck")]
public sealed record PolicyCheck(
    [property: Id(0)] bool IsFound,
    [property: Id(1)] PolicyAction? Decision,
    [property: Id(2)] string? Rule,
    [property: Id(3)] ImmutableArray<RuleTrace> Trace,
    [property: Id(4)] ImmutableArray<NeededApproval> Needed,
    [property: Id(5)] int Version,
    [property: Id(6)] ImmutableArray<CheckedLimit> Limits = default,
    [property: Id(7)] bool IsAddressRequired = false);

/// <summary>A limit that a payout would fall under.</summary>
/// <param name="Rule">It.</param>
/// <param name="Key">The key of its count (<see cref="Limits.LimitKey"/>).</param>
[GenerateSerializer, Immutable, Alias("payouts.CheckedLimit")]
public sealed record CheckedLimit([property: Id(0)] LimitRule Rule, [property: Id(1)] string Key);

/// <summary>What a rule said of a payout.</summary>
/// <param name="Rule">Its name.</param>
/// <param name="Matched">Whether it matched; <see langword="null"/>: it depends on the address, of which nothing is known.</param>
/// <param name="Because">Why, for a person.</param>
[GenerateSerializer, Immutable, Alias("payouts.RuleTrace")]
public sealed record RuleTrace([property: Id(0)] string Rule, [property: Id(1)] bool? Matched, [property: Id(2)] string Because);
