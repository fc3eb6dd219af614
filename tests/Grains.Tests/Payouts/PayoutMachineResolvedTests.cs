using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Grains.Tests.Payouts;

/// <summary>What a person resolved calls nobody again until there is something new (docs/lifecycle.md, "What people can do").</summary>
public sealed class PayoutMachineResolvedTests
{
    private static readonly EchoMismatched WrongAddress = new(["address"], LogSource.Poll);
    private static readonly LookedUp Agreed = new(Some.Report("process"));

    /// <summary>Where it happens, what is found at every poll, and what Heleket says when that is over.</summary>
    public static TheoryData<string, PayoutEvent, PayoutEvent> Findings => new()
    {
        { "Processing", WrongAddress, Agreed },
        { "OutcomeUnknown", WrongAddress, Agreed },
        { "Processing", new LookedUp(Some.Report("process", uuid: "00000000-0000-0000-0000-000000000000")), Agreed },
        { "Processing", new NotFound(), Agreed },
        { "FailedProvisional", new NotFound(), new LookedUp(Some.Report("fail")) },
        { "Processing", new LookedUp(Some.Report("teleported", true)), Agreed },
    };

    [Theory]
    [MemberData(nameof(Findings))]
    public void The_same_finding_at_the_next_poll_calls_nobody(string stage, PayoutEvent finding, PayoutEvent contrary)
    {
        var found = Some.After(Some.At(stage), finding);
        Assert.True(found.Payout.NeedsAttention);
        var resolved = Resolved(found);

        var polled = Some.AfterAll(resolved, [finding, finding]);

        Assert.False(polled.Payout.NeedsAttention);
        Assert.Equal(resolved.Payout.ResponseLogs, polled.Payout.ResponseLogs);
        Assert.True(polled.NextActionAt > resolved.Payout.UpdatedAt);
        Assert.True(Some.AfterAll(polled, [contrary, finding]).Payout.NeedsAttention, "after Heleket said the contrary, it is new");
    }

    [Fact]
    public void Another_finding_calls_a_person_and_is_resolved_beside_the_first()
    {
        var other = new EchoMismatched(["amount"], LogSource.Poll);
        var again = Some.After(Resolved(Some.After(Some.At("Processing"), WrongAddress)), other);
        Assert.True(again.Payout.NeedsAttention);

        Assert.False(Some.AfterAll(Resolved(again), [WrongAddress, other]).Payout.NeedsAttention);
    }

    [Fact]
    public void A_wrong_echo_that_was_resolved_is_still_believed_by_nobody()
    {
        var resolved = Resolved(Some.After(Some.At("Submitting"), new EchoMismatched(["address"], LogSource.Submit)));
        Assert.Equal((PayoutDetail.OutcomeUnknown, PayoutReason.EchoMismatch), (resolved.Payout.Detail, resolved.Payout.Reason));

        var missed = Some.AfterAll(resolved, [new NotFound(), new NotFound(TimeSpan.FromHours(1))]);

        Assert.Equal(PayoutDetail.OutcomeUnknown, missed.Payout.Detail);
    }

    [Fact]
    public void A_webhook_for_what_was_never_sent_is_resolved_once_for_its_repeats()
    {
        var webhook = new Notified(Some.Report("paid", true, LogSource.Webhook));
        var resolved = Resolved(Some.After(Some.At("Scheduled"), webhook));

        Assert.Same(resolved, Some.After(resolved, webhook));
    }

    [Fact]
    public void A_contradiction_is_resolved_once_and_another_one_calls_again()
    {
        var resolved = Resolved(Some.After(Some.At("Confirmed"), new Notified(Some.Report("fail", true, LogSource.Webhook))));

        Assert.Same(resolved, Some.After(resolved, new Notified(Some.Report("fail", true, LogSource.Webhook))));
        Assert.True(Some.After(resolved, new Notified(Some.Report("cancel", true, LogSource.Webhook))).Payout.NeedsAttention);
    }

    [Fact]
    public void A_row_of_look_ups_that_fail_calls_nobody_again_and_a_new_row_does()
    {
        PayoutEvent[] five = [.. Enumerable.Repeat(new LookUpFailed("HTTP 502"), PayoutMachine.TooManyFailedLookUps)];
        var going = Some.AfterAll(Resolved(Some.AfterAll(Some.At("Processing"), five)), [.. five, .. five]);
        Assert.False(going.Payout.NeedsAttention);

        Assert.True(Some.AfterAll(going, [Agreed, .. five]).Payout.NeedsAttention);
    }

    [Theory]
    [InlineData("OutcomeUnknown", 1)]
    [InlineData("Processing", 24)]
    [InlineData("FailedProvisional", 24)]
    public void What_takes_too_long_calls_again_only_after_its_time_from_there(string stage, int hours)
    {
        PayoutEvent nothingNew = stage == "OutcomeUnknown" ? new LookUpFailed("502") : new LookedUp(Some.Report(stage == "Processing" ? "process" : "fail"));
        var time = TimeSpan.FromHours(hours);
        var stuck = At(Some.At(stage), nothingNew, time);
        Assert.True(stuck.Payout.NeedsAttention);
        var resolved = At(stuck, new AttentionResolved("I know", Some.Ana), time * 1.5);

        Assert.False(At(resolved, nothingNew, (time * 2.5) - TimeSpan.FromMilliseconds(1)).Payout.NeedsAttention);
        Assert.True(At(resolved, nothingNew, time * 2.5).Payout.NeedsAttention);
    }

    [Fact]
    public void What_stands_before_heleket_calls_again_only_an_hour_after_it_was_resolved()
    {
        var blocked = new NotSent("HTTP 403", IsBlocked: true);
        var hour = PayoutMachine.BlockedTooLong;
        var shown = Retried(At(Some.At("Submitting"), blocked, TimeSpan.Zero), hour);
        Assert.True(shown.Payout.NeedsAttention);
        var resolved = At(shown, new AttentionResolved("The firewall is being changed", Some.Ana), hour * 1.5);

        Assert.False(Retried(resolved, (hour * 2.5) - TimeSpan.FromMilliseconds(1)).Payout.NeedsAttention);
        Assert.True(Retried(resolved, hour * 2.5).Payout.NeedsAttention);

        PayoutState Retried(PayoutState queued, TimeSpan after) => At(At(queued with { NextActionAt = Some.Now }, new Woken(), after), blocked, after);
    }

    [Fact]
    public void What_cannot_be_sent_again_calls_nobody_twice()
    {
        PayoutEvent[] again = [new NotFound(), new NotFound(Some.Options.ResubmitGrace), new Unsendable("the memo is too long")];
        var stranded = Some.AfterAll(Some.At("OutcomeUnknown"), again);
        Assert.True(stranded.Payout.NeedsAttention);

        Assert.False(Some.AfterAll(Resolved(stranded), again).Payout.NeedsAttention);
    }

    private static PayoutState Resolved(PayoutState state) => Some.After(state, new AttentionResolved("seen", Some.Ana));

    private static PayoutState At(PayoutState state, PayoutEvent happened, TimeSpan after) => PayoutMachine.Apply(state, happened, Some.Options, Some.Now + after).State;
}
