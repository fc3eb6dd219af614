using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Problems;
using Payouts.Gateway.Sessions;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Approvals;

/// <summary>Decisions on many payouts: what the person saw in all is compared first, then each is decided on its own.</summary>
internal static class BulkDecisions
{
    private const int AtOnce = 16;

    public static Task<Results<ShapeResult<ImmutableArray<DecidedPayout>>, ProblemResult>> ApproveAsync(
        HttpRequest http, ClaimsPrincipal caller, Deciders deciders, GrainCalls grains, CancellationToken cancellationToken) =>
        DecideAsync(ApprovalWord.Approved, http, caller, deciders, grains, cancellationToken);

    public static Task<Results<ShapeResult<ImmutableArray<DecidedPayout>>, ProblemResult>> RejectAsync(
        HttpRequest http, ClaimsPrincipal caller, Deciders deciders, GrainCalls grains, CancellationToken cancellationToken) =>
        DecideAsync(ApprovalWord.Rejected, http, caller, deciders, grains, cancellationToken);

    private static async Task<Results<ShapeResult<ImmutableArray<DecidedPayout>>, ProblemResult>> DecideAsync(
        ApprovalWord word, HttpRequest http, ClaimsPrincipal caller, Deciders deciders, GrainCalls grains, CancellationToken cancellationToken)
    {
        var (asked, problem) = await BulkReader.ReadAsync(http, word, cancellationToken);
        if (asked is null)
        {
            return problem!;
        }

        if (deciders.Of(caller) is not { } decider)
        {
            return Deciders.PersonRequired();
        }

        var seen = await ReadAsync(asked.Payouts, caller, grains, cancellationToken);
        var found = BulkTotals.Of(seen.Values);
        if (!found.Equals(asked.Expect))
        {
            return new ProblemResult(ProblemRegistry.SelectionDiffers, "What was found differs from \"expect\". Nothing was decided.") { Found = found };
        }

        var results = new ConcurrentDictionary<string, DecidedPayout>(StringComparer.Ordinal);
        await ForEachAsync(asked.Payouts, async payout => results[payout.Id] = seen.ContainsKey(payout.Id)
            ? Result(await grains.Payout(payout.Id, grain => grain.Decide(new([payout.Version], word, decider, Reason: asked.Reason)), cancellationToken), payout.Id)
            : new(payout.Id, ProblemRegistry.PayoutNotFound.Code, null));
        return new ShapeResult<ImmutableArray<DecidedPayout>>(ApprovalShape.Results, [.. asked.Payouts.Select(payout => results[payout.Id])]);

        async Task ForEachAsync(IEnumerable<SeenPayout> payouts, Func<SeenPayout, Task> act) =>
            await Parallel.ForEachAsync(payouts, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (payout, _) => await act(payout));
    }

    private static async Task<IReadOnlyDictionary<string, Payout>> ReadAsync(
        ImmutableArray<SeenPayout> payouts, ClaimsPrincipal caller, GrainCalls grains, CancellationToken cancellationToken)
    {
        var seen = new ConcurrentDictionary<string, Payout>(StringComparer.Ordinal);
        var pace = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(payouts, pace, async (asked, token) =>
        {
            if (await grains.Payout(asked.Id, payout => payout.GetPayout(), token) is { } payout && caller.MaySee(payout.Request.ClientId))
            {
                seen[asked.Id] = payout;
            }
        });
        return seen;
    }

    private static DecidedPayout Result(DecideResult result, string id) => new(
        id,
        result.Verdict != DecideVerdict.Done ? DecisionRefusals.Of(result).Kind.Code
            : result.Payout!.Approval?.Outcome is { } outcome ? EnumNames<ApprovalOutcome>.Of(outcome)
            : "waiting",
        result.Payout?.Version);
}
