using static Payouts.PayoutEvent;

namespace Payouts.Tests;

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
    public void A_wrong_echo_is_not_accepted_and_stays_visible_when_the_look_up_is_right()
    {
        var doubted = Some.After(Some.At("Submitting"), new EchoMismatched(["address"], LogSource.Submit));
        Assert.Equal((PayoutDetail.OutcomeUnknown, PayoutReason.EchoMismatch), (doubted.Payout.Detail, doubted.Payout.Reason));
        Assert.True(doubted.Payout.NeedsAttention);
        Assert.Null(doubted.Payout.HeleketTransactionId);

        var found = Some.After(doubted, new LookedUp(Some.Report("process")));
        Assert.Equal(PayoutStatus.Broadcast, found.Payout.Status);
        Assert.True(found.Payout.NeedsAttention);
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
