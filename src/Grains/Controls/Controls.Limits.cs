using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;
using Payouts.Grains.Limits;
using Payouts.Grains.Payouts;
using Payouts.Grains.Policies;

namespace Payouts.Grains.Controls;

/// <content>The limits that a payout falls under.</content>
public sealed partial class Controls
{
    // Room that comes back later than this is looked for again.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(30);

    // No name of a limit has it.
    private const char Between = ' ';

    /// <summary>Of a new payout: by the first limit that it can never fit, and that nobody can lift for it.</summary>
    private static PayoutRefusal? RefusedForGood(ImmutableArray<MatchedLimit> matched, PayoutRequest request) =>
        matched.FirstOrDefault(limit => request.Amount > limit.Rule.MaxAmount && limit.Rule.OnExcess != LimitExcess.Approve) is { } tooSmall
            ? RefusalBy(tooSmall.Rule, null)
            : null;

    /// <summary>A new payout that leaves now takes its holds.</summary>
    private async Task<Admission> LimitedAsync(
        Admission admission, ImmutableArray<MatchedLimit> matched, string id, PayoutRequest request, DateTimeOffset now)
    {
        if (matched.IsEmpty)
        {
            return admission;
        }

        var reservation = await limits.ReserveAsync(id, request.Amount, matched.Select(limit => ClaimOf(limit, null)));
        if (reservation.Refusal is not { } refusal)
        {
            return admission with { Holds = reservation.Holds, ReservedAt = reservation.BegunAt };
        }

        var rule = matched.Single(limit => limit.Key == refusal.Limit).Rule;
        return rule.OnExcess switch
        {
            LimitExcess.Approve => admission with { Plan = PlanOf(rule, null) },
            LimitExcess.Queue when refusal.Verdict == LimitVerdict.Full => admission with { RoomAt = refusal.AvailableAt ?? now + LongestWait },
            _ => admission with { Refusal = RefusalBy(rule, refusal.AvailableAt) },
        };
    }

    /// <summary>At a later gate: what counts is the window in which it leaves.</summary>
    private async Task<PayoutEvent> ReserveAsync(ImmutableArray<MatchedLimit> matched, Payout payout)
    {
        var reservation = await limits.ReserveAsync(payout.Id, payout.Request.Amount, matched.Select(limit => ClaimOf(limit, payout.Approval)));
        if (reservation.Refusal is not { } refusal)
        {
            return new PayoutEvent.Admitted(reservation.Holds, reservation.BegunAt);
        }

        var rule = matched.Single(limit => limit.Key == refusal.Limit).Rule;
        return rule.OnExcess == LimitExcess.Approve
            ? new PayoutEvent.NotAdmitted(rule.Name, rule.Window, refusal.AvailableAt, PlanOf(rule, payout.Approval))
            : new PayoutEvent.NotAdmitted(rule.Name, rule.Window, refusal.Verdict == LimitVerdict.NeverFits ? null : refusal.AvailableAt ?? clock.GetUtcNow() + LongestWait);
    }

    /// <summary>Whether each of them holds room, where a hold would count that was taken now.</summary>
    private bool AreHeld(ImmutableArray<MatchedLimit> matched, ImmutableArray<LimitHold>? holds) =>
        matched.IsEmpty || (holds is { } held && matched.All(limit => held.Any(hold => hold.Limit == limit.Key)) && limits.ArePresent(held));

    private static LimitClaim ClaimOf(MatchedLimit limit, PayoutApproval? approval) =>
        new(limit.Key, new(limit.Rule.MaxAmount, limit.Rule.MaxCount), ApprovedOver(approval).Contains(limit.Rule.Name));

    /// <summary>What people have approved before stands: of two limits that are full, each asks once.</summary>
    private static ApprovalNeed PlanOf(LimitRule rule, PayoutApproval? before) =>
        new(rule.Needed, PolicyRules.UsualExpiry, string.Join(Between, ApprovedOver(before).Append(rule.Name)));

    private static string[] ApprovedOver(PayoutApproval? approval) =>
        approval is { Outcome: ApprovalOutcome.Approved, Limit: { } over } ? over.Split(Between) : [];

    private static PayoutRefusal RefusalBy(LimitRule rule, DateTimeOffset? availableAt) => new(RefusalKind.Limit, rule.Name, rule.Window, availableAt);
}
