using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Grains.Tests.Payouts;

/// <summary>What people do with a payout, and that it moves nothing (docs/lifecycle.md, "What people can do").</summary>
public sealed class PayoutMachinePeopleTests
{
    [Fact]
    public void A_question_is_a_line_with_who_asked_and_heleket_is_asked_at_once()
    {
        var before = Some.At("OutcomeUnknown");
        var (after, effect) = At(before, new LookUpRequested(Some.Ana), TimeSpan.FromMinutes(1));

        Assert.Equal(PayoutEffect.LookUp, effect);
        Assert.Equal(Some.Now.AddMinutes(1), after.NextActionAt);
        Assert.Equal((before.Attempts, before.Since, before.UnknownSince, before.FailedLookUps), (after.Attempts, after.Since, after.UnknownSince, after.FailedLookUps));
        var line = after.Payout.ResponseLogs[^1];
        Assert.Equal((LogSource.Operator, "Asked Heleket again.", Some.Ana, after.Payout.Version), (line.Source, line.Message, line.By, line.Version));
    }

    [Fact]
    public void Nobody_asks_within_ten_seconds_of_the_last_one_whoever_that_was()
    {
        var asked = Some.After(Some.At("Processing"), new LookUpRequested(Some.Ana));

        Assert.Same(asked, At(asked, new LookUpRequested(Some.Ben), TimeSpan.FromMilliseconds(9_999)).State);
        Assert.Equal(TimeSpan.FromMilliseconds(1), PayoutMachine.LookUpWait(asked.Payout, Some.Now.AddMilliseconds(9_999)));
        Assert.Equal(PayoutEffect.LookUp, At(asked, new LookUpRequested(Some.Ben), TimeSpan.FromSeconds(10)).Effect);
        Assert.Equal(TimeSpan.Zero, PayoutMachine.LookUpWait(asked.Payout, Some.Now.AddSeconds(10)));
    }

    [Fact]
    public void A_clock_that_was_ahead_makes_nobody_wait_for_long()
    {
        var ahead = At(Some.At("Processing"), new LookUpRequested(Some.Ana), TimeSpan.FromHours(1)).State;

        Assert.Equal(PayoutEffect.LookUp, PayoutMachine.Apply(ahead, new LookUpRequested(Some.Ana), Some.Options, Some.Now).Effect);
    }

    [Fact]
    public void The_same_person_who_asks_again_and_again_is_one_line()
    {
        var once = Some.After(Some.At("Processing"), new LookUpRequested(Some.Ana));
        var twice = At(once, new LookUpRequested(Some.Ana), TimeSpan.FromMinutes(1)).State;

        Assert.Equal(once.Payout.ResponseLogs.Length, twice.Payout.ResponseLogs.Length);
        Assert.Equal((1, Some.Now), (twice.Payout.ResponseLogs[^1].Repeated, twice.Payout.ResponseLogs[^1].FirstAt));
        Assert.Same(twice, At(twice, new LookUpRequested(Some.Ana), TimeSpan.FromSeconds(69)).State);
    }

    [Fact]
    public void Who_made_it_and_who_cancelled_it_is_in_its_history()
    {
        var made = PayoutMachine.Create(Some.Id, Some.Command(Some.Request with { ScheduledFor = Some.Now.AddHours(1) }) with { By = Some.Ana }, Some.Now).State;
        var cancelled = Some.After(made, new CancelRequested(Some.Ben));

        Assert.Equal([Some.Ana, Some.Ben], cancelled.Payout.ResponseLogs.Select(line => line.By));
        Assert.Null(Some.After(Some.At("Scheduled"), new CancelRequested()).Payout.ResponseLogs[^1].By);
    }

    [Fact]
    public void What_is_claimed_names_a_person_until_the_attention_is_over()
    {
        var claimed = Some.After(Missed(), new AttentionClaimed("I ask Heleket", Some.Ana));
        Assert.Equal(("ana@example.com", true), (claimed.Payout.ClaimedBy, claimed.Payout.NeedsAttention));
        Assert.Equal((LogSource.Operator, "Attention claimed: I ask Heleket", Some.Ana), Line(claimed));

        Assert.Same(claimed, Some.After(claimed, new AttentionClaimed("I ask Heleket", Some.Ana)));
        var taken = Some.After(claimed, new AttentionClaimed(null, Some.Ben));
        Assert.Equal(("ben@example.com", "Attention claimed."), (taken.Payout.ClaimedBy, taken.Payout.ResponseLogs[^1].Message));

        Assert.Null(Some.After(taken, new AttentionResolved("It is there", Some.Ana)).Payout.ClaimedBy);
        Assert.Null(Some.After(taken, new LookedUp(Some.Report("process"))).Payout.ClaimedBy);
    }

    [Fact]
    public void A_key_that_belongs_to_nobody_claims_by_its_name() =>
        Assert.Equal("ops", Some.After(Missed(), new AttentionClaimed(null, new(null, "ops"))).Payout.ClaimedBy);

    [Fact]
    public void To_resolve_takes_the_mark_away_and_nothing_else()
    {
        var before = Some.After(Some.At("Failed"), new Notified(Some.Report("paid", true, LogSource.Webhook)));
        var after = Some.After(before, new AttentionResolved("Heleket took it back", Some.Ana));

        Assert.Equal((LogSource.Operator, "Attention resolved: Heleket took it back", Some.Ana), Line(after));
        Assert.Null(after.Payout.ResponseLogs[^1].NeedsAttention);
        Assert.Equal(
            before.Payout with { NeedsAttention = false, Version = before.Payout.Version + 1, ResponseLogs = after.Payout.ResponseLogs },
            after.Payout);
        Assert.Equal(["payout.attention_cleared"], PayoutEvents.Of(before.Payout, after.Payout).Select(row => row.Type));
    }

    private static Decision At(PayoutState state, PayoutEvent happened, TimeSpan after) => PayoutMachine.Apply(state, happened, Some.Options, Some.Now + after);

    private static PayoutState Missed() => Some.After(Some.At("Processing"), new NotFound());

    private static (LogSource, string?, object?) Line(PayoutState state) => (state.Payout.ResponseLogs[^1].Source, state.Payout.ResponseLogs[^1].Message, state.Payout.ResponseLogs[^1].By);
}
