using System.Diagnostics;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Approvals;

/// <summary>The problems that answer decisions which do not count.</summary>
internal static class DecisionRefusals
{
    /// <summary>Why a decision does not count.</summary>
    public static ProblemResult Of(DecideResult result) => result.Verdict switch
    {
        DecideVerdict.NotFound => ProblemResult.NoSuchPayout(),
        DecideVerdict.NotAwaiting => new(ProblemRegistry.NotAwaitingApproval, $"The payout is {Place(result.Payout!)}.") { Place = (result.Payout!.Status, result.Payout.Detail) },
        DecideVerdict.VersionMismatch => new(ProblemRegistry.VersionMismatch, $"The payout is at version {result.Payout!.Version}."),
        DecideVerdict.SelfApproval => new(ProblemRegistry.SelfApproval, "You made this payout, or could have."),
        DecideVerdict.RoleRequired => new(ProblemRegistry.RoleRequired, $"It waits for somebody who is {result.Role ?? "of another role"}.") { Role = result.Role },
        DecideVerdict.Forbidden => new(ProblemRegistry.Forbidden, $"The caller lacks the scope {(result.Payout!.Approval is { IsHeld: true } ? Scopes.Operate : Scopes.Approve)}."),
        _ => throw new UnreachableException($"A payout answered a decision with {result.Verdict}."),
    };

    private static string Place(Payout payout) => payout.Detail is { } detail
        ? EnumNames<PayoutDetail>.Of(detail)
        : $"{EnumNames<PayoutStatus>.Of(payout.Status)}, which is final";
}
