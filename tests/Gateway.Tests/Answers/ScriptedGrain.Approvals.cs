using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Tests.Answers;

/// <content>What people decide.</content>
internal sealed partial class ScriptedGrain
{
    public async Task<DecideResult> Decide(DecidePayout command)
    {
        if (await GetPayout() is not { } payout)
        {
            return new(DecideVerdict.NotFound, null);
        }

        if (payout is not { Detail: PayoutDetail.AwaitingApproval, Approval: { } approval })
        {
            return new(DecideVerdict.NotAwaiting, payout);
        }

        if (approval.Makers.Contains(command.By.Person))
        {
            return new(DecideVerdict.SelfApproval, payout);
        }

        if (!command.Versions.IsDefault && !command.Versions.Contains(payout.Version))
        {
            return new(DecideVerdict.VersionMismatch, payout);
        }

        if (approval.Needed.All(group => group.Role is { } role && !command.By.Roles.Contains(role)))
        {
            return new(DecideVerdict.RoleRequired, payout, approval.Needed[0].Role);
        }

        var given = new ApprovalDecision(command.By.Person, command.By.Via, GoldenGateway.Now, payout.Version, command.Decision, command.Role, command.Reason);
        var decided = payout with { Version = payout.Version + 1, Approval = approval with { Decisions = [.. approval.Decisions, given] } };
        cluster.Payouts.Remove(payout);
        cluster.Payouts.Add(decided);
        return new(DecideVerdict.Done, decided);
    }
}
