using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Grains.Tests.Payouts;

/// <summary>What address books and limits say at a gate (docs/adr/0038).</summary>
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
            : PayoutMachine.Apply(Some.After(sent, NotReady.Of(SendGate.Paused)), new CancelRequested(Some.Ana), Some.Options, Later);
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

        Assert.Equal((PayoutDetail.AwaitingApproval, Later + Day), (waiting.Payout.Detail, waiting.NextActionAt));
        Assert.Equal(["client-day"], waiting.Payout.Approval!.OverLimits!.Value);
    }

    [Fact]
    public void Over_two_limits_the_second_approval_keeps_the_first()
    {
        var first = Apply(Some.At("Scheduled"), Over("client-day"), Later);
        var approved = Apply(first, new Decided(Some.Approval(Some.Ana), Some.Ana), Later);

        var second = Apply(approved, Over("global-week"), Later);

        Assert.Equal((PayoutDetail.AwaitingApproval, "global-week", 0), (second.Payout.Detail, second.Payout.Approval!.Rule, second.Payout.Approval.Decisions.Length));
        Assert.Equal(["client-day", "global-week"], second.Payout.Approval.OverLimits!.Value);
    }

    [Fact]
    public void Who_made_what_goes_over_a_limit_is_all_who_could_have()
    {
        var made = PayoutMachine.Create(Some.Id, Some.Command(Some.Request with { RequestedBy = " Dora ", ScheduledFor = Later }) with { By = new(Key: "a1b2c3d4") }, Some.Now).State;

        var waiting = Apply(made, Over("client-day") with { ShownTo = ["cem@example.com", "dora"] }, Later);

        Assert.Equal(["Dora", "cem@example.com"], waiting.Payout.Approval!.Makers);
    }

    [Fact]
    public void The_time_that_a_limit_or_people_take_is_not_that_of_helekets_queue()
    {
        var waited = Some.Now + Some.Options.QueueExpiry + Day;
        var limited = Apply(Some.At("Queued"), new NotAdmitted("week", TimeSpan.FromDays(7), Later), Later);
        var sent = Apply(limited, new Admitted([Some.Hold], 1), waited);
        var refused = Apply(sent, new Refused(PayoutReason.InsufficientFunds, true, "Not enough funds"), waited);
        Assert.Equal((Later, null, waited), (limited.QueuedSince, sent.QueuedSince, refused.QueuedSince));

        var approved = Apply(Apply(Some.At("Queued"), Over("client-day"), Later), new Decided(Some.Approval(Some.Ana), Some.Ana), waited);
        Assert.Equal((PayoutDetail.Queued, null), (approved.Payout.Detail, approved.QueuedSince));
        Assert.Equal(PayoutEffect.Submit, PayoutMachine.Apply(approved, new Woken(), Some.Options, waited).Effect);
    }

    [Fact]
    public void What_heleket_has_refused_for_long_still_waits_a_whole_window_for_room()
    {
        var queued = Some.At("Queued");
        var late = Some.Now + Some.Options.QueueExpiry - TimeSpan.FromHours(1);
        var limited = Apply(queued, new NotAdmitted("week", TimeSpan.FromDays(7), late + Day), late);

        Assert.Equal(PayoutDetail.Queued, Apply(limited, new NotAdmitted("week", TimeSpan.FromDays(7), late + Day), late.AddDays(7).AddMilliseconds(-1)).Payout.Detail);
        Assert.Equal(PayoutReason.QueueExpired, Apply(limited, new NotAdmitted("week", TimeSpan.FromDays(7), late + Day), late.AddDays(7)).Payout.Reason);
    }

    [Fact]
    public void Room_that_should_have_been_there_by_now_is_looked_for_no_sooner_than_anything_else()
    {
        var past = Apply(Some.At("Scheduled"), new NotAdmitted("client-day", Day, Later.AddHours(-1)), Later);

        Assert.Equal(Later + Some.Options.FirstPollAfter, past.NextActionAt);
    }

    [Fact]
    public void What_owes_a_hold_after_the_end_says_nothing_of_a_next_step()
    {
        var owing = Some.After(Sent(), new Refused(PayoutReason.BelowMinimum, false, "Minimum amount 30 USDT"));

        Assert.Equal((NextStep.Nothing, null), (Standing.Of(owing).Next, Standing.Of(owing).NextAt));
    }

    private static NotAdmitted Over(string limit) => new(limit, Day, null, new ApprovalNeed([new()], Day, limit));

    private static PayoutState Sent() => Some.Holding();

    private static PayoutState Apply(PayoutState state, PayoutEvent happened, DateTimeOffset now) => PayoutMachine.Apply(state, happened, Some.Options, now).State;
}
