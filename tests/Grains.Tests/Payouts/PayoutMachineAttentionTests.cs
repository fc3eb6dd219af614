using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Grains.Tests.Payouts;

/// <summary>When a person has to look, and that nothing is believed meanwhile.</summary>
public sealed class PayoutMachineAttentionTests
{
    [Fact]
    public void A_late_contradiction_changes_no_status_and_is_said_once()
    {
        var failed = Some.At("Failed");
        var paid = new Notified(Some.Report("paid", true, LogSource.Webhook));
        var disputed = Some.After(failed, paid);

        Assert.Equal(PayoutStatus.Failed, disputed.Payout.Status);
        Assert.True(disputed.Payout.NeedsAttention);
        Assert.Equal(PayoutReason.ContradictedFinal, disputed.Payout.Reason);
        Assert.Equal(failed.Payout.ResponseLogs.Length + 1, disputed.Payout.ResponseLogs.Length);
        Assert.Null(disputed.NextActionAt);
        Assert.Same(disputed, Some.After(disputed, paid));
    }

    [Theory]
    [InlineData("fail", true, true)]
    [InlineData("fail", false, false)]
    [InlineData("process", false, false)]
    [InlineData("paid", true, false)]
    public void Against_a_confirmed_payout_only_another_final_word_counts(string word, bool isFinal, bool disputes)
    {
        var confirmed = Some.At("Confirmed");
        Assert.Equal(disputes, Some.After(confirmed, new Notified(Some.Report(word, isFinal, LogSource.Webhook))).Payout.NeedsAttention);
    }

    [Fact]
    public void A_wrong_echo_is_not_accepted_until_a_look_up_that_is_right_settles_it()
    {
        var doubted = Some.After(Some.At("Submitting"), new EchoMismatched(["address"], LogSource.Submit));
        Assert.Equal((PayoutDetail.OutcomeUnknown, PayoutReason.EchoMismatch), (doubted.Payout.Detail, doubted.Payout.Reason));
        Assert.True(doubted.Payout.NeedsAttention);
        Assert.Null(doubted.Payout.HeleketTransactionId);

        var found = Some.After(doubted, new LookedUp(Some.Report("process")));
        Assert.Equal((PayoutStatus.Broadcast, null), (found.Payout.Status, found.Payout.Reason));
        Assert.False(found.Payout.NeedsAttention);
    }

    [Fact]
    public void A_webhook_settles_no_doubt_about_the_echo_because_it_was_not_compared()
    {
        var doubted = Some.After(Some.At("Processing"), new EchoMismatched(["address"], LogSource.Poll));
        var told = Some.After(doubted, new Notified(Some.Report("check", source: LogSource.Webhook)));

        Assert.Equal(("check", PayoutReason.EchoMismatch, true), (told.Payout.HeleketStatus, told.Payout.Reason, told.Payout.NeedsAttention));
        Assert.False(Some.After(told, new LookedUp(Some.Report("check"))).Payout.NeedsAttention);
    }

    [Fact]
    public void A_payout_that_is_found_again_needs_no_person_any_more()
    {
        var missed = Some.After(Some.At("Processing"), new NotFound());
        Assert.True(missed.Payout.NeedsAttention);

        var found = Some.After(missed, new LookedUp(Some.Report("process")));
        Assert.Equal((PayoutDetail.Processing, false), (found.Payout.Detail, found.Payout.NeedsAttention));
    }

    [Theory]
    [InlineData("OutcomeUnknown")]
    [InlineData("Processing")]
    [InlineData("FailedProvisional")]
    public void Five_look_ups_in_a_row_without_an_answer_are_a_line_and_call_a_person_once(string stage)
    {
        var failing = Enumerable.Range(1, 4).Aggregate(Some.At(stage), (before, _) => Some.After(before, new LookUpFailed("HTTP 502")));
        Assert.Equal((false, Some.At(stage).Payout.ResponseLogs.Length), (failing.Payout.NeedsAttention, failing.Payout.ResponseLogs.Length));

        var shown = Some.After(failing, new LookUpFailed("HTTP 502"));
        Assert.True(shown.Payout.NeedsAttention);
        Assert.Equal((LogSource.Poll, "5 look-ups in a row failed. The last one: HTTP 502"), (shown.Payout.ResponseLogs[^1].Source, shown.Payout.ResponseLogs[^1].Message));
        Assert.Equal(shown.Payout.ResponseLogs, Some.After(shown, new LookUpFailed("HTTP 502")).Payout.ResponseLogs);
    }

    [Theory]
    [InlineData("OutcomeUnknown")]
    [InlineData("Processing")]
    [InlineData("FailedProvisional")]
    public void A_look_up_that_is_answered_ends_the_row_and_takes_its_attention_away(string stage)
    {
        PayoutEvent answered = stage switch
        {
            "OutcomeUnknown" => new NotFound(),
            "Processing" => new LookedUp(Some.Report("process")),
            _ => new LookedUp(Some.Report("fail")),
        };
        PayoutEvent[] four = [.. Enumerable.Repeat(new LookUpFailed("HTTP 502"), 4)];
        var interrupted = Some.AfterAll(Some.At(stage), [.. four, answered, .. four]);
        Assert.False(interrupted.Payout.NeedsAttention);

        var shown = Some.After(interrupted, new LookUpFailed("HTTP 502"));
        Assert.True(shown.Payout.NeedsAttention);
        var settled = Some.After(shown, answered);
        Assert.Equal((stage, false, null), (settled.Place(), settled.Payout.NeedsAttention, settled.FailedLookUps));
    }

    [Fact]
    public void Look_ups_that_fail_and_are_then_denied_leave_the_attention_of_what_heleket_once_had()
    {
        PayoutEvent[] five = [.. Enumerable.Repeat(new LookUpFailed("HTTP 502"), 5)];
        Assert.True(Some.AfterAll(Some.At("Processing"), [.. five, new NotFound()]).Payout.NeedsAttention);
    }

    [Fact]
    public void A_webhook_that_repeats_what_is_known_ends_the_row_too_and_leaves_the_schedule()
    {
        var failing = Some.After(Some.At("Processing"), new LookUpFailed("HTTP 502"));
        var told = Some.After(failing, new LookedUp(Some.Report("process", source: LogSource.Webhook)));

        Assert.Equal((null, failing.NextActionAt), (told.FailedLookUps, told.NextActionAt));
    }

    [Fact]
    public void A_final_word_that_nobody_could_confirm_ends_the_wait_in_the_queue_and_forbids_to_cancel()
    {
        var queued = Some.At("Queued");
        var told = Some.After(queued, new Unconfirmed(Some.Report("paid", true, LogSource.Webhook)));

        Assert.Equal((PayoutDetail.OutcomeUnknown, true, Some.Now), (told.Payout.Detail, told.Payout.HeleketTransactionId is not null, told.NextActionAt));
        Assert.Equal(PayoutDetail.OutcomeUnknown, Some.After(told, new CancelRequested()).Payout.Detail);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_heleket_refuses_in_its_own_words_needs_no_person_for_what_stood_before_it(bool isTransient)
    {
        var blocked = Some.At("Submitting") with { QueuedSince = Some.Now - PayoutMachine.BlockedTooLong };
        blocked = Some.After(blocked, new NotSent("HTTP 403", IsBlocked: true));
        var again = Some.After(blocked with { NextActionAt = Some.Now }, new Woken());
        Assert.True(again.Payout.NeedsAttention);

        Assert.False(Some.After(again, new Refused(PayoutReason.InsufficientFunds, isTransient, "Not enough funds")).Payout.NeedsAttention);
    }

    [Fact]
    public void What_is_missed_is_said_also_where_a_person_is_called_already()
    {
        var failing = Some.AfterAll(Some.At("Processing"), [.. Enumerable.Repeat(new LookUpFailed("HTTP 502"), PayoutMachine.TooManyFailedLookUps)]);
        var missed = Some.After(failing, new NotFound());

        Assert.Equal("Heleket no longer finds it.", missed.Payout.ResponseLogs[^1].Message);
        Assert.Equal(missed.Payout.ResponseLogs.Length, Some.After(missed, new NotFound()).Payout.ResponseLogs.Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_stands_before_heleket_calls_a_person_after_an_hour_and_a_dead_line_does_not(bool isBlocked)
    {
        var state = Some.After(Some.At("Submitting"), new NotSent("HTTP 403", isBlocked));
        Assert.False(state.Payout.NeedsAttention);

        var hour = Some.Now + PayoutMachine.BlockedTooLong;
        var early = Again(state, hour - TimeSpan.FromMilliseconds(1));
        var late = Again(state, hour);
        Assert.Equal((PayoutDetail.Queued, PayoutReason.ProviderUnavailable, false), (early.Payout.Detail, early.Payout.Reason, early.Payout.NeedsAttention));
        Assert.Equal((PayoutDetail.Queued, isBlocked), (late.Payout.Detail, late.Payout.NeedsAttention));

        var accepted = PayoutMachine.Apply(PayoutMachine.Apply(late, new Woken(), Some.Options, hour + TimeSpan.FromHours(1)).State, new Accepted(Some.Report("process")), Some.Options, hour);
        Assert.False(accepted.State.Payout.NeedsAttention);

        PayoutState Again(PayoutState queued, DateTimeOffset now) => PayoutMachine.Apply(
            PayoutMachine.Apply(queued, new Woken(), Some.Options, now).State, new NotSent("HTTP 403", isBlocked), Some.Options, now).State;
    }

    [Fact]
    public void A_request_that_cannot_be_sent_fails_with_the_words_unless_it_may_have_been_sent_before()
    {
        var failed = Some.After(Some.At("Submitting"), new Unsendable("the memo is too long"));
        Assert.Equal((PayoutStatus.Failed, PayoutReason.Refused, "the memo is too long"), (failed.Payout.Status, failed.Payout.Reason, failed.Payout.ResponseLogs[^1].Message));

        PayoutEvent[] again = [new NotFound(), new NotFound(Some.Options.ResubmitGrace), new Unsendable("the memo is too long")];
        var stranded = Some.AfterAll(Some.At("OutcomeUnknown"), again);
        Assert.Equal((PayoutDetail.OutcomeUnknown, true), (stranded.Payout.Detail, stranded.Payout.NeedsAttention));
        Assert.False(stranded.Payout.Cancellable);
    }

    [Fact]
    public void Another_uuid_under_our_order_is_not_believed()
    {
        var state = Some.After(Some.At("Processing"), new LookedUp(Some.Report("paid", true, uuid: "00000000-0000-0000-0000-000000000000")));

        Assert.Equal((PayoutStatus.Broadcast, PayoutReason.EchoMismatch), (state.Payout.Status, state.Payout.Reason));
        Assert.Equal(Some.Uuid, state.Payout.HeleketTransactionId);
    }

    [Fact]
    public void A_payout_that_heleket_does_not_finish_is_shown_to_a_person()
    {
        var same = new LookedUp(Some.Report("process"));
        var early = PayoutMachine.Apply(Some.At("Processing"), same, Some.Options, Some.Now + PayoutMachine.UnfinishedTooLong - TimeSpan.FromMilliseconds(1)).State;
        var late = PayoutMachine.Apply(early, same, Some.Options, Some.Now + PayoutMachine.UnfinishedTooLong).State;

        Assert.False(early.Payout.NeedsAttention);
        Assert.True(late.Payout.NeedsAttention);
        Assert.False(Some.After(late, new LookedUp(Some.Report("paid", true))).Payout.NeedsAttention);
    }

    [Fact]
    public void A_payout_that_was_shown_to_a_person_is_not_shown_again_at_every_poll()
    {
        var now = Some.Now + PayoutMachine.UnfinishedTooLong;
        var shown = PayoutMachine.Apply(Some.At("Processing"), new LookedUp(Some.Report("process")), Some.Options, now).State;
        var polled = PayoutMachine.Apply(shown, new LookedUp(Some.Report("process")), Some.Options, now).State;

        Assert.True(shown.Payout.NeedsAttention);
        Assert.Equal(shown.Payout with { Version = polled.Payout.Version }, polled.Payout);
        Assert.True(polled.NextActionAt > shown.NextActionAt);
    }
}
