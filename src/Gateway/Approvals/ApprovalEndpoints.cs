using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.Http;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Payouts;
using Payouts.Gateway.Problems;
using Payouts.Gateway.Sessions;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Approvals;

/// <summary>The routes by which people decide on payouts (docs/http-api.md, "Approvals").</summary>
internal static class ApprovalEndpoints
{
    public static void MapApprovals(this IEndpointRouteBuilder routes)
    {
        var payouts = routes.MapGroup("/payouts").RequireKey().RequireAuthorization(Scopes.AnyToDecide).WithTag("Approvals", "What waits for people, and what they decide.");
        payouts.MapPost("/{id}/approve", ApproveAsync).WithName("ApprovePayout").Describe(ApprovalDescription.Approve);
        payouts.MapPost("/{id}/reject", RejectAsync).WithName("RejectPayout").Describe(ApprovalDescription.Reject);
        payouts.MapPost("/approve", BulkDecisions.ApproveAsync).WithName("ApprovePayouts").Describe(ApprovalDescription.ApproveMany);
        payouts.MapPost("/reject", BulkDecisions.RejectAsync).WithName("RejectPayouts").Describe(ApprovalDescription.RejectMany);
    }

    private static Task<Results<PayoutResult, ProblemResult>> ApproveAsync(
        string id, HttpRequest http, ClaimsPrincipal caller, Deciders deciders, GrainCalls grains, CancellationToken cancellationToken) =>
        DecideAsync(id, ApprovalWord.Approved, http, caller, deciders, grains, cancellationToken);

    private static Task<Results<PayoutResult, ProblemResult>> RejectAsync(
        string id, HttpRequest http, ClaimsPrincipal caller, Deciders deciders, GrainCalls grains, CancellationToken cancellationToken) =>
        DecideAsync(id, ApprovalWord.Rejected, http, caller, deciders, grains, cancellationToken);

    private static async Task<Results<PayoutResult, ProblemResult>> DecideAsync(
        string id, ApprovalWord word, HttpRequest http, ClaimsPrincipal caller, Deciders deciders, GrainCalls grains, CancellationToken cancellationToken)
    {
        var (match, refusal) = RequiredIfMatch.ReadOne(http, "the ETag of the version that you saw");
        if (match is null)
        {
            return refusal!;
        }

        var (asked, problem) = await DecisionReader.ReadAsync(http, word, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        if (deciders.Of(caller) is not { } decider)
        {
            return Deciders.PersonRequired();
        }

        var (isHidden, expected) = await SeenVersion.OfAsync(id, match, caller, grains, cancellationToken);
        if (isHidden)
        {
            return ProblemResult.NoSuchPayout();
        }

        var command = new DecidePayout(expected is { } version ? [version] : default, word, decider, asked!.Role, asked.Text);
        var result = await grains.Payout(id, payout => payout.Decide(command), cancellationToken);
        return result.Verdict == DecideVerdict.Done ? new PayoutResult(result.Payout!) : DecisionRefusals.Of(result);
    }
}
