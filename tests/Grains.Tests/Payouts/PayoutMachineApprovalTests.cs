using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Grains.Tests.Payouts;

/// <summary>What waits for people, and what becomes of it (docs/controls.md, "Approvals").</summary>
public sealed class PayoutMachineApprovalTests
{
    private static readonly ApprovalNeed Two = new([new(null, 2)], TimeSpan.FromHours(72));

    [Fact]
    public void It_is_made_waiting_with_the_plan_of_its_rule_and_falls_due_when_its_time_is_over()
    {
        var made = Some.Awaiting(Two);

        Assert.Equal((PayoutDetail.AwaitingApproval, PayoutReason.ApprovalRequired), (made.Payout.Detail, made.Payout.Reason));
        Assert.Equal(Some.Now.AddHours(72), made.NextActionAt);
        Assert.Equal(("large-usdt", 7, Some.Now.AddHours(72), false), (made.Payout.Approval!.Rule, made.Payout.Approval.PolicyVersion, made.Payout.Approval.ExpiresAt, made.Payout.Approval.IsHeld));
        Assert.Equal(new DecidedBy(7, "large-usdt"), made.Payout.Policy);
        Assert.Equal([PayoutAction.Cancel, PayoutAction.Approve, PayoutAction.Reject], Standing.Of(made).Actions);
        Assert.Equal((NextStep.WaitForPeople, null), (Standing.Of(made).Next, Standing.Of(made).NextAt));
    }

    [Fact]
    public void What_a_rule_holds_waits_without_an_end_and_is_neither_due_nor_parked()
    {
        var held = Some.Awaiting(ApprovalNeed.Held);

        Assert.Equal((PayoutReason.Held, null, true), (held.Payout.Reason, held.Payout.Approval!.ExpiresAt, held.Payout.Approval.IsHeld));
        Assert.True(held.NextActionAt > Some.Now.AddYears(40));
        Assert.False(Parking.Has(held));
    }

    [Fact]
    public void The_last_approval_sends_it_to_the_gate_like_everyone()
    {
        var first = Some.After(Some.Awaiting(Two), new Decided(Some.Approval(Some.Ana), Some.Ana));
        Assert.Equal((PayoutDetail.AwaitingApproval, 2L, null), (first.Payout.Detail, first.Payout.Version, first.Payout.Approval!.Outcome));

        var (last, effect) = PayoutMachine.Apply(first, new Decided(Some.Approval(Some.Ben), Some.Ben), Some.Options, Some.Now.AddHours(1));

        Assert.Equal((PayoutDetail.Queued, null, Some.Now.AddHours(1), PayoutEffect.None), (last.Payout.Detail, last.Payout.Reason, last.NextActionAt, effect));
        Assert.Equal(ApprovalOutcome.Approved, last.Payout.Approval!.Outcome);
        Assert.Equal((LogSource.Operator, "Approved.", Some.Ben), (last.Payout.ResponseLogs[^1].Source, last.Payout.ResponseLogs[^1].Message, last.Payout.ResponseLogs[^1].By));
        Assert.Equal(PayoutDetail.Queued, PayoutMachine.Apply(last, new Woken(SendGate.Paused), Some.Options, Some.Now.AddHours(2)).State.Payout.Detail);
        Assert.Equal(PayoutEffect.Submit, PayoutMachine.Apply(last, new Woken(), Some.Options, Some.Now.AddHours(2)).Effect);
    }

    [Fact]
    public void One_that_is_for_later_waits_for_its_time_after_the_last_approval()
    {
        var later = Some.Now.AddDays(2);
        var approved = Some.AfterAll(Some.Awaiting(Two, later), [new Decided(Some.Approval(Some.Ana), Some.Ana), new Decided(Some.Approval(Some.Ben), Some.Ben)]);

        Assert.Equal((PayoutDetail.Scheduled, later), (approved.Payout.Detail, approved.NextActionAt));
    }

    [Fact]
    public void Nobody_in_time_cancels_it()
    {
        var waiting = Some.Awaiting(Two);

        Assert.Same(waiting, PayoutMachine.Apply(waiting, new Woken(), Some.Options, Some.Now.AddHours(72).AddMilliseconds(-1)).State);
        var expired = PayoutMachine.Apply(waiting, new Woken(), Some.Options, Some.Now.AddHours(72)).State;

        Assert.Equal((PayoutStatus.Cancelled, PayoutReason.ApprovalExpired, null), (expired.Payout.Status, expired.Payout.Reason, expired.NextActionAt));
        Assert.Equal(ApprovalOutcome.Expired, expired.Payout.Approval!.Outcome);
    }

    [Fact]
    public void Whoever_asked_for_it_in_any_way_is_a_maker_once()
    {
        var command = Some.Command(Some.Request with { RequestedBy = "ANA@example.com" }) with { By = Some.Ana, Makers = ["cem@example.com", "ana@example.com"] };

        Assert.Equal(["ana@example.com", "cem@example.com"], Some.Awaiting(Two, command: command).Payout.Approval!.Makers);
    }

    [Fact]
    public void Approvals_rejections_a_cancel_and_the_end_of_the_time_in_every_order_have_one_outcome()
    {
        PayoutEvent[] events =
        [
            new Decided(Some.Approval(Some.Ana), Some.Ana),
            new Decided(Some.Approval(Some.Ben), Some.Ben),
            new Decided(Some.Approval(new Caller("cem@example.com")) with { Decision = ApprovalWord.Rejected, Reason = "no" }, new Caller("cem@example.com")),
            new CancelRequested(Some.Ben),
            new Woken(),
        ];
        foreach (var order in Orders(events))
        {
            var state = Some.Awaiting(Two);
            var sends = 0;
            PayoutStatus? ended = null;
            foreach (var happened in order)
            {
                // The wake-up is the one at the end of the time.
                var (after, effect) = PayoutMachine.Apply(state, happened, Some.Options, happened is Woken ? Some.Now.AddHours(72) : Some.Now);
                sends += effect == PayoutEffect.Submit ? 1 : 0;
                Assert.True(ended is null || after.Payout.Status == ended);
                (state, ended) = (after, after.Payout.IsFinal ? after.Payout.Status : null);
            }

            Assert.Equal(sends == 0, state.Payout.Status == PayoutStatus.Cancelled);
        }
    }

    private static IEnumerable<PayoutEvent[]> Orders(PayoutEvent[] events) => events.Length <= 1
        ? [events]
        : events.SelectMany((one, at) => Orders([.. events[..at], .. events[(at + 1)..]]).Select(rest => (PayoutEvent[])[one, .. rest]));
}
