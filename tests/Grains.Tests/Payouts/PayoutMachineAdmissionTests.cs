using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Grains.Tests.Payouts;

/// <summary>What address books and limits say at a gate (docs/controls.md, "Limits").</summary>
public sealed class PayoutMachineAdmissionTests
{
    private static readonly DateTimeOffset Later = Some.Now + TimeSpan.FromHours(2);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public void A_create_that_a_limit_has_room_for_has_its_hold_in_the_write_of_the_intent()
    {
        var (made, effect) = PayoutMachine.Create(Some.Id, Some.Command(), Some.Now, admission: new(new(7)) { Holds = [Some.Hold] });

        Assert.Equal((PayoutDetail.Submitting, PayoutEffect.Submit), (made.Payout.Detail, effect));
        Assert.Equal([Some.Hold], made.Holds!.Value);
    }

    [Fact]
    public void A_create_that_a_limit_has_no_room_for_yet_waits_until_it_has()
    {
        var (made, effect) = PayoutMachine.Create(Some.Id, Some.Command(), Some.Now, admission: new(new(7)) { RoomAt = Later });

        Assert.Equal((PayoutDetail.Queued, PayoutReason.LimitExceeded, Later, PayoutEffect.None), (made.Payout.Detail, made.Payout.Reason, made.NextActionAt, effect));
        Assert.Equal((Some.Now, null, NextStep.WaitForLimit), (made.QueuedSince, made.Holds, Standing.Of(made).Next));
    }

    [Theory]
    [InlineData("Failed", PayoutStatus.Failed)]
    [InlineData("Cancelled", PayoutStatus.Cancelled)]
    public void What_is_never_sent_owes_its_hold_until_it_was_given_back(string word, PayoutStatus status)
    {
        var sent = Sent();
        var ended = word == "Failed"
            ? PayoutMachine.Apply(sent, new Refused(PayoutReason.BelowMinimum, false, "Minimum amount 30 USDT"), Some.Options, Later)
            : PayoutMachine.Apply(Some.After(sent, new NotReady(SendGate.Paused)), new CancelRequested(Some.Ana), Some.Options, Later);
        Assert.Equal((status, PayoutEffect.Release, Later), (ended.State.Payout.Status, ended.Effect, ended.State.NextActionAt));

        Assert.Equal(PayoutEffect.Release, PayoutMachine.Apply(ended.State, new Woken(), Some.Options, Later).Effect);
        Assert.Equal(new Decision(ended.State), PayoutMachine.Apply(ended.State, new Woken(SendGate.Stale), Some.Options, Later));
        var settled = PayoutMachine.Apply(ended.State, new Released(), Some.Options, Later).State;

        Assert.Equal((null, null, status), (settled.Holds, settled.NextActionAt, settled.Payout.Status));
        Assert.Same(settled, PayoutMachine.Apply(settled, new Released(), Some.Options, Later).State);
    }

    [Fact]
    public void The_money_of_a_confirmed_one_is_gone_and_counts()
    {
        var paid = PayoutMachine.Apply(Sent(), new Accepted(Some.Report("paid", true, LogSource.Submit)), Some.Options, Later);

        Assert.Equal((PayoutStatus.Confirmed, null, PayoutEffect.None), (paid.State.Payout.Status, paid.State.NextActionAt, paid.Effect));
        Assert.Equal([Some.Hold], paid.State.Holds!.Value);
    }

    [Fact]
    public void What_may_be_out_already_asks_nobody()
    {
        var unknown = Some.AfterAll(Some.At("OutcomeUnknown"), [new NotFound()]);
        var again = PayoutMachine.Apply(unknown, new NotFound(Some.Options.ResubmitGrace), Some.Options, Later).State;
        Assert.Equal(PayoutDetail.Submitting, again.Payout.Detail);
        var queued = again with { Payout = again.Payout with { Detail = PayoutDetail.Queued } };

        Assert.Equal(PayoutEffect.Submit, PayoutMachine.Apply(queued, new Woken(SendGate.Open, MustAdmit: true), Some.Options, Later).Effect);
    }

    [Fact]
    public void Who_waits_for_room_waits_at_least_for_the_limits_window()
    {
        var waiting = Some.After(Some.At("Scheduled"), new NotAdmitted("week", TimeSpan.FromDays(7), Later));
        var soon = Some.Now + Some.Options.QueueExpiry + Day;

        Assert.Equal(PayoutDetail.Queued, Apply(waiting, new Woken(SendGate.Open, MustAdmit: true), soon).Payout.Detail);
        Assert.Equal(PayoutDetail.Queued, Apply(waiting, new NotAdmitted("week", TimeSpan.FromDays(7), soon.AddDays(9)), soon).Payout.Detail);
        var given = Apply(waiting, new NotAdmitted("week", TimeSpan.FromDays(7), soon.AddDays(9)), Some.Now.AddDays(7));
        Assert.Equal((PayoutStatus.Failed, PayoutReason.QueueExpired, null), (given.Payout.Status, given.Payout.Reason, given.NextActionAt));
    }

    [Fact]
    public void Room_is_looked_for_again_within_the_longest_poll()
    {
        var far = Apply(Some.At("Scheduled"), new NotAdmitted("client-day", Day, Later.AddHours(9)), Later);

        Assert.Equal(Later + Some.Options.MaxPollInterval, far.NextActionAt);
    }

    [Fact]
    public void Over_a_limit_people_may_let_it_go()
    {
        var waiting = Apply(Some.At("Scheduled"), new NotAdmitted("client-day", Day, null, new ApprovalNeed([new()], Day, "client-day")), Later);

        Assert.Equal((PayoutDetail.AwaitingApproval, "client-day", Later + Day), (waiting.Payout.Detail, waiting.Payout.Approval!.Limit, waiting.NextActionAt));
    }

    private static PayoutState Sent() => PayoutMachine.Create(Some.Id, Some.Command(), Some.Now, admission: new(new(7)) { Holds = [Some.Hold] }).State;

    private static PayoutState Apply(PayoutState state, PayoutEvent happened, DateTimeOffset now) => PayoutMachine.Apply(state, happened, Some.Options, now).State;
}
