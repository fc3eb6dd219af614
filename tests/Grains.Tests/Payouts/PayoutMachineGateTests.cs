using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Grains.Tests.Payouts;

/// <summary>What the controls hold back (docs/lifecycle.md, "Held back").</summary>
public sealed class PayoutMachineGateTests
{
    private static readonly DateTimeOffset Later = Some.Now + TimeSpan.FromHours(2);

    [Fact]
    public void A_payout_that_is_made_during_a_pause_is_parked_in_its_first_write()
    {
        var (made, effect) = PayoutMachine.Create(Some.Id, Some.Command(), Some.Now, SendGate.Paused);

        Assert.Equal((PayoutDetail.Queued, PayoutReason.Paused, PayoutEffect.None), (made.Payout.Detail, made.Payout.Reason, effect));
        Assert.Equal((Parking.Place(made.Payout), 1L), (made.NextActionAt, made.Payout.Version));
        Assert.Equal((NextStep.WaitForPause, null, MoneyPlace.Ours), (Standing.Of(made).Next, Standing.Of(made).NextAt, Standing.Of(made).Money));
        Assert.Equal([PayoutAction.Cancel], Standing.Of(made).Actions);
    }

    [Fact]
    public void A_payout_for_later_is_scheduled_during_a_pause_too()
    {
        var request = Some.Request with { ScheduledFor = Later };
        var (made, _) = PayoutMachine.Create(Some.Id, Some.Command(request), Some.Now, SendGate.Paused);

        Assert.Equal((PayoutDetail.Scheduled, Later), (made.Payout.Detail, made.NextActionAt));
    }

    [Fact]
    public void Without_the_controls_nothing_is_made() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PayoutMachine.Create(Some.Id, Some.Command(), Some.Now, SendGate.Stale));

    [Fact]
    public void Places_are_in_the_order_of_creation_and_beyond_all_that_is_due()
    {
        var first = PayoutMachine.Create(Some.Id, Some.Command(), Some.Now, SendGate.Paused).State;
        var second = PayoutMachine.Create(Some.Id, Some.Command(), Some.Now.AddMilliseconds(1), SendGate.Paused).State;

        Assert.True(Parking.Begins < first.NextActionAt && first.NextActionAt < second.NextActionAt);
    }

    [Fact]
    public void What_waited_in_the_queue_waits_there_as_long_again_after_a_pause()
    {
        var queued = Some.At("Queued");
        Assert.NotNull(queued.QueuedSince);

        var parked = Apply(queued, new Woken(SendGate.Paused), Later);
        var year = Later.AddYears(1);
        var sent = PayoutMachine.Apply(parked.State, new Woken(), Some.Options, year);

        Assert.Null(parked.State.QueuedSince);
        Assert.Equal((PayoutDetail.Submitting, PayoutEffect.Submit), (sent.State.Payout.Detail, sent.Effect));
        Assert.Equal(year, Apply(sent.State, new Refused(PayoutReason.InsufficientFunds, true, "Not enough funds"), year).State.QueuedSince);
    }

    [Fact]
    public void What_is_not_due_yet_is_not_parked()
    {
        var scheduled = Some.At("Scheduled");

        Assert.Same(scheduled, Apply(scheduled, new Woken(SendGate.Paused), Some.Now).State);
    }

    [Fact]
    public void What_the_lease_kept_from_leaving_comes_again_in_five_seconds()
    {
        var held = Apply(Some.At("Submitting"), NotReady.Of(SendGate.Stale), Later).State;

        Assert.Equal((PayoutDetail.Queued, PayoutReason.ControlsUnavailable), (held.Payout.Detail, held.Payout.Reason));
        Assert.Equal((Later.AddSeconds(5), null), (held.NextActionAt, held.QueuedSince));
        Assert.Equal(NextStep.Send, Standing.Of(held).Next);
    }

    [Theory]
    [InlineData(SendGate.Paused)]
    [InlineData(SendGate.Stale)]
    public void What_may_have_been_sent_before_stays_unknown_when_it_may_not_be_sent_again(SendGate gate)
    {
        var again = Resent(SendGate.Open);
        Assert.Equal(PayoutEffect.Submit, again.Effect);

        var held = Apply(again.State, NotReady.Of(gate), Later).State;

        Assert.Equal(PayoutDetail.OutcomeUnknown, held.Payout.Detail);
        Assert.NotNull(held.UnknownSince);
    }

    [Theory]
    [InlineData(SendGate.Paused)]
    [InlineData(SendGate.Stale)]
    public void What_heleket_has_denied_for_the_grace_is_asked_for_on_while_it_may_not_be_sent(SendGate gate)
    {
        var (waiting, effect) = Resent(gate);

        Assert.Equal((PayoutDetail.OutcomeUnknown, PayoutEffect.None), (waiting.Payout.Detail, effect));
        Assert.True(waiting.NextActionAt > Later && waiting.NextActionAt <= Later + Some.Options.MaxPollInterval * 2);
        Assert.NotNull(waiting.NotFoundSince);
        Assert.Equal(PayoutEffect.Submit, Apply(waiting, new NotFound(Some.Options.ResubmitGrace), Later.AddHours(1)).Effect);
    }

    private static Decision Resent(SendGate gate)
    {
        var missing = Some.AfterAll(Some.At("OutcomeUnknown"), [new NotFound()]);
        return Apply(missing, new NotFound(Some.Options.ResubmitGrace, gate), Later);
    }

    private static Decision Apply(PayoutState state, PayoutEvent happened, DateTimeOffset now) => PayoutMachine.Apply(state, happened, Some.Options, now);
}
