using System.Globalization;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Limits;

namespace Payouts.Grains.Tests.Limits;

/// <summary>What one limit answers to reservations, and when it has room again.</summary>
public sealed class LimitRulesTests
{
    // An hour has buckets of a minute; with a minute of slack one leaves 62 minutes after its beginning.
    private static readonly LimitWindow Hour = new("l/01:00:00", TimeSpan.FromHours(1), TimeSpan.FromMinutes(1));

    private static readonly DateTimeOffset Ten = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("100", null, "60", LimitVerdict.Reserved)]
    [InlineData("100", null, "60.00000001", LimitVerdict.Full)]
    [InlineData("100", null, "100", LimitVerdict.Full)]
    [InlineData("100", null, "100.00000001", LimitVerdict.NeverFits)]
    [InlineData("39", null, "0.00000001", LimitVerdict.Full)]
    [InlineData(null, 2, "1000000", LimitVerdict.Reserved)]
    [InlineData(null, 1, "1", LimitVerdict.Full)]
    [InlineData(null, 0, "1", LimitVerdict.NeverFits)]
    [InlineData("100", 2, "60", LimitVerdict.Reserved)]
    [InlineData("100", 1, "60", LimitVerdict.Full)]
    [InlineData("100", 2, "61", LimitVerdict.Full)]
    [InlineData(null, null, "1", LimitVerdict.Reserved)]
    public void What_fits_beside_a_hold_of_40(string? mostAmount, int? mostCount, string amount, LimitVerdict verdict)
    {
        var state = Holding(("a", 40, Ten));

        var decision = LimitRules.Reserve(state, Hour, new("b", "payout", Number(amount), new(mostAmount is null ? null : Number(mostAmount), mostCount)), Ten);

        Assert.Equal(verdict, decision.Answer.Verdict);
        Assert.Equal(verdict == LimitVerdict.Reserved, decision.Answer.Hold is not null);
        Assert.Equal(verdict == LimitVerdict.Full, decision.Answer.AvailableAt is not null);
        Assert.Equal(verdict != LimitVerdict.Reserved, ReferenceEquals(state, decision.State));
    }

    [Fact]
    public void A_hold_says_where_it_counts()
    {
        var decision = Reserve(LimitState.StartingAt(Ten), "a", 2.5m, Ten.AddSeconds(59).AddTicks(1));

        Assert.Equal(new LimitHold("l/01:00:00", "a", Ten, 2.5m), decision.Answer.Hold);
        Assert.Equal(new LimitBucket(Ten, 1, 2.5m), Assert.Single(decision.State.Buckets));
        Assert.Equal(new TentativeHold("payout of a", 2.5m, Ten, Ten.AddSeconds(59)), decision.State.Tentative["a"]);
        Assert.Equal((Ten, Ten.AddSeconds(59)), (decision.State.CountingSince, decision.State.LastAt));
    }

    [Fact]
    public void The_same_token_again_is_the_same_hold()
    {
        var first = Reserve(LimitState.StartingAt(Ten), "a", 5, Ten);

        var again = Reserve(first.State, "a", 5, Ten.AddMinutes(5));

        Assert.Equal(first.Answer, again.Answer);
        Assert.Same(first.State, again.State);
    }

    [Fact]
    public void A_token_that_was_given_back_is_not_taken_again()
    {
        var released = LimitRules.Release(Holding(("a", 5, Ten)), Hour, new("a", "payout of a", Ten, 5), Ten).State;

        var decision = Reserve(released, "a", 5, Ten);

        Assert.Equal((LimitVerdict.Unavailable, true), (decision.Answer.Verdict, ReferenceEquals(released, decision.State)));
    }

    [Theory]
    [InlineData(61, 59.999, LimitVerdict.Full)]
    [InlineData(62, 0, LimitVerdict.Reserved)]
    public void A_bucket_counts_until_its_end_is_older_than_window_and_slack(int minutes, double seconds, LimitVerdict verdict)
    {
        var decision = Reserve(Holding(("a", 6, Ten.AddSeconds(1))), "b", 5, Ten.AddMinutes(minutes).AddSeconds(seconds));

        Assert.Equal(verdict, decision.Answer.Verdict);
        Assert.Equal(verdict == LimitVerdict.Full ? Ten.AddMinutes(62) : null, decision.Answer.AvailableAt);
        Assert.Single(decision.State.Buckets);
    }

    [Fact]
    public void Full_says_when_enough_has_left()
    {
        var state = Holding(("a", 1, Ten), ("b", 2, Ten.AddMinutes(3)), ("c", 2, Ten.AddMinutes(3.5)), ("d", 4, Ten.AddMinutes(7)));

        Assert.Equal(Ten.AddMinutes(62), Available(1.5m));
        Assert.Equal(Ten.AddMinutes(65), Available(3));
        Assert.Equal(Ten.AddMinutes(65), Available(6));
        Assert.Equal(Ten.AddMinutes(69), Available(6.1m));
        Assert.Equal(Ten.AddMinutes(69), Available(10));

        DateTimeOffset? Available(decimal amount) => LimitRules.Check(state, Hour, new(MaxAmount: 10), amount, Ten.AddMinutes(8)).AvailableAt;
    }

    [Fact]
    public void A_time_that_is_given_is_a_whole_millisecond_at_which_it_fits()
    {
        var odd = Hour with { Slack = TimeSpan.FromTicks(12_345) };
        var state = LimitRules.Reserve(LimitState.StartingAt(Ten), odd, new("a", "payout", 6, new(10)), Ten).State;

        var at = LimitRules.Check(state, odd, new(10), 5, Ten).AvailableAt!.Value;

        Assert.Equal(Ten.AddMinutes(61).AddMilliseconds(2), at);
        Assert.Equal(LimitVerdict.Reserved, LimitRules.Check(state, odd, new(10), 5, at).Verdict);
    }

    [Fact]
    public void A_clock_that_goes_back_brings_no_room_and_no_older_bucket()
    {
        var late = Holding(("a", 6, Ten.AddMinutes(30)));

        var decision = Reserve(late, "b", 4, Ten);

        Assert.Equal((Ten.AddMinutes(30), Ten.AddMinutes(30)), (decision.Answer.Hold!.Bucket, decision.State.LastAt));
        Assert.Equal(LimitVerdict.Full, Reserve(decision.State, "c", 1, Ten).Answer.Verdict);
        Assert.Equal(10m, LimitRules.Usage(decision.State, Hour, Ten).Amount);
    }

    [Fact]
    public void A_changed_cap_keeps_what_was_counted()
    {
        var state = Holding(("a", 6, Ten));

        Assert.Equal(LimitVerdict.Full, LimitRules.Check(state, Hour, new(5), 1, Ten).Verdict);
        Assert.Equal(LimitVerdict.Reserved, LimitRules.Check(state, Hour, new(12), 6, Ten).Verdict);
    }

    [Theory]
    [InlineData(4, null)]
    [InlineData(5, true)]
    [InlineData(1000, true)]
    public void What_people_approved_is_taken_over_the_cap_and_marked(int amount, bool? isOver)
    {
        var decision = LimitRules.Reserve(Holding(("a", 6, Ten)), Hour, new("b", "payout", amount, new(10), MayGoOver: true), Ten);
        var again = LimitRules.Reserve(decision.State, Hour, new("b", "payout", amount, new(10)), Ten);

        Assert.Equal((LimitVerdict.Reserved, isOver, isOver), (decision.Answer.Verdict, decision.Answer.Hold!.IsOver, again.Answer.Hold!.IsOver));
        Assert.Equal(6m + amount, LimitRules.Usage(decision.State, Hour, Ten).Amount);
    }

    [Fact]
    public void Usage_tells_what_counts_and_when_the_oldest_leaves()
    {
        var state = LimitRules.Confirm(Holding(("a", 1, Ten), ("b", 2.5m, Ten.AddMinutes(1))), ["a"]);

        Assert.Equal(new LimitUsage(2, 3.5m, 1, Ten, Ten.AddMinutes(62)), LimitRules.Usage(state, Hour, Ten.AddMinutes(2)));
        Assert.Equal(new LimitUsage(1, 2.5m, 1, Ten, Ten.AddMinutes(63)), LimitRules.Usage(state, Hour, Ten.AddMinutes(62)));
        Assert.Equal(new LimitUsage(0, 0m, 1, Ten), LimitRules.Usage(state, Hour, Ten.AddMinutes(63)));
    }

    [Fact]
    public void Confirmed_is_no_longer_tentative_and_still_counts()
    {
        var state = Holding(("a", 5, Ten), ("b", 1, Ten));

        var confirmed = LimitRules.Confirm(state, ["a", "unknown"]);

        Assert.Equal(["b"], confirmed.Tentative.Keys);
        Assert.Equal(state.Buckets, confirmed.Buckets);
        Assert.Same(confirmed, LimitRules.Confirm(confirmed, ["a", "unknown"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_given_back_no_longer_counts_and_is_given_back_once(bool isConfirmed)
    {
        var state = LimitRules.Confirm(Holding(("a", 5, Ten), ("b", 2, Ten)), isConfirmed ? ["a"] : []);
        var release = new ReleaseLimit("a", "payout of a", Ten, 5);

        var first = LimitRules.Release(state, Hour, release, Ten.AddMinutes(1));
        var second = LimitRules.Release(first.State, Hour, release, Ten.AddMinutes(2));

        Assert.Equal((true, true), (first.Answer, second.Answer));
        Assert.Equal([new LimitBucket(Ten, 1, 2m)], first.State.Buckets);
        Assert.Equal(["b"], first.State.Tentative.Keys);
        Assert.Equal(new ReleasedHold("payout of a", Ten.AddMinutes(1)), first.State.Released["a"]);
        Assert.Same(first.State, second.State);
    }

    [Fact]
    public void A_bucket_without_payouts_goes()
    {
        Assert.Empty(LimitRules.Release(Holding(("a", 5, Ten)), Hour, new("a", "payout of a", Ten, 5), Ten).State.Buckets);
    }

    [Fact]
    public void Nothing_is_given_back_of_a_bucket_that_has_left()
    {
        var state = LimitRules.Confirm(Holding(("a", 5, Ten)), ["a"]);

        var decision = LimitRules.Release(state, Hour, new("a", "payout of a", Ten, 5), Ten.AddMinutes(62));

        Assert.Equal((true, true), (decision.Answer, ReferenceEquals(state, decision.State)));
    }

    /// <summary>An activation that knows too little must lose its write: from memory it would say that nothing is owed.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void A_hold_in_a_bucket_that_seems_not_to_be_there_is_written_and_makes_no_usage_negative(int amount)
    {
        var state = Holding(("a", 5, Ten));

        var decision = LimitRules.Release(state, Hour, new("other", "payout", amount == 1 ? Ten.AddMinutes(-1) : Ten, amount), Ten);

        Assert.True(decision.Answer);
        Assert.NotSame(state, decision.State);
        Assert.Equal(state.Buckets, decision.State.Buckets);
    }

    [Fact]
    public void A_limit_that_remembers_too_much_takes_no_further_token_but_finishes_those_it_has()
    {
        var state = Holding([.. Enumerable.Range(0, LimitState.MostTokens).Select(number => ($"t{number}", 0.001m, Ten))]);

        Assert.Equal(LimitVerdict.Unavailable, Reserve(state, "one more", 1, Ten).Answer.Verdict);
        Assert.False(LimitRules.Release(state, Hour, new("unknown", "payout", Ten, 0.001m), Ten).Answer);
        Assert.True(LimitRules.Release(state, Hour, new("t7", "payout of t7", Ten, 0.001m), Ten).Answer);
        Assert.Equal(LimitVerdict.Reserved, Reserve(LimitRules.Confirm(state, ["t7"]), "one more", 1, Ten).Answer.Verdict);
    }

    [Fact]
    public void What_no_row_has_is_given_back_and_not_remembered()
    {
        var state = Holding(("a", 5, Ten), ("b", 3, Ten));

        var (left, wasHeld) = LimitRules.Forget(state, "a", Ten.AddMinutes(1));

        Assert.True(wasHeld);
        Assert.Equal([new LimitBucket(Ten, 1, 3)], left.Buckets);
        Assert.Equal(["b"], left.Tentative.Keys);
        Assert.Equal((0, Ten.AddMinutes(1)), (left.Released.Count, left.LastAt));
        Assert.Equal(new(left, false), LimitRules.Forget(left, "a", Ten.AddMinutes(2)));
    }

    [Fact]
    public void What_was_confirmed_or_swept_is_not_given_back_as_if_no_row_had_it()
    {
        var confirmed = LimitRules.Confirm(Holding(("a", 5, Ten)), ["a"]);
        Assert.Same(confirmed, LimitRules.Forget(confirmed, "a", Ten).State);

        var later = Ten.AddMinutes(10);
        var swept = LimitSweep.Apply(Holding(("a", 5, Ten)), Hour, [new(new("a", "payout of a", IsTentative: true), null)], later).State;
        Assert.Same(swept, LimitRules.Forget(swept, "a", later).State);
    }

    private static LimitState Holding(params IEnumerable<(string Token, decimal Amount, DateTimeOffset At)> holds) =>
        holds.Aggregate(
            LimitState.StartingAt(Ten),
            (state, hold) => LimitRules.Reserve(state, Hour, new(hold.Token, $"payout of {hold.Token}", hold.Amount, new LimitCap()), hold.At).State);

    private static LimitDecision<LimitAnswer> Reserve(LimitState state, string token, decimal amount, DateTimeOffset now) =>
        LimitRules.Reserve(state, Hour, new(token, $"payout of {token}", amount, new(MaxAmount: 10)), now);

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
