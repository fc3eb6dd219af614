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
    // Versions count from 1.
    private const long NoVersion = 0;

    public static async Task<Results<PayoutResult, ProblemResult>> HandleAsync(
        string id, HttpRequest http, ClaimsPrincipal caller, GrainCalls grains, CancellationToken cancellationToken)
    {
        if (!PayoutId.IsValid(id))
        {
            return ProblemResult.NoSuchPayout();
        }

        if (!EntityTags.TryReadIfMatch(http.Headers.IfMatch, out var match))
        {
            return ProblemResult.Invalid([new("/if-match", "must be \"*\" or entity tags such as \"4\", in double quotes.")]);
        }

        // The payout is read first only where the response depends on it: most cancels take one call.
        Payout? seen = null;
        if (caller.BoundClient() is not null || match.Versions.Length > 1)
        {
            seen = await grains.Payout(id, payout => payout.GetPayout(), cancellationToken);
            if (seen is null || !caller.MaySee(seen.Request.ClientId))
            {
                return ProblemResult.NoSuchPayout();
            }
        }

        var expected = ExpectedVersion(match, seen);
        return Answer(await grains.Payout(id, payout => payout.Cancel(expected, caller.Caller()), cancellationToken));
    }

    /// <summary>The version to change, or <see langword="null"/> for any.</summary>
    /// <param name="match">The versions that the caller accepts.</param>
    /// <param name="seen">The payout; needed where there are several.</param>
    internal static long? ExpectedVersion(IfMatch match, Payout? seen) => match switch
    {
        { Any: true } => null,
        { Versions: [] } => NoVersion,
        { Versions: [var only] } => only,
        _ => match.Versions.Contains(seen!.Version) ? seen.Version : NoVersion,
    };

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
