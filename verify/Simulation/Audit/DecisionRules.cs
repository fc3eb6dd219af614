using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;
using Payouts.Grains.Payouts;
using Payouts.Simulation.Running;
using Payouts.Simulation.Storage;

namespace Payouts.Simulation.Audit;

/// <summary>What must be true of payouts that wait for people, and of what people decided.</summary>
internal static class DecisionRules
{
    /// <summary>
    /// How old the policy may be by which a row was made: a lease, the time for which what was judged may be stored, and a write that is carried out late.
    /// </summary>
    public static readonly TimeSpan Reach = TimeSpan.FromSeconds(5 + 30 + 45);

    /// <summary>Of every write.</summary>
    public static void Check(PayoutState? before, PayoutState after, World world)
    {
        if (before is null)
        {
            CheckMade(after.Payout, world);
            return;
        }

        var (was, now) = (before.Payout, after.Payout);
        if (was.Detail == PayoutDetail.AwaitingApproval && now.Detail != PayoutDetail.AwaitingApproval)
        {
            world.Tally.Count($"waiting for people: {now.Detail?.ToString() ?? now.Reason?.ToString()}");
            Rule.Holds(now.Detail is PayoutDetail.Scheduled or PayoutDetail.Queued || now.Status == PayoutStatus.Cancelled, "approval", () => $"what waited for people became {now.Status} {now.Detail}");
            Rule.Holds(now.Status == PayoutStatus.Cancelled || IsApproved(now.Approval!), "approval", () => $"{now.Id} went on with {now.Approval}");
        }

        if (was.Approval is { } given && now.Approval is { } then && then.ExpiresAt == given.ExpiresAt && then.Rule == given.Rule)
        {
            Rule.Holds(given.Outcome is null || given.Outcome == then.Outcome, "approval", () => $"its outcome was {given.Outcome} and became {then.Outcome}");
            Rule.Holds(then.Decisions.Take(given.Decisions.Length).SequenceEqual(given.Decisions), "approval", "a decision was forgotten");
            Rule.Holds(then.Needed.SequenceEqual(given.Needed), "approval", "who has to approve it changed");
        }
    }

    /// <summary>Of every create whose first byte leaves.</summary>
    public static void CheckSent(Row row, World world)
    {
        if (row.State.Payout.Approval is { } approval)
        {
            world.Tally.Count("creates sent of what people approved");
            Rule.Holds(IsApproved(approval), "approval", () => $"a request left of {row.Id} with {approval}");
        }
    }

    /// <summary>As its rule says: by whichever policy it may have been judged.</summary>
    private static void CheckMade(Payout payout, World world)
    {
        var rules = world.Documents.PoliciesFrom(world.Agenda.Elapsed - Reach).Select(policy => policy.RuleFor(payout.Request)).ToList();
        Rule.Holds(rules.Any(rule => rule is not { Then: PolicyAction.Refuse }), "refused", () => $"{payout.Id} was made, and every policy refuses it");
        if (rules.All(rule => rule is { Then: PolicyAction.Approve or PolicyAction.Hold }))
        {
            Rule.Holds(
                payout.Approval is { } approval && rules.Any(rule => (rule!.Then == PolicyAction.Hold) == approval.IsHeld && (approval.IsHeld || rule.Needed.SequenceEqual(approval.Needed))),
                "approval",
                () => $"{payout.Id} was made with {payout.Approval}, and rules ask for people");
        }

        if (payout.Approval is { } plan)
        {
            world.Tally.Count(plan.IsHeld ? "payouts held" : plan.OverLimits is null ? "payouts that need approval" : "payouts that need approval for a limit");
        }
    }

    /// <summary>By different persons, none of whom made it, as many as are needed of each role.</summary>
    private static bool IsApproved(PayoutApproval approval)
    {
        var approved = approval.Decisions.Where(decision => decision.Decision == ApprovalWord.Approved).ToList();
        var persons = approved.Select(decision => Plain(decision.By)).ToList();
        return approval.Outcome == ApprovalOutcome.Approved
            && approval.Decisions.Length == approved.Count
            && persons.Distinct(StringComparer.Ordinal).Count() == persons.Count
            && !persons.Intersect(approval.Makers.Select(Plain), StringComparer.Ordinal).Any()
            && approval.Needed.GroupBy(group => group.Role).All(role => approved.Count(decision => decision.Role == role.Key) >= role.Sum(group => group.Count));
    }

    private static string Plain(string person) => person.Trim().ToUpperInvariant();
}
