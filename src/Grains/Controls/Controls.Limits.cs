using System.Collections.Immutable;
using Payouts.Grains.Interfaces;
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

    /// <summary>Of a new payout: by the first limit that it can never fit, and that nobody can lift for it.</summary>
    private static PayoutRefusal? RefusedForGood(ImmutableArray<MatchedLimit> matched, PayoutRequest request) =>
        matched.FirstOrDefault(limit => request.Amount > limit.Rule.MaxAmount && limit.Rule.OnExcess != LimitExcess.Approve) is { } tooSmall
            ? RefusalBy(tooSmall.Rule, request, null)
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
            return admission with { Holds = reservation.Holds };
        }

        var rule = matched.Single(limit => limit.Key == refusal.Limit).Rule;
        return rule.OnExcess switch
        {
            LimitExcess.Approve => admission with { Plan = PlanOf(rule) },
            LimitExcess.Queue when refusal.Verdict == LimitVerdict.Full => admission with { RoomAt = refusal.AvailableAt ?? now + LongestWait },
            _ => admission with { Refusal = RefusalBy(rule, request, refusal.AvailableAt) },
        };
    }

    /// <summary>At a later gate: what counts is the window in which it leaves.</summary>
    private async Task<PayoutEvent> ReserveAsync(CompiledPolicy policy, Payout payout, long begun)
    {
        var matched = Judge.Limits(policy, FactsOf(Known, payout));
        var reservation = await limits.ReserveAsync(payout.Id, payout.Request.Amount, matched.Select(limit => ClaimOf(limit, payout.Approval)));
        if (reservation.Refusal is not { } refusal)
        {
            return new PayoutEvent.Admitted(reservation.Holds, begun);
        }

        var rule = matched.Single(limit => limit.Key == refusal.Limit).Rule;
        return rule.OnExcess == LimitExcess.Approve
            ? new PayoutEvent.NotAdmitted(rule.Name, rule.Window, refusal.AvailableAt, PlanOf(rule), ShownTo(payout.CreatedBy))
            : new PayoutEvent.NotAdmitted(rule.Name, rule.Window, refusal.Verdict == LimitVerdict.NeverFits ? null : refusal.AvailableAt ?? clock.GetUtcNow() + LongestWait);
    }

    private static LimitClaim ClaimOf(MatchedLimit limit, PayoutApproval? approval) => new(
        limit.Key, new(limit.Rule.MaxAmount, limit.Rule.MaxCount), approval is { Outcome: ApprovalOutcome.Approved, OverLimits: { } over } && over.Contains(limit.Rule.Name));

    /// <summary>A payout knows the persons who saw its key only if it was made to be approved.</summary>
    private ImmutableArray<string> ShownTo(Caller? by) =>
        by is { Person: null } && Known.Keys.Find(by.Key) is { } made ? made.ShownTo : [];

    private static ApprovalNeed PlanOf(LimitRule rule) => new(rule.Needed, PolicyRules.UsualExpiry, rule.Name);

    private static PayoutRefusal RefusalBy(LimitRule rule, PayoutRequest request, DateTimeOffset? availableAt) =>
        new(RefusalKind.Limit, rule.Name, rule.Window, availableAt, IsShared: !rule.IsOwnOf(request.ClientId));
}
