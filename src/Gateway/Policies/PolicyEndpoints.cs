using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.Policies;
using static Payouts.Gateway.Policies.ProposalChanges;

namespace Payouts.Gateway.Policies;

/// <summary>The routes of the policy (docs/http-api.md, "Policy"); <see cref="ProposalChanges"/> answers those that change something.</summary>
internal static class PolicyEndpoints
{
    public static void MapPolicy(this IEndpointRouteBuilder routes)
    {
        var policy = routes.MapGroup("/policy").RequireKey().SayWhoAsks()
            .WithTag("Policy", "Which payouts may leave, who has to approve them, and how that is changed by two persons.");
        policy.MapPost("/check", PolicyCheckEndpoint.HandleAsync).RequireAuthorization(Scopes.Read).WithName("CheckPolicy").Describe(PolicyDescription.Check);

        var read = policy.MapGroup("/").RequireAuthorization(Scopes.Read).AddEndpointFilter(RefuseBoundAsync);
        read.MapGet("/", ReadAsync).WithName("ReadPolicy").Describe(PolicyDescription.Read);
        read.MapGet("/versions", VersionsAsync).WithName("ListPolicyVersions").Describe(PolicyDescription.Versions);
        read.MapGet("/versions/{number}", VersionAsync).WithName("ReadPolicyVersion").Describe(PolicyDescription.Version);
        read.MapGet("/proposals", ProposalsAsync).WithName("ListProposals").Describe(PolicyDescription.Proposals);
        read.MapGet("/proposals/{id}", ProposalAsync).WithName("ReadProposal").Describe(PolicyDescription.Proposal);

        var change = policy.MapGroup("/proposals").RequireAuthorization(Scopes.Admin).AddEndpointFilter(RefuseBoundAsync);
        change.MapPost("/", ProposeAsync).WithName("ProposePolicy").Describe(PolicyDescription.Propose);
        change.MapPost("/{id}/approve", ApproveAsync).WithName("ApproveProposal").Describe(PolicyDescription.Approve);
        change.MapPost("/{id}/reject", RejectAsync).WithName("RejectProposal").Describe(PolicyDescription.Reject);
    }

    private static async ValueTask<object?> RefuseBoundAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.User.BoundClient() is null ? await next(context) : new ProblemResult(ProblemRegistry.Forbidden, "The key is bound to one client.");

    private static async Task<VersionedResult<PolicyVersion>> ReadAsync(GrainCalls grains, CancellationToken cancellationToken)
    {
        var version = await CallAsync(grains, grain => grain.Read(), cancellationToken);
        return new(PolicyShape.InForce, version, version.Number);
    }

    private static async Task<ShapeResult<ImmutableArray<PolicyOrigin>>> VersionsAsync(GrainCalls grains, CancellationToken cancellationToken) =>
        new(ProposalShape.Versions, await CallAsync(grains, grain => grain.Versions(), cancellationToken));

    private static async Task<Results<ShapeResult<PolicyVersion>, ProblemResult>> VersionAsync(string number, GrainCalls grains, CancellationToken cancellationToken) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0
            && await CallAsync(grains, grain => grain.FindVersion(version), cancellationToken) is { } found
            ? new ShapeResult<PolicyVersion>(ProposalShape.OneVersion, found)
            : new ProblemResult(ProblemRegistry.NotFound, "There is no such version, or it is no longer kept.");

    private static async Task<ShapeResult<ImmutableArray<Proposal>>> ProposalsAsync(GrainCalls grains, CancellationToken cancellationToken) =>
        new(ProposalShape.List, await CallAsync(grains, grain => grain.Proposals(), cancellationToken));

    private static async Task<Results<VersionedResult<ProposalAnswer>, ProblemResult>> ProposalAsync(string id, GrainCalls grains, CancellationToken cancellationToken) =>
        ResultOf(await CallAsync(grains, grain => grain.FindProposal(id), cancellationToken));
}
