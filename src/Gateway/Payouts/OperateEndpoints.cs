using System.Diagnostics;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.Http;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Payouts;

/// <summary>What operators do with a payout (docs/http-api.md, "Operate"). None of it changes its status.</summary>
internal static class OperateEndpoints
{
    public static async Task<Results<PayoutResult, ProblemResult>> LookUpAsync(
        string id, ClaimsPrincipal caller, GrainCalls grains, CancellationToken cancellationToken)
    {
        if (await IsHiddenAsync(id, caller, grains, cancellationToken))
        {
            return ProblemResult.NoSuchPayout();
        }

        var result = await grains.Payout(id, payout => payout.LookUp(caller.Caller()), cancellationToken);
        return result.Verdict switch
        {
            OperateVerdict.Done => new PayoutResult(result.Payout!, StatusCodes.Status202Accepted),
            OperateVerdict.NotPossible => new ProblemResult(ProblemRegistry.NothingToLookUp, $"The payout is {Place(result.Payout!)}."),
            OperateVerdict.TooSoon => new ProblemResult(ProblemRegistry.RateLimited, "Heleket was asked about this payout a moment ago.") { RetryAfter = Seconds(result.Wait) },
            _ => Refusal(result),
        };
    }

    public static async Task<Results<PayoutResult, ProblemResult>> ClaimAsync(
        string id, HttpRequest http, ClaimsPrincipal caller, GrainCalls grains, CancellationToken cancellationToken)
    {
        var (note, problem) = await NoteReader.ReadAsync(http, isRequired: false, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        if (await IsHiddenAsync(id, caller, grains, cancellationToken))
        {
            return ProblemResult.NoSuchPayout();
        }

        var result = await grains.Payout(id, payout => payout.ClaimAttention(note, caller.Caller()), cancellationToken);
        return result.Verdict == OperateVerdict.Done ? new PayoutResult(result.Payout!) : Refusal(result);
    }

    public static async Task<Results<PayoutResult, ProblemResult>> ResolveAsync(
        string id, HttpRequest http, ClaimsPrincipal caller, GrainCalls grains, CancellationToken cancellationToken)
    {
        var (match, refusal) = RequiredIfMatch.Read(http, "the ETag of the version that you saw");
        if (match is null)
        {
            return refusal!;
        }

        var (note, problem) = await NoteReader.ReadAsync(http, isRequired: true, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        var (isHidden, expected) = await SeenVersion.OfAsync(id, match, caller, grains, cancellationToken);
        if (isHidden)
        {
            return ProblemResult.NoSuchPayout();
        }

        var result = await grains.Payout(id, payout => payout.ResolveAttention(expected, note!, caller.Caller()), cancellationToken);
        return result.Verdict == OperateVerdict.Done ? new PayoutResult(result.Payout!) : Refusal(result);
    }

    private static async Task<bool> IsHiddenAsync(string id, ClaimsPrincipal caller, GrainCalls grains, CancellationToken cancellationToken) =>
        (await SeenVersion.OfAsync(id, IfMatch.Whatever, caller, grains, cancellationToken)).IsHidden;

    private static ProblemResult Refusal(OperateResult result) => result.Verdict switch
    {
        OperateVerdict.NotFound => ProblemResult.NoSuchPayout(),
        OperateVerdict.NotPossible => new(ProblemRegistry.AttentionNotNeeded, "Nobody has to look at this payout now."),
        OperateVerdict.VersionMismatch => new(ProblemRegistry.VersionMismatch, $"The payout is at version {result.Payout!.Version}."),
        _ => throw new UnreachableException($"A payout answered an operator with {result.Verdict}."),
    };

    private static int Seconds(TimeSpan? wait) => Math.Max(1, (int)Math.Ceiling(wait.GetValueOrDefault().TotalSeconds));

    private static string Place(Payout payout) => payout.Detail switch
    {
        null => $"{EnumNames<PayoutStatus>.Of(payout.Status)}, which is final",
        PayoutDetail.Submitting => "being sent, and the answer is awaited",
        { } detail => $"{EnumNames<PayoutDetail>.Of(detail)}: nothing of it is at Heleket",
    };
}
