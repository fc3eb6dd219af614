using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Grains.Tests.Payouts;

/// <summary>What is said of a payout: its log, its reason, and what Heleket told about it.</summary>
public sealed class PayoutMachineWordsTests
{
    private const string Another = "00000000-0000-0000-0000-000000000000";

    private static readonly PayoutEvent Mismatch = new EchoMismatched(["amount", "network"], LogSource.Poll);

    public static TheoryData<string, PayoutEvent, LogSource, string?> Lines => new()
    {
        { "Submitting", new Woken(), LogSource.System, "The process that was sending it ended." },
        { "Submitting", new Refused(PayoutReason.PayoutsBlocked, true, "You are forbidden"), LogSource.Submit, "You are forbidden" },
        { "Submitting", new Refused(PayoutReason.BelowMinimum, false, "Minimum amount 30"), LogSource.Submit, "Minimum amount 30" },
        { "Submitting", new NotSent("connection refused"), LogSource.Submit, "connection refused" },
        { "Submitting", new Unsendable("the memo is too long"), LogSource.System, "the memo is too long" },
        { "Submitting", new AnswerLost("timeout"), LogSource.Submit, "timeout" },
        { "Submitting", Mismatch, LogSource.Poll, "Heleket shows another amount, network under this order id." },
        { "Scheduled", new CancelRequested(), LogSource.Api, null },
        { "Scheduled", new Notified(Some.Report("process", source: LogSource.Webhook)), LogSource.Webhook, "A webhook came for a payout that was never sent." },
        { "Queued", new Notified(Some.Report("process", source: LogSource.Webhook)), LogSource.Webhook, "A webhook came for a payout that was thought not sent." },
        { "OutcomeUnknown", new NotFound(), LogSource.Poll, "Not found at Heleket." },
        { "Processing", new NotFound(), LogSource.Poll, "Heleket no longer finds it." },
        { "Processing", new LookedUp(Some.Report("check", uuid: Another)), LogSource.Poll, "Heleket shows another uuid under this order id." },
        { "Processing", new Unconfirmed(Some.Report("paid", true, LogSource.Webhook)), LogSource.Webhook, "A webhook says paid; not confirmed yet." },
        { "Confirmed", new Notified(Some.Report("fail", true, LogSource.Webhook)), LogSource.Webhook, "Contradicts the final status." },
        { "Failed", new LookedUp(Some.Report("paid", true)), LogSource.Poll, "Contradicts the final status, whose reason was provider_failed." },
        { "Cancelled", new Accepted(Some.Report("process", source: LogSource.Submit)), LogSource.Submit, "Contradicts the final status, whose reason was cancelled_by_client." },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void The_log_says_who_said_what(string stage, PayoutEvent happened, LogSource source, string? message)
    {
        var before = Some.At(stage);
        var after = Some.After(before, happened);

        var line = after.Payout.ResponseLogs[^1];
        Assert.Equal(before.Payout.ResponseLogs.Length + 1, after.Payout.ResponseLogs.Length);
        Assert.Equal((Some.Now, source, message, after.Payout.Status, after.Payout.Detail), (line.At, line.Source, line.Message, line.Status, line.Detail));
    }

    [Theory]
    [InlineData("OutcomeUnknown", 1)]
    [InlineData("Processing", 24)]
    public void The_log_says_for_how_long_there_was_nothing_new(string stage, int hours)
    {
        var shown = PayoutMachine.Apply(Some.At(stage), new LookUpFailed("502"), Some.Options, Some.Now + TimeSpan.FromHours(hours)).State.Payout;

        Assert.True(shown.NeedsAttention);
        Assert.Equal((LogSource.System, $"Nothing new for {hours} hours."), (shown.ResponseLogs[^1].Source, shown.ResponseLogs[^1].Message));
    }

    [Fact]
    public void What_heleket_told_is_kept_until_it_tells_otherwise()
    {
        var told = Some.Report("process") with { Txid = "0xabc", Fee = 0.3m };
        var first = Some.After(Some.At("OutcomeUnknown"), new LookedUp(told)).Payout;
        Assert.Equal((Some.Uuid, "process", "0xabc", 0.3m), (first.HeleketTransactionId, first.HeleketStatus, first.Txid, first.Fee));
        Assert.Equal(("process", false, null), (first.ResponseLogs[^1].HeleketStatus, first.ResponseLogs[^1].IsFinal, first.ResponseLogs[^1].Message));

        var state = Some.AfterAll(Some.At("OutcomeUnknown"), [new LookedUp(told), new LookedUp(Some.Report("check"))]);
        Assert.Equal(("check", "0xabc", 0.3m), (state.Payout.HeleketStatus, state.Payout.Txid, state.Payout.Fee));

        var last = Some.After(state, new LookedUp(Some.Report("paid", true) with { Txid = "0xdef", Fee = 0.4m })).Payout;
        Assert.Equal(("0xdef", 0.4m, true), (last.Txid, last.Fee, last.ResponseLogs[^1].IsFinal));
    }

    [Fact]
    public void A_uuid_is_the_same_in_capitals() =>
        Assert.Equal(PayoutStatus.Confirmed, Some.After(Some.At("Processing"), new LookedUp(Some.Report("paid", true, uuid: Some.Uuid.ToUpperInvariant()))).Payout.Status);

    [Fact]
    public void What_made_a_person_look_is_over_once_heleket_shows_it_again()
    {
        var shown = Some.After(Some.At("Processing"), new NotFound());
        Assert.True(shown.Payout.NeedsAttention);

        Assert.False(Some.After(shown, new LookedUp(Some.Report("check"))).Payout.NeedsAttention);
        Assert.False(Some.After(shown, new LookedUp(Some.Report("fail"))).Payout.NeedsAttention);
        Assert.False(Some.After(shown, new LookedUp(Some.Report("paid", true))).Payout.NeedsAttention);
        Assert.True(Some.After(shown, new Notified(Some.Report("check", source: LogSource.Webhook))).Payout.NeedsAttention);
    }

    [Fact]
    public void A_doubt_about_the_echo_outlives_sending_and_losing_and_ends_when_what_is_found_is_right()
    {
        var scheduled = Some.After(Some.At("Scheduled"), Mismatch);
        var sent = PayoutMachine.Apply(scheduled, new Woken(), Some.Options, Some.Now + TimeSpan.FromHours(1)).State;
        var lost = Some.After(sent, new AnswerLost("timeout"));
        Assert.Equal(["Scheduled", "Submitting", "OutcomeUnknown"], new[] { scheduled, sent, lost }.Select(state => state.Place()));
        Assert.All([scheduled, sent, lost], state => Assert.Equal((PayoutReason.EchoMismatch, true), (state.Payout.Reason, state.Payout.NeedsAttention)));

        var found = Some.After(lost, new LookedUp(Some.Report("process"))).Payout;
        Assert.Equal((PayoutDetail.Processing, null, false), (found.Detail, found.Reason, found.NeedsAttention));
        var failed = Some.After(lost, new LookedUp(Some.Report("fail", true))).Payout;
        Assert.Equal((PayoutReason.ProviderFailed, false), (failed.Reason, failed.NeedsAttention));
        Assert.Null(Some.After(lost, new LookedUp(Some.Report("paid", true))).Payout.Reason);
    }

    [Fact]
    public void A_refusal_of_what_heleket_has_shown_is_no_refusal()
    {
        var seen = PayoutMachine.Apply(Some.After(Some.At("Scheduled"), Mismatch), new Woken(), Some.Options, Some.Now + TimeSpan.FromHours(1)).State;
        foreach (var isTransient in new[] { true, false })
        {
            var (state, effect) = PayoutMachine.Apply(seen, new Refused(PayoutReason.BelowMinimum, isTransient, "Minimum amount 30"), Some.Options, Some.Now);
            Assert.Equal(("OutcomeUnknown", PayoutEffect.LookUp, "Minimum amount 30"), (state.Place(), effect, state.Payout.ResponseLogs[^1].Message));
        }

        Assert.Equal("OutcomeUnknown", Some.After(seen, new NotSent("connection refused")).Place());
    }

    [Theory]
    [InlineData("Processing", "check", "check", PayoutEffect.None)]
    [InlineData("Processing", "fail", "process", PayoutEffect.LookUp)]
    [InlineData("FailedProvisional", "check", "fail", PayoutEffect.LookUp)]
    [InlineData("FailedProvisional", "cancel", "cancel", PayoutEffect.None)]
    [InlineData("Processing", "teleported", "process", PayoutEffect.LookUp, true)]
    public void A_webhook_is_taken_at_its_word_only_where_it_leads_nowhere(string stage, string word, string status, PayoutEffect effect, bool isFinal = false)
    {
        var (state, asks) = PayoutMachine.Apply(Some.At(stage), new Notified(Some.Report(word, isFinal, LogSource.Webhook)), Some.Options, Some.Now);

        Assert.Equal((stage, status, effect), (state.Place(), state.Payout.HeleketStatus, asks));
    }

    [Fact]
    public void A_word_said_before_counts_again_once_it_is_final()
    {
        var confirmed = Some.After(Some.At("FailedProvisional"), new LookedUp(Some.Report("paid", true)));

        Assert.Same(confirmed, Some.After(confirmed, new Notified(Some.Report("fail", false, LogSource.Webhook))));
        Assert.True(Some.After(confirmed, new Notified(Some.Report("fail", true, LogSource.Webhook))).Payout.NeedsAttention);
    }

    [Fact]
    public void That_it_is_paid_never_contradicts_that_it_was_confirmed()
    {
        var confirmed = Some.At("Confirmed");
        // Even if the line that says so had made room for newer ones.
        var forgetful = confirmed with { Payout = confirmed.Payout with { ResponseLogs = [confirmed.Payout.ResponseLogs[0]] } };
        Assert.Same(forgetful, Some.After(forgetful, new LookedUp(Some.Report("paid", true))));
    }

    [Fact]
    public void Only_a_word_of_heleket_is_final() =>
        Assert.All(PayoutMachine.Apply(Some.At("OutcomeUnknown"), new LookUpFailed("502"), Some.Options, Some.Now + TimeSpan.FromHours(1)).State.Payout.ResponseLogs, line => Assert.False(line.IsFinal));

    [Fact]
    public void After_the_end_only_evidence_against_it_counts()
    {
        // It was sent, and both say that nothing was paid.
        var failed = Some.At("Failed");
        Assert.Same(failed, Some.After(failed, new LookedUp(Some.Report("cancel", true))));

        // We hold that it was never there.
        var expired = PayoutMachine.Apply(Some.At("Queued"), new Woken(), Some.Options, Some.Now + Some.Options.QueueExpiry).State;
        Assert.Equal(PayoutReason.ContradictedFinal, Some.After(expired, new LookedUp(Some.Report("process"))).Payout.Reason);
    }

    [Fact]
    public void A_webhook_for_what_was_never_sent_is_said_once()
    {
        var suspect = Some.After(Some.At("Scheduled"), new Notified(Some.Report("process", source: LogSource.Webhook)));
        Assert.Same(suspect, Some.After(suspect, new Notified(Some.Report("check", source: LogSource.Webhook))));
    }

    [Fact]
    public void An_unconfirmed_word_gives_the_uuid_and_does_not_replace_it()
    {
        Assert.Equal(Some.Uuid, Some.After(Some.At("OutcomeUnknown"), new Unconfirmed(Some.Report("paid", true))).Payout.HeleketTransactionId);
        Assert.Equal(Some.Uuid, Some.After(Some.At("Processing"), new Unconfirmed(Some.Report("paid", true, uuid: Another))).Payout.HeleketTransactionId);
    }

    [Fact]
    public void An_event_that_cannot_happen_is_named()
    {
        var impossible = Assert.Throws<InvalidOperationException>(() => Some.After(Some.At("Queued"), new AnswerLost("timeout")));
        Assert.Equal("AnswerLost cannot happen to a payout at stage Queued.", impossible.Message);
    }
}
