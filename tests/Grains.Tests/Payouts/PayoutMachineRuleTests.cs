using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Grains.Tests.Payouts;

/// <summary>Each rule of docs/lifecycle.md, "Rules", on its own.</summary>
public sealed class PayoutMachineRuleTests
{
    [Fact]
    public void The_first_write_carries_the_intent_to_send()
    {
        var (state, effect) = Some.Created();

        Assert.Equal(PayoutEffect.Submit, effect);
        Assert.Equal(PayoutDetail.Submitting, state.Payout.Detail);
        Assert.Equal(Some.Now, state.NextActionAt);
        Assert.Equal(1, state.Payout.Version);
        Assert.False(state.Payout.Cancellable);
    }

    [Fact]
    public void A_payout_for_later_is_scheduled_and_due_then()
    {
        var at = Some.Now + TimeSpan.FromDays(2);
        var (state, effect) = Some.Created(at);

        Assert.Equal((PayoutDetail.Scheduled, PayoutEffect.None), (state.Payout.Detail, effect));
        Assert.Equal(at, state.NextActionAt);
        Assert.Same(state, PayoutMachine.Apply(state, new Woken(), Some.Options, at - TimeSpan.FromMilliseconds(1)).State);
        Assert.Equal(PayoutEffect.Submit, PayoutMachine.Apply(state, new Woken(), Some.Options, at).Effect);
    }

    [Fact]
    public void A_schedule_in_the_past_means_now() =>
        Assert.Equal(PayoutEffect.Submit, Some.Created(Some.Now - TimeSpan.FromDays(1)).Effect);

    [Fact]
    public void Not_found_counts_only_after_the_grace_and_then_the_same_payout_is_sent_again()
    {
        var lost = Some.At("OutcomeUnknown");
        var first = PayoutMachine.Apply(lost, new NotFound(), Some.Options, Some.Now);
        Assert.Equal(PayoutEffect.None, first.Effect);
        Assert.Equal(PayoutDetail.OutcomeUnknown, first.State.Payout.Detail);

        var early = PayoutMachine.Apply(
            first.State, new NotFound(Some.Options.ResubmitGrace - TimeSpan.FromMilliseconds(1)), Some.Options, Some.Now + TimeSpan.FromHours(1));
        Assert.Equal(PayoutEffect.None, early.Effect);

        var late = PayoutMachine.Apply(early.State, new NotFound(Some.Options.ResubmitGrace), Some.Options, Some.Now);
        Assert.Equal((PayoutEffect.Submit, PayoutDetail.Submitting), (late.Effect, late.State.Payout.Detail));
        Assert.Equal(Some.Id, late.State.Payout.Id);
    }

    [Fact]
    public void The_first_look_that_ends_the_grace_is_not_later_than_the_grace()
    {
        var lazy = new PayoutsOptions { FirstPollAfter = TimeSpan.FromHours(1), MaxPollInterval = TimeSpan.FromHours(1) };
        var waiting = PayoutMachine.Apply(Some.At("OutcomeUnknown"), new NotFound(), lazy, Some.Now).State;
        Assert.Equal(Some.Now + lazy.ResubmitGrace, waiting.NextActionAt);
    }

    [Fact]
    public void What_is_lost_again_and_again_is_sent_ever_more_rarely_and_shown_to_a_person()
    {
        var (state, now, sends) = (Some.At("OutcomeUnknown"), Some.Now, new List<DateTimeOffset>());
        var missingSince = now;
        while (sends.Count < 20)
        {
            var (next, effect) = PayoutMachine.Apply(state, new NotFound(now - missingSince), Some.Options, now);
            if (effect == PayoutEffect.Submit)
            {
                sends.Add(now);
                missingSince = now;
                next = PayoutMachine.Apply(next, new AnswerLost("500"), Some.Options, now).State;
            }
            else
            {
                now = next.NextActionAt!.Value;
            }

            state = next;
        }

        Assert.True(sends[^1] - sends[^2] >= Some.Options.MaxPollInterval * 0.8);
        Assert.True(state.Payout.NeedsAttention);
        Assert.Equal(PayoutDetail.OutcomeUnknown, state.Payout.Detail);
    }

    [Fact]
    public void A_payout_that_may_once_have_been_sent_is_never_taken_for_one_that_was_not()
    {
        var sentAgain = PayoutMachine.Apply(
            Some.After(Some.At("OutcomeUnknown"), new NotFound()), new NotFound(Some.Options.ResubmitGrace), Some.Options, Some.Now).State;
        var notSent = Some.After(sentAgain, new NotSent("connection refused"));

        Assert.Equal(PayoutDetail.OutcomeUnknown, notSent.Payout.Detail);
        Assert.False(notSent.Payout.Cancellable);
        Assert.Equal(PayoutDetail.Queued, Some.After(sentAgain, new Refused(PayoutReason.InsufficientFunds, true, "Not enough funds")).Payout.Detail);
        Assert.All(
            [PayoutReason.RateLimited, PayoutReason.AuthenticationFailed, PayoutReason.PayoutsBlocked],
            reason => Assert.Equal(PayoutDetail.OutcomeUnknown, Some.After(sentAgain, new Refused(reason, true, "not now")).Payout.Detail));
    }

    [Fact]
    public void Due_times_are_whole_milliseconds_and_never_early()
    {
        var odd = new PayoutsOptions { FirstPollAfter = TimeSpan.FromTicks(1_234_567), MaxPollInterval = TimeSpan.FromTicks(7_654_321), ResubmitGrace = TimeSpan.FromTicks(3_333_333) };
        var missing = PayoutMachine.Apply(Some.At("OutcomeUnknown"), new NotFound(TimeSpan.FromTicks(1_111)), odd, Some.Now).State;
        var failed = PayoutMachine.Apply(Some.At("Processing"), new LookUpFailed("502"), odd, Some.Now).State;

        Assert.All([missing, failed], state => Assert.Equal(0, state.NextActionAt!.Value.Ticks % TimeSpan.TicksPerMillisecond));
        Assert.True(failed.NextActionAt - Some.Now >= Backoff.After(Some.Id, 1, odd));
    }

    public static TheoryData<PayoutEvent> Signs => [new Unconfirmed(Some.Report("process", source: LogSource.Webhook)), new EchoMismatched(["address"], LogSource.Submit)];

    [Theory]
    [MemberData(nameof(Signs))]
    public void What_heleket_once_showed_under_our_order_is_never_sent_again(PayoutEvent sign)
    {
        var state = Some.After(Some.At("OutcomeUnknown"), sign);
        for (var hour = 0; hour < 100; hour++)
        {
            var (next, effect) = PayoutMachine.Apply(state, new NotFound(TimeSpan.FromHours(hour)), Some.Options, Some.Now + TimeSpan.FromHours(hour));
            Assert.Equal(PayoutEffect.None, effect);
            state = next;
        }

        Assert.Equal(PayoutDetail.OutcomeUnknown, state.Payout.Detail);
        Assert.True(state.Payout.NeedsAttention);
    }

    [Fact]
    public void A_refusal_of_what_a_webhook_spoke_of_is_looked_into()
    {
        var heard = Some.After(Some.At("Submitting"), new Unconfirmed(Some.Report("process", source: LogSource.Webhook)));
        var (state, effect) = PayoutMachine.Apply(heard, new Refused(PayoutReason.BelowMinimum, false, "Minimum amount 30 USDT"), Some.Options, Some.Now);

        Assert.Equal((PayoutDetail.OutcomeUnknown, PayoutEffect.LookUp), (state.Payout.Detail, effect));
    }

    [Fact]
    public void A_repeated_webhook_that_nothing_confirms_writes_nothing()
    {
        var heard = Some.After(Some.At("Processing"), new Unconfirmed(Some.Report("paid", true, LogSource.Webhook)));
        Assert.Same(heard, Some.After(heard, new Unconfirmed(Some.Report("paid", true, LogSource.Webhook))));

        var processing = Some.At("Processing");
        Assert.Same(processing, Some.After(processing, new LookedUp(Some.Report("process", source: LogSource.Webhook))));
    }

    [Fact]
    public void Time_alone_never_sends_again()
    {
        var state = Some.At("OutcomeUnknown");
        for (var hour = 0; hour < 1000; hour++)
        {
            var now = Some.Now + TimeSpan.FromHours(hour);
            var woken = PayoutMachine.Apply(state, new Woken(), Some.Options, now);
            Assert.Equal(PayoutEffect.LookUp, woken.Effect);
            state = PayoutMachine.Apply(woken.State, new LookUpFailed("502"), Some.Options, now).State;
        }

        Assert.Equal(PayoutDetail.OutcomeUnknown, state.Payout.Detail);
        Assert.True(state.Payout.NeedsAttention);
    }

    [Theory]
    [InlineData("paid", true, "Confirmed", null)]
    [InlineData("fail", true, "Failed", PayoutReason.ProviderFailed)]
    [InlineData("system_fail", true, "Failed", PayoutReason.ProviderSystemFailure)]
    [InlineData("cancel", true, "Cancelled", PayoutReason.CancelledByProvider)]
    [InlineData("paid", false, "Processing", null)]
    [InlineData("fail", false, "FailedProvisional", null)]
    [InlineData("system_fail", false, "FailedProvisional", null)]
    [InlineData("cancel", false, "FailedProvisional", null)]
    [InlineData("check", false, "Processing", null)]
    [InlineData("teleported", false, "Processing", null)]
    [InlineData("teleported", true, "Processing", null)]
    public void Finality_decides_not_the_word(string word, bool isFinal, string place, PayoutReason? reason)
    {
        var state = Some.After(Some.At("Processing"), new LookedUp(Some.Report(word, isFinal)));

        Assert.Equal(place, state.Place());
        Assert.Equal(reason, state.Payout.Reason);
        Assert.Equal(word, state.Payout.HeleketStatus);
        Assert.Equal(word == "teleported" && isFinal, state.Payout.NeedsAttention);
    }

    [Fact]
    public void A_queue_that_lasts_too_long_fails_and_keeps_its_first_day()
    {
        var queued = Some.At("Queued");
        var again = Some.AfterAll(queued with { NextActionAt = Some.Now }, [new Woken(), new NotSent("connection refused")]);
        Assert.Equal(queued.QueuedSince, again.QueuedSince);

        var (expired, effect) = PayoutMachine.Apply(again, new Woken(), Some.Options, Some.Now + Some.Options.QueueExpiry);
        Assert.Equal((PayoutStatus.Failed, PayoutReason.QueueExpired, PayoutEffect.None), (expired.Payout.Status, expired.Payout.Reason, effect));
    }

    [Fact]
    public void A_final_word_of_a_webhook_is_only_a_reason_to_ask()
    {
        var (state, effect) = PayoutMachine.Apply(
            Some.At("Processing"), new Notified(Some.Report("paid", true, LogSource.Webhook)), Some.Options, Some.Now);

        Assert.Equal((PayoutEffect.LookUp, PayoutStatus.Broadcast), (effect, state.Payout.Status));
    }

    [Fact]
    public void A_final_word_that_cannot_be_confirmed_makes_the_payout_due_at_once()
    {
        var state = Some.After(Some.At("Processing"), new Unconfirmed(Some.Report("paid", true, LogSource.Webhook)));

        Assert.Equal((PayoutStatus.Broadcast, Some.Now), (state.Payout.Status, state.NextActionAt));
    }

    [Fact]
    public void A_replayed_word_of_a_webhook_changes_nothing()
    {
        var failedThenResent = Some.AfterAll(Some.At("FailedProvisional"), [new LookedUp(Some.Report("check"))]);

        foreach (var word in new[] { "process", "fail", "check" })
        {
            var (state, effect) = PayoutMachine.Apply(failedThenResent, new Notified(Some.Report(word, false, LogSource.Webhook)), Some.Options, Some.Now);
            Assert.Same(failedThenResent, state);
            Assert.Equal(PayoutEffect.None, effect);
        }
    }

    [Fact]
    public void A_webhook_about_another_uuid_changes_nothing()
    {
        var another = Some.Report("paid", true, LogSource.Webhook, "00000000-0000-0000-0000-000000000000");
        foreach (var stage in new[] { "Processing", "FailedProvisional", "Confirmed", "Failed" })
        {
            var before = Some.At(stage);
            var (state, effect) = PayoutMachine.Apply(before, new Notified(another), Some.Options, Some.Now);
            Assert.Same(before, state);
            Assert.Equal(PayoutEffect.None, effect);
        }
    }
}
