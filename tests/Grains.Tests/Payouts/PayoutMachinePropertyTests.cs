using CsCheck;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Grains.Tests.Payouts;

/// <summary>What holds after any sequence of events whatsoever.</summary>
public sealed class PayoutMachinePropertyTests
{
    private static readonly Gen<ProviderReport> AnyReport = Gen.Select(
        OneOf("process", "check", "paid", "fail", "cancel", "system_fail", "teleported"),
        Gen.Bool,
        OneOf(LogSource.Poll, LogSource.Webhook, LogSource.Submit),
        Gen.Frequency((9, Gen.Const(Some.Uuid)), (1, Gen.Const("00000000-0000-0000-0000-000000000000"))),
        Gen.Int[0, 3],
        (word, isFinal, source, uuid, news) => Some.Report(word, isFinal, source, uuid) with { Txid = news == 3 ? $"0x{word}" : null, Fee = news == 2 ? word.Length : null });

    private static readonly Gen<PayoutEvent> AnyEvent = Gen.OneOf(
        Gen.Const<PayoutEvent>(new Woken()),
        Gen.Const<PayoutEvent>(new Woken()),
        OneOf(SendGate.Open, SendGate.Paused, SendGate.Stale).Select(PayoutEvent (gate) => new Woken(gate)),
        OneOf(SendGate.Paused, SendGate.Stale).Select(PayoutEvent (gate) => NotReady.Of(gate)),
        Gen.Const<PayoutEvent>(new Woken(SendGate.Open, MustAdmit: true)),
        Gen.Const<PayoutEvent>(new Admitted([Some.Hold], 1)),
        Gen.Const<PayoutEvent>(new Admitted([], 1)),
        OneOf<DateTimeOffset?>(null, Some.Now.AddHours(9)).Select(PayoutEvent (at) => new NotAdmitted("client-day", TimeSpan.FromDays(1), at)),
        Gen.Const<PayoutEvent>(new NotAdmitted("client-day", TimeSpan.FromDays(1), null, new ApprovalNeed([new()], TimeSpan.FromHours(1), "client-day"))),
        Gen.Const<PayoutEvent>(new AddressRevoked()),
        Gen.Const<PayoutEvent>(new Released()),
        Gen.Const<PayoutEvent>(new CancelRequested()),
        OneOf(Some.Ana, Some.Ben).Select(PayoutEvent (by) => new Decided(Some.Approval(by), by)),
        Gen.Const<PayoutEvent>(new Decided(Some.Approval(Some.Ben) with { Decision = ApprovalWord.Rejected, Reason = "no" }, Some.Ben)),
        OneOf(Some.Ana, Some.Ben).Select(PayoutEvent (by) => new LookUpRequested(by)),
        OneOf(Some.Ana, Some.Ben).Select(PayoutEvent (by) => new AttentionClaimed("I look", by)),
        OneOf(Some.Ana, Some.Ben).Select(PayoutEvent (by) => new AttentionResolved("seen", by)),
        AnyReport.Select(PayoutEvent (r) => new Accepted(r)),
        Gen.Const<PayoutEvent>(new Refused(PayoutReason.BelowMinimum, false, "Minimum amount 30 USDT")),
        Gen.Const<PayoutEvent>(new Refused(PayoutReason.InsufficientFunds, true, "Not enough funds")),
        Gen.Const<PayoutEvent>(new NotSent("connection refused")),
        Gen.Const<PayoutEvent>(new NotSent("HTTP 403", IsBlocked: true)),
        Gen.Const<PayoutEvent>(new Unsendable("the memo is too long")),
        Gen.Const<PayoutEvent>(new AnswerLost("timeout")),
        Gen.Const<PayoutEvent>(new EchoMismatched(["amount"], LogSource.Submit)),
        AnyReport.Select(PayoutEvent (r) => new LookedUp(r)),
        Gen.Const<PayoutEvent>(new NotFound()),
        Gen.Select(Gen.Int[0, 90], OneOf(SendGate.Open, SendGate.Paused, SendGate.Stale)).Select(PayoutEvent (missing) => new NotFound(TimeSpan.FromSeconds(missing.Item1), missing.Item2)),
        Gen.Const<PayoutEvent>(new LookUpFailed("502")),
        AnyReport.Select(PayoutEvent (r) => new Notified(r)),
        AnyReport.Select(PayoutEvent (r) => new Unconfirmed(r)));

    private static readonly Gen<(string Stage, (PayoutEvent Event, int Minutes)[] Steps)> AnyLife = Gen.Select(
        OneOf([.. Some.Stages]), Gen.Select(AnyEvent, Gen.Int[0, 600], (e, m) => (e, m)).Array[1, 40], (stage, steps) => (stage, steps));

    [Fact]
    public void Statuses_only_move_down_and_final_ones_never() => Always((before, after, _, _) =>
    {
        Assert.True(Rank(after) >= Rank(before));
        if (before.Payout.IsFinal)
        {
            Assert.Equal(before.Payout.Status, after.Payout.Status);
        }
    });

    [Fact]
    public void Whatever_is_not_final_has_a_due_time_and_whatever_is_final_has_none() => Always((_, after, _, _) =>
    {
        // Room that is owed to a limit is given back after the end.
        Assert.Equal(after.Payout.IsFinal && (after.Payout.Status == PayoutStatus.Confirmed || after.Holds is null), after.NextActionAt is null);
        Assert.Equal(after.Payout.IsFinal, after.Payout.Detail is null);
    });

    [Fact]
    public void The_history_is_in_the_order_of_its_times_and_no_line_of_a_cycle_stands_twice() => Always((_, after, _, _) =>
    {
        var lines = after.Payout.ResponseLogs;
        Assert.Equal(lines.OrderBy(line => line.At), lines);
        Assert.All(lines, line => Assert.True(line.Repeated is null == line.FirstAt is null && (line.FirstAt ?? line.At) <= line.At));
        var newest = lines.Skip(Math.Max(1, lines.Length - 8)).Where(line => !line.IsEvidence)
            .Select(line => line with { At = default, Version = null, Repeated = null, FirstAt = null });
        Assert.Equal(newest.Distinct(), newest);
    });

    [Fact]
    public void What_may_have_been_sent_is_failed_by_heleket_alone() => Always((before, after, _, happened) =>
    {
        if (before.UnknownSince is not null && after.Payout.Status == PayoutStatus.Failed)
        {
            Assert.True(happened is Refused or LookedUp or Accepted, happened.ToString());
        }
    });

    [Fact]
    public void Each_visible_change_is_one_event_of_that_version_and_the_newest_line_tells_of_it() => Always((before, after, _, _) =>
    {
        var rows = PayoutEvents.Of(before.Payout, after.Payout);
        var changed = Seen(before) != Seen(after);
        var attention = before.Payout.NeedsAttention != after.Payout.NeedsAttention;
        Assert.Equal((changed ? 1 : 0) + (attention ? 1 : 0), rows.Length);
        var newest = after.Payout.ResponseLogs[^1];
        Assert.All(rows, row =>
        {
            Assert.Equal((after.Payout.Version, after.Payout.UpdatedAt), (row.Version, row.At));
            Assert.Equal((row.Version, row.Status, row.Detail, row.Reason, row.NeedsAttention), (newest.Version, newest.Status, newest.Detail, newest.Reason, newest.NeedsAttention ?? false));
        });
        Assert.Equal(before.Payout.Status != after.Payout.Status, rows.Any(row => row.Was != row.Status));
    });

    [Fact]
    public void What_a_line_changed_is_found_again_at_every_later_version() => Always((_, after, _, _) =>
    {
        var lines = after.Payout.ResponseLogs;
        Assert.Equal(after.Payout.Txid, lines.LastOrDefault(line => line.Txid is not null)?.Txid);
        Assert.Equal(after.Payout.Fee, lines.LastOrDefault(line => line.Fee is not null)?.Fee);
        Assert.Equal(after.Payout.HeleketTransactionId, lines.LastOrDefault(line => line.HeleketTransactionId is not null)?.HeleketTransactionId);
        Assert.Equal(lines.Select(line => line.Version).Order(), lines.Select(line => line.Version));
    });

    [Fact]
    public void When_it_was_accepted_and_settled_is_set_once_and_never_changes() => Always((before, after, _, _) =>
    {
        Assert.True(before.Payout.AcceptedAt is null || after.Payout.AcceptedAt == before.Payout.AcceptedAt);
        Assert.True(before.Payout.SettledAt is null || after.Payout.SettledAt == before.Payout.SettledAt);
        Assert.Equal(after.Payout.HeleketTransactionId is null, after.Payout.AcceptedAt is null);
        Assert.Equal(after.Payout.IsFinal, after.Payout.SettledAt is not null);
    });

    [Fact]
    public void Every_stored_state_is_one_version_further() => Always((before, after, _, _) =>
        Assert.Equal(before.Payout.Version + (ReferenceEquals(before, after) ? 0 : 1), after.Payout.Version));

    [Fact]
    public void Nothing_is_sent_without_a_freshly_stored_intent_nor_once_heleket_is_known_to_have_it() => Always((before, after, effect, _) =>
    {
        if (effect == PayoutEffect.Submit)
        {
            Assert.NotSame(before, after);
            Assert.Equal(PayoutDetail.Submitting, after.Payout.Detail);
            Assert.Null(before.Payout.HeleketTransactionId);
        }
    });

    [Fact]
    public void While_the_gate_is_closed_nothing_is_sent_and_what_was_sent_is_never_queued() => Always((before, after, effect, happened) =>
    {
        if (happened is Woken { Gate: not SendGate.Open } or NotFound { Gate: not SendGate.Open } or NotReady)
        {
            Assert.NotEqual(PayoutEffect.Submit, effect);
            Assert.False(before.UnknownSince is not null && after.Payout.Detail == PayoutDetail.Queued);
        }
    });

    [Fact]
    public void Parked_is_what_a_pause_holds_back_and_it_does_not_expire() => Always((_, after, _, _) =>
    {
        Assert.Equal((after.Payout.Detail, after.Payout.Reason) == (PayoutDetail.Queued, PayoutReason.Paused), Parking.Has(after));
        Assert.True(!Parking.Has(after) || after.QueuedSince is null);
    });

    [Fact]
    public void Room_is_held_from_the_intent_on_and_owed_exactly_by_what_is_never_sent() => Always((before, after, effect, happened) =>
    {
        Assert.True(after.Holds is null || before.Holds is not null || (happened is Admitted && effect == PayoutEffect.Submit));
        Assert.Equal(PayoutEffect.Release == effect, effect == PayoutEffect.Release && after.Holds is [_, ..] && after.Payout.Status is PayoutStatus.Failed or PayoutStatus.Cancelled);
        Assert.True(after.Holds is not null || before.Holds is null || happened is Released or Admitted or NotAdmitted);
    });

    [Fact]
    public void What_waits_for_people_is_sent_only_after_all_of_them() => Always((before, after, effect, happened) =>
    {
        if (before.Payout.Detail == PayoutDetail.AwaitingApproval)
        {
            Assert.NotEqual(PayoutEffect.Submit, effect);
            Assert.True(after.Payout.Detail == PayoutDetail.AwaitingApproval || after.Payout.IsFinal || happened is not Decided || ApprovalRules.IsFull(after.Payout.Approval!));
        }

        Assert.True(after.Payout.Reason is not (PayoutReason.Rejected or PayoutReason.ApprovalExpired) || after.Payout is { Status: PayoutStatus.Cancelled, HeleketTransactionId: null } || before.Payout.IsFinal);
    });

    [Fact]
    public void Only_what_nothing_was_sent_for_can_be_cancelled_by_the_client() => Always((before, after, _, happened) =>
    {
        if (happened is CancelRequested && !ReferenceEquals(before, after))
        {
            Assert.True(before.Payout.Cancellable);
            Assert.Equal(PayoutReason.CancelledByClient, after.Payout.Reason);
        }
    });

    [Fact]
    public void The_request_the_id_and_the_first_log_line_never_change() => Always((before, after, _, _) =>
    {
        Assert.Same(before.Payout.Request, after.Payout.Request);
        Assert.Equal(before.Payout.Id, after.Payout.Id);
        Assert.Equal(before.Payout.ResponseLogs[0], after.Payout.ResponseLogs[0]);
        Assert.InRange(after.Payout.ResponseLogs.Length, 1, 100);
    });

    [Fact]
    public void The_last_log_line_says_where_the_payout_is() => Always((_, after, _, _) =>
        Assert.Equal((after.Payout.Status, after.Payout.Detail), (after.Payout.ResponseLogs[^1].Status, after.Payout.ResponseLogs[^1].Detail)));

    [Fact]
    public void Wherever_the_webhooks_of_one_life_come_in_whatever_order_the_end_is_what_heleket_says()
    {
        var words = new[] { Word("process"), Word("check"), Word("fail"), Word("process"), Word("paid", true) };
        foreach (var order in Permutations(words))
        {
            var state = Some.At("Submitting");
            foreach (var report in order)
            {
                var decision = PayoutMachine.Apply(state, new Notified(report), Some.Options, Some.Now);
                // A look-up tells the truth of the moment: everything was said already, and it is paid.
                state = decision.Effect == PayoutEffect.LookUp ? Some.After(decision.State, new LookedUp(Word("paid", true))) : decision.State;
            }

            Assert.Equal(PayoutStatus.Confirmed, state.Payout.Status);
            Assert.False(state.Payout.NeedsAttention);
        }

        static ProviderReport Word(string word, bool isFinal = false) => Some.Report(word, isFinal, LogSource.Webhook);
    }

    internal static void Always(Action<PayoutState, PayoutState, PayoutEffect, PayoutEvent> holds) => AnyLife.Sample(life =>
    {
        var state = Some.At(life.Stage);
        var now = Some.Now;
        foreach (var (happened, minutes) in life.Steps)
        {
            now += TimeSpan.FromMinutes(minutes);
            if (IsPossible(state, happened))
            {
                var (after, effect) = PayoutMachine.Apply(state, happened, Some.Options, now);
                holds(state, after, effect, happened);
                state = after;
            }
        }
    });

    private static bool IsPossible(PayoutState state, PayoutEvent happened) => !(state.Payout.Cancellable && happened is Refused or NotSent or NotReady or Unsendable or AnswerLost);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static (PayoutStatus, PayoutDetail?, PayoutReason?, string?) Seen(PayoutState state) =>
        (state.Payout.Status, state.Payout.Detail, state.Payout.Reason, state.Payout.Txid);

    private static int Rank(PayoutState state) => state.Payout.Status switch
    {
        PayoutStatus.Pending => 0,
        PayoutStatus.Broadcast => 1,
        _ => 2,
    };

    private static IEnumerable<ProviderReport[]> Permutations(ProviderReport[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany((item, index) => Permutations([.. items[..index], .. items[(index + 1)..]]).Select(rest => (ProviderReport[])[item, .. rest]));
}
