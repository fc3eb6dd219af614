using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.Problems;
using Payouts.Gateway.Sessions;
using Payouts.Grains.Interfaces.Policies;

namespace Payouts.Gateway.Policies;

/// <summary>
/// Proposes a policy, and decides on proposals. A proposal's id is made here, before the grain is called: a call that is
/// repeated through a failover brings the same one, and makes no second proposal.
/// </summary>
internal static class ProposalChanges
{
    private const int IdLength = 16;

    public static async Task<Results<VersionedResult<ProposalAnswer>, ProblemResult>> ProposeAsync(
        HttpRequest http, ClaimsPrincipal caller, ApiKeys keys, SessionSettings sessions, GrainCalls grains, CancellationToken cancellationToken)
    {
        if (caller.Caller().Person is null)
        {
            return PersonRequired();
        }

        if (ProposalRequests.ReadMatch(http, "policy", out var versions) is { } unmatched)
        {
            return unmatched;
        }

        var (asked, problem) = await ProposalRequests.ReadProposalAsync(http, cancellationToken);
        if (asked is null)
        {
            return problem!;
        }

        var command = new ProposePolicy(
            RandomNumberGenerator.GetHexString(IdLength, lowercase: true), asked.Policy, asked.Note, caller.Caller(), versions, Approvers.Count(Scopes.Approve, keys, sessions));
        return ResultOf(await CallAsync(grains, grain => grain.Propose(command), cancellationToken), isNew: true);
    }

    public static async Task<Results<VersionedResult<ProposalAnswer>, ProblemResult>> ApproveAsync(
        string id, HttpRequest http, ClaimsPrincipal caller, GrainCalls grains, CancellationToken cancellationToken)
    {
        if (caller.Caller().Person is null)
        {
            return PersonRequired();
        }

        return ProposalRequests.ReadMatch(http, "proposal", out var versions) is { } unmatched
            ? unmatched
            : ResultOf(await CallAsync(grains, grain => grain.Approve(new(id, caller.Caller(), versions)), cancellationToken));
    }

    public static async Task<Results<VersionedResult<ProposalAnswer>, ProblemResult>> RejectAsync(
        string id, HttpRequest http, ClaimsPrincipal caller, GrainCalls grains, CancellationToken cancellationToken)
    {
        if (ProposalRequests.ReadMatch(http, "proposal", out var versions) is { } unmatched)
        {
            return unmatched;
        }

        var (rejection, problem) = await ProposalRequests.ReadRejectionAsync(http, cancellationToken);
        return rejection is null
            ? problem!
            : ResultOf(await CallAsync(grains, grain => grain.Reject(new(id, caller.Caller(), versions, rejection.Reason)), cancellationToken));
    }

    /// <summary>The answer about a proposal, or the problem.</summary>
    public static Results<VersionedResult<ProposalAnswer>, ProblemResult> ResultOf(ProposalAnswer answer, bool isNew = false) => answer.Verdict switch
    {
        ProposalVerdict.Done => new VersionedResult<ProposalAnswer>(
            ProposalShape.Proposal, answer, answer.Proposal!.Version, isNew ? $"/policy/proposals/{answer.Proposal.Id}" : null),
        ProposalVerdict.NotFound => NoSuchProposal(),
        ProposalVerdict.Invalid => ProblemResult.Invalid([.. answer.Faults.Select(fault => new Http.FieldError($"/policy{fault.Path}", fault.Detail))]),
        ProposalVerdict.VersionMismatch when answer.Proposal is { } proposal => new ProblemResult(ProblemRegistry.VersionMismatch, $"The proposal is at version {proposal.Version}."),
        ProposalVerdict.VersionMismatch => new ProblemResult(ProblemRegistry.VersionMismatch, $"The policy is at version {answer.InForce}."),
        ProposalVerdict.TooMany => ProblemResult.Invalid([new("/policy", "cannot be proposed: as many proposals wait as may. Decide on one first.")]),
        ProposalVerdict.Outdated => new ProblemResult(
            ProblemRegistry.ProposalOutdated, $"It changes version {answer.Proposal!.BaseVersion}, and version {answer.InForce} is in force."),
        ProposalVerdict.Closed => new ProblemResult(ProblemRegistry.ProposalClosed, $"It is {Grains.Interfaces.EnumNames.Of(answer.Proposal!.Status)}."),
        ProposalVerdict.SelfApproval => new ProblemResult(ProblemRegistry.SelfApproval, $"{answer.Proposal!.ProposedBy} has proposed it, and somebody else has to approve it."),
        ProposalVerdict.PersonRequired => PersonRequired(),
        _ => throw new UnreachableException($"A proposal answered {answer.Verdict}."),
    };

    public static ProblemResult NoSuchProposal() => new(ProblemRegistry.ProposalNotFound, "No proposal has this id.");

    public static Task<T> CallAsync<T>(GrainCalls grains, Func<IPolicyGrain, Task<T>> call, CancellationToken cancellationToken) =>
        grains.RunAsync(factory => call(factory.GetGrain<IPolicyGrain>(IPolicyGrain.Key)), cancellationToken);

    private static ProblemResult PersonRequired() => new(ProblemRegistry.PersonRequired, "The key belongs to no person.");
}
