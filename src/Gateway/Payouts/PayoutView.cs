using System.Security.Claims;
using Payouts.Gateway.Authentication;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Payouts;

/// <summary>What of a payout a caller is shown.</summary>
internal static class PayoutView
{
    /// <summary>
    /// The payout with the actions that the caller's scopes allow, and, for a key bound to a client, without who did
    /// what. The same instance if there is nothing to leave out.
    /// </summary>
    public static Payout For(this Payout payout, ClaimsPrincipal caller)
    {
        if (payout.Standing is { } standing && standing.Actions.Any(action => !caller.May(action)))
        {
            payout = payout with { Standing = standing with { Actions = [.. standing.Actions.Where(caller.May)] } };
        }

        return caller.BoundClient() is null
            ? payout
            : payout with { ClaimedBy = null, ResponseLogs = [.. payout.ResponseLogs.Select(line => line.By is null ? line : line with { By = null })] };
    }

    private static bool May(this ClaimsPrincipal caller, PayoutAction action) =>
        caller.HasClaim(ApiKey.ScopeClaim, action == PayoutAction.Cancel ? Scopes.Create : Scopes.Operate);
}
