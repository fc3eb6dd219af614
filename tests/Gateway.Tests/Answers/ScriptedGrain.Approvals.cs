using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Tests.Answers;

/// <content>What people decide. Its rules are tested where they are; here each answer can be had.</content>
internal sealed partial class ScriptedGrain
{
    public async Task<DecideResult> Decide(DecidePayout command)
    {
        if (await GetPayout() is not { } payout)
        {
            return new(DecideVerdict.NotFound, null);
        }

        if (payout.Approval is { } known && known.Decisions.Any(given => given.By == command.By.Person && given.Decision == command.Decision))
        {
            return new(DecideVerdict.Done, payout);
        }

        if (payout is not { Detail: PayoutDetail.AwaitingApproval, Approval: { } approval })
        {
            return new(DecideVerdict.NotAwaiting, payout);
        }

        var verdict = !(approval.IsHeld ? command.By.MayOperate : command.By.MayApprove) ? DecideVerdict.Forbidden
            : approval.Makers.Contains(command.By.Person) ? DecideVerdict.SelfApproval
            : !command.Versions.IsDefault && !command.Versions.Contains(payout.Version) ? DecideVerdict.VersionMismatch
            : command.Decision == ApprovalWord.Approved && approval.Needed.All(group => group.Role is { } role && !command.By.Roles.Contains(role)) ? DecideVerdict.RoleRequired
            : DecideVerdict.Done;
        return verdict == DecideVerdict.Done ? new(verdict, Decided(payout, approval, command))
            : new(verdict, payout, verdict == DecideVerdict.RoleRequired ? approval.Needed[0].Role : null);
    }

    private Payout Decided(Payout payout, PayoutApproval approval, DecidePayout command)
    {
        var given = new ApprovalDecision(command.By.Person, command.By.Via, GoldenGateway.Now, payout.Version, command.Decision, command.Role, command.Reason);
        ApprovalOutcome? outcome = command.Decision == ApprovalWord.Rejected ? ApprovalOutcome.Rejected
            : approval.Decisions.Length + 1 == approval.Needed.Sum(group => group.Count) ? ApprovalOutcome.Approved
            : null;
        var decided = payout with { Version = payout.Version + 1, Approval = approval with { Decisions = [.. approval.Decisions, given], Outcome = outcome } };
        decided = outcome switch
        {
            null => decided,
            ApprovalOutcome.Approved => decided with { Detail = PayoutDetail.Queued, Standing = decided.Standing! with { Next = NextStep.Send, Actions = [PayoutAction.Cancel] } },
            _ => decided with { Status = PayoutStatus.Cancelled, Detail = null, Reason = PayoutReason.Rejected, Standing = decided.Standing! with { Next = NextStep.Nothing, Attempt = 0, Actions = [] } },
        };
        cluster.Payouts[cluster.Payouts.IndexOf(payout)] = decided;
        return decided;
    }
}
