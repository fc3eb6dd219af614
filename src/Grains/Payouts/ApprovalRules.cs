using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>Who may decide on a payout, and what a decision counts for (docs/controls.md, "Approvals"). Pure.</summary>
public static class ApprovalRules
{
    /// <summary>What a decision comes to.</summary>
    /// <param name="Verdict">For the caller.</param>
    /// <param name="Decision">What is to be applied; <see langword="null"/> if nothing is.</param>
    /// <param name="Role">The role that is required, exactly when one is.</param>
    public readonly record struct Ruling(DecideVerdict Verdict, ApprovalDecision? Decision = null, string? Role = null);

    /// <summary>Judges a decision on a payout as it is now.</summary>
    public static Ruling Of(Payout payout, DecidePayout command, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(payout);
        ArgumentNullException.ThrowIfNull(command);
        if (payout.Approval is not { } approval)
        {
            return new(DecideVerdict.NotAwaiting);
        }

        // Before the version is looked at: a lost answer may be asked for again.
        if (approval.Decisions.Any(given => given.Decision == command.Decision && Persons.AreSame(given.By, command.By.Person)))
        {
            return new(DecideVerdict.Done);
        }

        return payout.Detail != PayoutDetail.AwaitingApproval ? new(DecideVerdict.NotAwaiting)
            : !(approval.IsHeld ? command.By.MayOperate : command.By.MayApprove) ? new(DecideVerdict.Forbidden)
            : approval.Makers.Any(maker => Persons.AreSame(maker, command.By.Person)) ? new(DecideVerdict.SelfApproval)
            : !command.Versions.IsDefault && !command.Versions.Contains(payout.Version) ? new(DecideVerdict.VersionMismatch)
            : command.Decision == ApprovalWord.Rejected ? Take(null)
            : GroupOf(approval, command) is { } group ? Take(group.Role)
            : new(DecideVerdict.RoleRequired, Role: FirstOpen(approval)?.Role);

        Ruling Take(string? role) => new(
            DecideVerdict.Done, new(command.By.Person, command.By.Via, now, payout.Version, command.Decision, role, command.Reason));
    }

    /// <summary>Whether an approval by this person would count now.</summary>
    public static bool MayApprove(Payout payout, Decider person)
    {
        ArgumentNullException.ThrowIfNull(payout);
        return Of(payout, new(default, ApprovalWord.Approved, person), payout.UpdatedAt).Decision is not null;
    }

    /// <summary>Of a page, what this person may still approve; the next one goes on where the whole page ended.</summary>
    /// <param name="page">As it was found.</param>
    /// <param name="person"><see langword="null"/>: all of it.</param>
    public static PayoutPage Decidable(PayoutPage page, Decider? person)
    {
        ArgumentNullException.ThrowIfNull(page);
        return person is null ? page : page with { Payouts = [.. page.Payouts.Where(payout => MayApprove(payout, person))] };
    }

    /// <summary>Whether all groups are full.</summary>
    public static bool IsFull(PayoutApproval approval)
    {
        ArgumentNullException.ThrowIfNull(approval);
        return FirstOpen(approval) is null;
    }

    /// <summary>How many approvals were given.</summary>
    public static int Given(PayoutApproval approval)
    {
        ArgumentNullException.ThrowIfNull(approval);
        return approval.Decisions.Count(decision => decision.Decision == ApprovalWord.Approved);
    }

    /// <summary>
    /// The group that a person fills: of the role that was named, or the first open one that takes the person, those
    /// that ask for a role before the one of anybody, which a role that was named does not close.
    /// </summary>
    private static NeededApproval? GroupOf(PayoutApproval approval, DecidePayout command)
    {
        var roles = command.Role is { } named ? command.By.Roles.Where(role => role == named) : command.By.Roles;
        return approval.Needed.FirstOrDefault(group => group.Role is { } role && roles.Contains(role) && IsOpen(approval, group))
            ?? approval.Needed.FirstOrDefault(group => group.Role is null && IsOpen(approval, group));
    }

    private static NeededApproval? FirstOpen(PayoutApproval approval) => approval.Needed.FirstOrDefault(group => IsOpen(approval, group));

    private static bool IsOpen(PayoutApproval approval, NeededApproval group) =>
        approval.Decisions.Count(decision => decision.Decision == ApprovalWord.Approved && decision.Role == group.Role)
            < approval.Needed.Where(other => other.Role == group.Role).Sum(other => other.Count);
}
