using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Grains.Interfaces.Payouts.PayoutDetail;

namespace Payouts.Grains.Payouts;

/// <summary>
/// What follows from a payout's state (docs/lifecycle.md, "What comes next"). Pure; <see cref="PayoutMachine"/> refuses
/// by the same rules by which actions are offered here.
/// </summary>
public static class Standing
{
    /// <summary>The payout as an answer shows it.</summary>
    public static Payout Show(PayoutState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Payout with { Standing = Of(state) };
    }

    /// <summary>What follows from the state.</summary>
    public static PayoutStanding Of(PayoutState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var payout = state.Payout;
        var next = NextOf(payout);
        return new()
        {
            Since = state.Since,
            Next = next,
            NextAt = next is NextStep.Nothing or NextStep.WaitForPeople or NextStep.WaitForPause ? null : state.NextActionAt,
            Attempt = AttemptOf(state),
            Money = MoneyOf(payout),
            Actions = ActionsOf(payout),
        };
    }

    /// <summary>Whether nothing can have been sent.</summary>
    public static bool MayCancel(Payout payout)
    {
        ArgumentNullException.ThrowIfNull(payout);
        return payout.Cancellable;
    }

    /// <summary>
    /// Whether Heleket may have it. Not while a create is being answered: that answer is newer than any look-up.
    /// </summary>
    public static bool MayLookUp(Payout payout)
    {
        ArgumentNullException.ThrowIfNull(payout);
        return payout.Detail is OutcomeUnknown or Processing or FailedProvisional;
    }

    /// <summary>Whether there is attention to be claimed or resolved.</summary>
    public static bool MayResolve(Payout payout)
    {
        ArgumentNullException.ThrowIfNull(payout);
        return payout.NeedsAttention;
    }

    private static NextStep NextOf(Payout payout) => (payout.Detail, payout.Reason) switch
    {
        (null, _) => NextStep.Nothing,
        (Scheduled, _) => NextStep.WaitForTime,
        (AwaitingApproval, _) => NextStep.WaitForPeople,
        (Queued, PayoutReason.InsufficientFunds) => NextStep.WaitForFunds,
        (Queued, PayoutReason.Paused) => NextStep.WaitForPause,
        (Queued, PayoutReason.LimitExceeded) => NextStep.WaitForLimit,
        (Queued or Submitting, _) => NextStep.Send,
        (OutcomeUnknown, _) => NextStep.LookUp,
        _ => NextStep.Poll,
    };

    // News counts as the first try at the next ones.
    private static int AttemptOf(PayoutState state) => state.Payout.Status switch
    {
        PayoutStatus.Pending => state.Attempts + 1,
        PayoutStatus.Broadcast => Math.Max(state.Attempts, 1),
        _ => 0,
    };

    private static MoneyPlace MoneyOf(Payout payout) => (payout.Status, payout.Detail, payout.Reason) switch
    {
        (PayoutStatus.Pending, Submitting or OutcomeUnknown, _) => MoneyPlace.Unknown,
        (PayoutStatus.Pending, _, _) => MoneyPlace.Ours,
        (PayoutStatus.Broadcast, _, _) => MoneyPlace.Provider,
        (_, _, PayoutReason.ContradictedFinal) => MoneyPlace.Unknown,
        (PayoutStatus.Confirmed, _, _) => MoneyPlace.Gone,
        _ => MoneyPlace.Back,
    };

    private static ImmutableArray<PayoutAction> ActionsOf(Payout payout) => (ActionsHere(payout), MayResolve(payout)) switch
    {
        (var here, false) => here,
        (var here, true) => [.. here, PayoutAction.ClaimAttention, PayoutAction.ResolveAttention],
    };

    private static ImmutableArray<PayoutAction> ActionsHere(Payout payout) =>
        payout is { Detail: AwaitingApproval, Approval: not null } ? [PayoutAction.Cancel, PayoutAction.Approve, PayoutAction.Reject]
        : MayCancel(payout) ? [PayoutAction.Cancel]
        : MayLookUp(payout) ? [PayoutAction.LookUp]
        : [];
}
