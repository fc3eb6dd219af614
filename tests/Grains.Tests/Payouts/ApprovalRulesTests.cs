using System.Collections.Immutable;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Tests.Payouts;

/// <summary>Who may decide on a payout (docs/controls.md, "Approvals").</summary>
public sealed class ApprovalRulesTests
{
    private static readonly Decider Ben = new("ben@example.com", "oidc", ["checker"], MayApprove: true, MayOperate: false);
    private static readonly Decider Fin = new("fin@example.com", "oidc", ["finance", "checker"], MayApprove: true, MayOperate: false);
    private static readonly Decider Opal = new("opal@example.com", "key", ["operator"], MayApprove: false, MayOperate: true);

    [Fact]
    public void A_decision_is_kept_with_who_how_when_and_what_was_seen()
    {
        var ruling = Rule(Waiting(new NeededApproval(null, 2)), Approve(Ben) with { Reason = "fine" });

        Assert.Equal(DecideVerdict.Done, ruling.Verdict);
        Assert.Equal(new ApprovalDecision("ben@example.com", "oidc", Some.Now, 1, ApprovalWord.Approved, null, "fine"), ruling.Decision);
    }

    [Theory]
    [InlineData("ana@example.com")]
    [InlineData(" ANA@Example.com ")]
    [InlineData("cem@example.com")]
    [InlineData("Dora")]
    public void Makers_neither_approve_nor_reject_however_they_are_written(string person)
    {
        var command = Some.Command(Some.Request with { RequestedBy = "dora" }) with { By = Some.Ana, Makers = ["cem@example.com"] };
        var payout = Some.Awaiting(new([new(null, 2)], TimeSpan.FromHours(1)), command: command).Payout;

        Assert.Equal(DecideVerdict.SelfApproval, Rule(payout, Approve(Ben with { Person = person })).Verdict);
        Assert.Equal(DecideVerdict.SelfApproval, Rule(payout, Reject(Ben with { Person = person })).Verdict);
    }

    [Fact]
    public void The_same_decision_of_the_same_person_is_done_whatever_the_version_or_the_payout_is()
    {
        var once = Decided(Waiting(new NeededApproval(null, 2)), Approve(Ben));
        Assert.Equal((DecideVerdict.Done, null), Of(Rule(once, Approve(Ben) with { Versions = [1] })));

        var sent = Decided(once, Approve(Fin) with { Versions = [2] });
        Assert.Equal(PayoutDetail.Queued, sent.Detail);
        Assert.Equal((DecideVerdict.Done, null), Of(Rule(sent, Approve(Ben with { Person = "BEN@example.com" }))));
        Assert.Equal(DecideVerdict.NotAwaiting, Rule(sent, Reject(Ben)).Verdict);
        Assert.Equal(DecideVerdict.NotAwaiting, Rule(sent, Approve(Fin with { Person = "gil@example.com" })).Verdict);
    }

    [Fact]
    public void Another_version_than_the_one_seen_is_refused()
    {
        var once = Decided(Waiting(new NeededApproval(null, 2)), Approve(Ben));

        Assert.Equal(DecideVerdict.VersionMismatch, Rule(once, Approve(Fin) with { Versions = [1] }).Verdict);
        Assert.Equal(DecideVerdict.Done, Rule(once, Approve(Fin) with { Versions = [2] }).Verdict);
    }

    [Fact]
    public void Who_approved_may_reject()
    {
        var once = Decided(Waiting(new NeededApproval(null, 2)), Approve(Ben));

        Assert.Equal(PayoutReason.Rejected, Decided(once, Reject(Ben) with { Versions = [2] }).Reason);
    }

    [Fact]
    public void A_group_that_asks_for_a_role_takes_nobody_else()
    {
        var waiting = Waiting(new NeededApproval("finance"), new NeededApproval(null));

        var first = Decided(waiting, Approve(Ben));
        Assert.Null(first.Approval!.Decisions[0].Role);
        Assert.Equal((DecideVerdict.RoleRequired, "finance"), (Rule(first, Approve(Ben with { Person = "gil@example.com" })).Verdict, Rule(first, Approve(Ben with { Person = "gil@example.com" })).Role));
        var last = Decided(first, Approve(Fin));
        Assert.Equal(("finance", ApprovalOutcome.Approved), (last.Approval!.Decisions[1].Role, last.Approval.Outcome));
    }

    [Fact]
    public void A_role_that_is_named_must_be_the_persons_and_open()
    {
        var waiting = Waiting(new NeededApproval("finance"), new NeededApproval("checker", 2));

        Assert.Equal("checker", Rule(waiting, Approve(Fin) with { Role = "checker" }).Decision!.Role);
        Assert.Equal("finance", Rule(waiting, Approve(Fin)).Decision!.Role);
        Assert.Equal(DecideVerdict.RoleRequired, Rule(waiting, Approve(Ben) with { Role = "finance" }).Verdict);
        Assert.Equal(DecideVerdict.RoleRequired, Rule(waiting, Approve(Ben) with { Role = "owner" }).Verdict);
    }

    [Fact]
    public void What_a_rule_holds_is_let_go_by_one_who_operates_and_by_nobody_else()
    {
        var held = Some.Awaiting(ApprovalNeed.Held).Payout;

        Assert.Equal(DecideVerdict.Forbidden, Rule(held, Approve(Ben)).Verdict);
        Assert.Equal(PayoutDetail.Queued, Decided(held, Approve(Opal)).Detail);
        Assert.Equal(DecideVerdict.Forbidden, Rule(Waiting(new NeededApproval(null)), Approve(Opal)).Verdict);
    }

    [Fact]
    public void What_no_rule_asked_about_waits_for_nobody() =>
        Assert.Equal(DecideVerdict.NotAwaiting, Rule(Some.At("Scheduled").Payout, Approve(Ben)).Verdict);

    private static Payout Waiting(params ImmutableArray<NeededApproval> needed) => Some.Awaiting(new(needed, TimeSpan.FromHours(1))).Payout;

    private static DecidePayout Approve(Decider by) => new(default, ApprovalWord.Approved, by);

    private static DecidePayout Reject(Decider by) => new(default, ApprovalWord.Rejected, by, Reason: "not known");

    private static ApprovalRules.Ruling Rule(Payout payout, DecidePayout command) => ApprovalRules.Of(payout, command, Some.Now);

    private static (DecideVerdict, ApprovalDecision?) Of(ApprovalRules.Ruling ruling) => (ruling.Verdict, ruling.Decision);

    private static Payout Decided(Payout payout, DecidePayout command)
    {
        var decision = Rule(payout, command).Decision;
        Assert.NotNull(decision);
        var state = new PayoutState { Payout = payout, NextActionAt = Some.Now.AddHours(1), Since = Some.Now };
        return PayoutMachine.Apply(state, new PayoutEvent.Decided(decision, new Caller(command.By.Person)), Some.Options, Some.Now).State.Payout;
    }
}
