using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Grains.Tests.Payouts;

/// <summary>What the machine keeps for itself: when it looks again, how often it looked, and since when it is where it is.</summary>
public sealed class PayoutMachineTimesTests
{
    private static readonly DateTimeOffset Later = Some.Now + TimeSpan.FromMinutes(30);

    private static readonly PayoutEvent NotNow = new Refused(PayoutReason.InsufficientFunds, true, "Not enough funds");

    private static readonly PayoutEvent Mismatch = new EchoMismatched(["amount", "network"], LogSource.Poll);

    [Fact]
    public void Times_are_kept_in_whole_milliseconds_of_UTC()
    {
        var uneven = new DateTimeOffset(2026, 11, 23, 13, 0, 0, TimeSpan.FromHours(3)).AddTicks(1_239_999);
        var even = new DateTimeOffset(2026, 11, 23, 10, 0, 0, 123, TimeSpan.Zero);

        var (created, _) = PayoutMachine.Create(Some.Id, Some.Command() with { RequestedAt = uneven }, uneven);
        var (woken, _) = PayoutMachine.Apply(created, new Woken(), Some.Options, uneven);

        Assert.Equal((even, TimeSpan.Zero), (created.Payout.CreatedAt, created.Payout.CreatedAt.Offset));
        Assert.All(
            [created.Payout.RequestedAt, created.Payout.UpdatedAt, created.Since, created.NextActionAt!.Value, created.Payout.ResponseLogs[0].At, woken.Payout.UpdatedAt],
            time => Assert.Equal(even, time));
    }

    [Fact]
    public void A_new_payout_is_what_was_asked_for()
    {
        var payout = Some.Created(Later).State.Payout;

        Assert.Equal((Some.Id, "key", PayoutStatus.Pending, 1), (payout.Id, payout.IdempotencyKey, payout.Status, payout.Version));
        Assert.Equal(
            [new ResponseLog { At = Some.Now, Source = LogSource.Api, Status = PayoutStatus.Pending, Detail = PayoutDetail.Scheduled, Version = 1 }], payout.ResponseLogs);
    }

    [Fact]
    public void Sending_begins_a_stage_of_its_own_and_forgets_what_was_not_found()
    {
        var waiting = At(Some.At("OutcomeUnknown"), new NotFound());
        Assert.Equal(Later, waiting.NotFoundSince);

        var again = PayoutMachine.Apply(waiting, new NotFound(Some.Options.ResubmitGrace), Some.Options, Later + Some.Options.ResubmitGrace);

        var now = Later + Some.Options.ResubmitGrace;
        Assert.Equal((PayoutEffect.Submit, now, now, now, null), (again.Effect, again.State.NextActionAt, again.State.Since, again.State.Payout.UpdatedAt, again.State.NotFoundSince));
        Assert.Equal((waiting.Attempts, waiting.UnknownSince), (again.State.Attempts, again.State.UnknownSince));
    }

    [Fact]
    public void A_queue_counts_its_looks_and_keeps_its_first_day_and_its_last_reason()
    {
        var queued = At(Some.At("Submitting"), NotNow);
        Assert.Equal((Later, 1, Look(0)), (queued.QueuedSince, queued.Attempts, queued.NextActionAt));

        var sent = PayoutMachine.Apply(queued, new Woken(), Some.Options, Later + TimeSpan.FromHours(1)).State;
        Assert.Null(sent.Payout.Reason);

        var again = PayoutMachine.Apply(sent, new NotSent("refused"), Some.Options, Later + TimeSpan.FromHours(2)).State;
        Assert.Equal((Later, 2, PayoutReason.ProviderUnavailable), (again.QueuedSince, again.Attempts, again.Payout.Reason));
        Assert.Equal(Look(1, Later + TimeSpan.FromHours(2)), again.NextActionAt);
    }

    [Fact]
    public void An_outcome_is_unknown_since_the_first_loss_until_something_is_known()
    {
        var lost = Some.At("OutcomeUnknown");
        Assert.Equal((Some.Now, Some.Now, 0), (lost.UnknownSince, lost.NextActionAt, lost.Attempts));

        var sent = PayoutMachine.Apply(At(lost, new NotFound()), new NotFound(Some.Options.ResubmitGrace), Some.Options, Later + Some.Options.ResubmitGrace).State;
        Assert.Equal(Some.Now, At(sent, new AnswerLost("timeout")).UnknownSince);
        Assert.Null(At(sent, NotNow).UnknownSince);
        Assert.Null(At(lost, new LookedUp(Some.Report("process"))).UnknownSince);
        Assert.Null(At(lost, new LookedUp(Some.Report("paid", true))).UnknownSince);
    }

    [Fact]
    public void What_did_not_leave_this_time_is_looked_for_at_the_pace()
    {
        var sent = PayoutMachine.Apply(At(Some.At("OutcomeUnknown"), new NotFound()), new NotFound(Some.Options.ResubmitGrace), Some.Options, Later + Some.Options.ResubmitGrace).State;

        var unknown = At(sent, new NotSent("connection refused"));

        Assert.Equal((sent.Attempts + 1, Look(sent.Attempts)), (unknown.Attempts, unknown.NextActionAt));
    }

    [Fact]
    public void News_starts_the_pace_anew()
    {
        var tired = Enumerable.Repeat<PayoutEvent>(new LookUpFailed("502"), 5).Aggregate(At(Some.At("OutcomeUnknown"), new NotFound()), At);
        Assert.Equal((6, Some.Now), (tired.Attempts, tired.Since));

        var found = At(tired, new LookedUp(Some.Report("process")));

        Assert.Equal((1, Look(0), Later), (found.Attempts, found.NextActionAt, found.Since));
        Assert.Equal((null, null), (found.NotFoundSince, found.UnknownSince));
    }

    [Fact]
    public void Another_word_at_the_same_stage_does_not_make_it_younger()
    {
        var checking = At(Some.At("Processing"), new LookedUp(Some.Report("check")));
        Assert.Equal((Some.Now, Later), (checking.Since, checking.Payout.UpdatedAt));
    }

    [Theory]
    [InlineData("Submitting", true)]
    [InlineData("OutcomeUnknown", true)]
    [InlineData("Processing", false)]
    public void A_wrong_echo_is_looked_at_again_at_the_pace(string stage, bool isUnknown)
    {
        var before = Some.At(stage);
        var doubted = At(before, Mismatch);

        Assert.Equal((before.Attempts + 1, Look(before.Attempts)), (doubted.Attempts, doubted.NextActionAt));
        Assert.Equal(isUnknown ? before.UnknownSince ?? Later : null, doubted.UnknownSince);

        var again = At(doubted, Mismatch);
        Assert.Equal(doubted.Payout with { Version = again.Payout.Version }, again.Payout);
        Assert.Equal(doubted.Attempts + 1, again.Attempts);
    }

    [Fact]
    public void The_first_look_that_finds_nothing_is_repeated_soon_and_later_ones_at_the_pace()
    {
        var first = At(Some.At("OutcomeUnknown"), new NotFound());
        Assert.Equal((1, Look(0)), (first.Attempts, first.NextActionAt));

        var patient = At(first with { NotFoundSince = null }, new NotFound());
        Assert.Equal((2, Later + Some.Options.ResubmitGrace), (patient.Attempts, patient.NextActionAt));

        var tired = At(first with { NotFoundSince = null, Attempts = 9 }, new NotFound());
        Assert.Equal(Look(9), tired.NextActionAt);
    }

    [Fact]
    public void A_look_that_brings_nothing_new_leaves_the_time_of_the_last_change_and_the_log()
    {
        var before = Some.At("Processing");
        Assert.Equal(before.Payout with { Version = before.Payout.Version + 1 }, At(before, new LookUpFailed("502")).Payout);

        var first = At(Some.At("OutcomeUnknown"), new NotFound());
        var second = At(first, new NotFound());
        Assert.Equal(first.Payout with { Version = first.Payout.Version + 1 }, second.Payout);
        Assert.Equal(first.NotFoundSince, second.NotFoundSince);
    }

    [Fact]
    public void What_heleket_denies_is_looked_at_again_at_the_pace()
    {
        var missed = At(Some.At("Processing"), new NotFound());
        Assert.Equal((2, Look(1), true), (missed.Attempts, missed.NextActionAt, missed.Payout.NeedsAttention));

        var again = At(missed, new NotFound());
        Assert.Equal((3, missed.Payout.ResponseLogs.Length), (again.Attempts, again.Payout.ResponseLogs.Length));
    }

    [Fact]
    public void A_repeated_word_makes_a_payout_due_that_is_not()
    {
        var word = new Unconfirmed(Some.Report("paid", true, LogSource.Webhook));
        var heard = At(At(Some.At("OutcomeUnknown"), new NotFound()), word);
        Assert.Equal((Later, null), (heard.NextActionAt, heard.NotFoundSince));

        var looked = At(heard, new LookUpFailed("502"));
        Assert.True(looked.NextActionAt > Later);

        var again = At(looked, word);
        Assert.Equal(Later, again.NextActionAt);
        Assert.Equal(looked.Payout with { Version = looked.Payout.Version + 1 }, again.Payout);
    }

    [Fact]
    public void What_waits_for_approval_waits_for_as_long_as_it_takes()
    {
        var years = Some.Now + TimeSpan.FromDays(1000);
        var waiting = PayoutMachine.Apply(Some.At("AwaitingApproval"), new Woken(), Some.Options, years).State;

        Assert.False(waiting.Payout.NeedsAttention);
        Assert.Same(waiting, PayoutMachine.Apply(waiting, new Woken(), Some.Options, years).State);
    }

    [Theory]
    [InlineData("Queued")]
    [InlineData("OutcomeUnknown")]
    [InlineData("Processing")]
    [InlineData("FailedProvisional")]
    public void A_wake_up_before_the_time_does_nothing(string stage)
    {
        var early = Some.At(stage) with { NextActionAt = Later + TimeSpan.FromMilliseconds(1) };
        Assert.Equal(new Decision(early), PayoutMachine.Apply(early, new Woken(), Some.Options, Later));
        Assert.NotEqual(PayoutEffect.None, PayoutMachine.Apply(early with { NextActionAt = Later }, new Woken(), Some.Options, Later).Effect);
    }

    [Fact]
    public void An_outcome_is_too_long_unknown_after_an_hour_since_the_first_loss_and_not_before()
    {
        var resent = Some.At("OutcomeUnknown") with { Since = Some.Now + TimeSpan.FromMinutes(50) };
        var hour = Some.Now + PayoutMachine.UnknownTooLong;

        Assert.False(PayoutMachine.Apply(resent, new LookUpFailed("502"), Some.Options, hour - TimeSpan.FromMilliseconds(1)).State.Payout.NeedsAttention);
        Assert.True(PayoutMachine.Apply(resent, new LookUpFailed("502"), Some.Options, hour).State.Payout.NeedsAttention);
    }

    /// <summary>When the look after so many attempts is due: a whole millisecond, and not early.</summary>
    private static DateTimeOffset Look(int attempts, DateTimeOffset? from = null) =>
        (from ?? Later) + TimeSpan.FromMilliseconds((long)Math.Ceiling(Backoff.After(Some.Id, attempts, Some.Options).TotalMilliseconds), 0);

    private static PayoutState At(PayoutState state, PayoutEvent happened) => PayoutMachine.Apply(state, happened, Some.Options, Later).State;

    [Fact]
    public void Polls_that_say_nothing_new_back_off_and_leave_what_clients_see_alone()
    {
        var state = Some.At("Processing");
        var waits = new List<TimeSpan>();
        for (var poll = 0; poll < 12; poll++)
        {
            var next = Some.After(state, new LookedUp(Some.Report("process")));
            Assert.Equal(state.Payout with { Version = next.Payout.Version }, next.Payout);
            waits.Add(next.NextActionAt!.Value - Some.Now);
            state = next;
        }

        Assert.All(waits.Zip(waits.Skip(1)).Take(3), pair => Assert.InRange(pair.Second / pair.First, 1.5, 2.6));
        Assert.All(waits, wait => Assert.True(wait <= Some.Options.MaxPollInterval));
        Assert.InRange(waits[^1], Some.Options.MaxPollInterval * 0.8, Some.Options.MaxPollInterval);
    }
}
