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

/// <summary><c>POST /payouts/{id}/cancel</c>. Repeating it gives the same response.</summary>
internal static class CancelPayoutEndpoint
{
    public static async Task<Results<PayoutResult, ProblemResult>> HandleAsync(
        string id, HttpRequest http, ClaimsPrincipal caller, GrainCalls grains, CancellationToken cancellationToken)
    {
        if (!PayoutId.IsValid(id))
        {
            return ProblemResult.NoSuchPayout();
        }

        if (!EntityTags.TryReadIfMatch(http.Headers.IfMatch, out var match))
        {
            return ProblemResult.BadIfMatch();
        }

        var (isHidden, expected) = await SeenVersion.OfAsync(id, match, caller, grains, cancellationToken);
        return isHidden
            ? ProblemResult.NoSuchPayout()
            : Answer(await grains.Payout(id, payout => payout.Cancel(expected, caller.Caller()), cancellationToken));
    }

    private static Results<PayoutResult, ProblemResult> Answer(CancelPayoutResult result) => result.Verdict switch
    {
        CancelVerdict.Cancelled => new PayoutResult(result.Payout!),
        CancelVerdict.NotFound => ProblemResult.NoSuchPayout(),
        CancelVerdict.NotCancellable => new ProblemResult(ProblemRegistry.PayoutNotCancellable, $"The payout is {Standing(result.Payout!)}."),
        CancelVerdict.VersionMismatch => new ProblemResult(ProblemRegistry.VersionMismatch, $"The payout is at version {result.Payout!.Version}."),
        _ => throw new UnreachableException($"A cancel answered {result.Verdict}."),
    };

    private static string Standing(Payout payout) =>
        payout.Detail is { } detail
            ? $"{EnumNames<PayoutStatus>.Of(payout.Status)} ({EnumNames<PayoutDetail>.Of(detail)}), and something may have been sent"
            : $"{EnumNames<PayoutStatus>.Of(payout.Status)}, which is final";
}
