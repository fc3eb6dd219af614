using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.Http;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Payouts;

/// <summary><c>GET /payouts/{id}</c>. Another client's payout is answered like one that does not exist.</summary>
internal static class ReadPayoutEndpoint
{
    public static async Task<Results<PayoutResult, NotModifiedResult, ProblemResult>> HandleAsync(
        string id, HttpRequest http, ClaimsPrincipal caller, GrainCalls grains, CancellationToken cancellationToken)
    {
        if (!PayoutId.IsValid(id)
            || await grains.Payout(id, payout => payout.GetPayout(), cancellationToken) is not { } payout
            || !caller.MaySee(payout.Request.ClientId))
        {
            return ProblemResult.NoSuchPayout();
        }

        return EntityTags.IsNamedBy(http.Headers.IfNoneMatch, payout.Version)
            ? new NotModifiedResult(payout.Version)
            : new PayoutResult(payout);
    }
}
