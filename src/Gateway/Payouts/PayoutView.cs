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
        if (payout.Standing is { } standing && !caller.MayAll(payout, standing.Actions))
        {
            payout = payout with { Standing = standing with { Actions = [.. standing.Actions.Where(action => caller.May(payout, action))] } };
        }

        return caller.BoundClient() is null
            ? payout
            : payout with
            {
                ClaimedBy = null,
                Approval = payout.Approval is { } approval
                    ? approval with { Makers = [], Decisions = [.. approval.Decisions.Select(decision => decision with { By = "", Reason = null })] }
                    : null,
                ResponseLogs = [.. payout.ResponseLogs.Select(line => line.By is null ? line : line with { By = null, Message = WithoutNote(line) })],
            };
    }

    /// <summary>What people wrote when they decided is among themselves: of "Approved: …" the word stays.</summary>
    private static string? WithoutNote(ResponseLog line) =>
        line.Source != LogSource.Operator ? line.Message
        : line.Message?.StartsWith("Approved: ", StringComparison.Ordinal) is true ? "Approved."
        : line.Message?.StartsWith("Rejected: ", StringComparison.Ordinal) is true ? "Rejected."
        : line.Message;

    // A loop, since nearly every answer passes here and leaves nothing out.
    private static bool MayAll(this ClaimsPrincipal caller, Payout payout, ImmutableArray<PayoutAction> actions)
    {
        foreach (var action in actions)
        {
            if (!caller.May(payout, action))
            {
                return false;
            }
        }

        return true;
    }

    private static bool May(this ClaimsPrincipal caller, Payout payout, PayoutAction action) => caller.HasClaim(ApiKey.ScopeClaim, action switch
    {
        PayoutAction.Cancel => Scopes.Create,
        PayoutAction.Approve or PayoutAction.Reject when payout.Approval is not { IsHeld: true } => Scopes.Approve,
        _ => Scopes.Operate,
    });
}
