using System.Collections.Immutable;
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
        if (payout.Standing is { } standing && !caller.MayAll(standing.Actions))
        {
            payout = payout with { Standing = standing with { Actions = [.. standing.Actions.Where(caller.May)] } };
        }

        return caller.BoundClient() is null
            ? payout
            : payout with
            {
                ClaimedBy = null,
                Approval = payout.Approval is { } approval
                    ? approval with { Makers = [], Decisions = [.. approval.Decisions.Select(decision => decision with { By = "", Reason = null })] }
                    : null,
                ResponseLogs = [.. payout.ResponseLogs.Select(line => line.By is null ? line : line with { By = null })],
            };
    }

    // A loop, since nearly every answer passes here and leaves nothing out.
    private static bool MayAll(this ClaimsPrincipal caller, ImmutableArray<PayoutAction> actions)
    {
        foreach (var action in actions)
        {
            if (!caller.May(action))
            {
                return false;
            }
        }

        return true;
    }

    private static bool May(this ClaimsPrincipal caller, PayoutAction action) =>
        action is PayoutAction.Approve or PayoutAction.Reject
            ? caller.HasClaim(ApiKey.ScopeClaim, Scopes.Approve) || caller.HasClaim(ApiKey.ScopeClaim, Scopes.Operate)
            : caller.HasClaim(ApiKey.ScopeClaim, action == PayoutAction.Cancel ? Scopes.Create : Scopes.Operate);
}
