using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Limits;

namespace Payouts.Grains.Tests.Limits;

/// <summary>What becomes of a token that nobody has spoken of for ten minutes.</summary>
public sealed class LimitSweepTests
{
    private static readonly LimitWindow Hour = new("l/01:00:00", TimeSpan.FromHours(1), TimeSpan.FromMinutes(1));
    private static readonly DateTimeOffset Ten = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);
    private static readonly LimitHold Hold = new("l/01:00:00", "a", Ten, 5);
    private static readonly LimitToken Tentative = new("a", "payout", IsTentative: true);
    private static readonly LimitToken Released = new("a", "payout", IsTentative: false);

    [Fact]
    public void Tokens_are_looked_after_from_ten_minutes_on_the_oldest_first()
    {
        var state = Give(Take(Take(Held, "b", 1), "c", 2), "c", 2, minute: 2);

        Assert.Empty(LimitSweep.Due(state, Ten.AddMinutes(9.999)));
        Assert.Equal([Tentative], LimitSweep.Due(LimitRules.Confirm(state, ["b"]), Ten.AddMinutes(10)));
        Assert.Equal(["a", "b", "c"], LimitSweep.Due(state, Ten.AddMinutes(20)).Select(token => token.Token));
    }

    [Fact]
    public void Stored_is_confirmed()
    {
        var next = Sweep(Held, 10, new LimitFinding(Tentative, Hold));

        Assert.Equal((0, 0, 1L), (next.Tentative.Count, next.Released.Count, Assert.Single(next.Buckets).Count));
    }

    [Fact]
    public void Never_stored_is_given_back_and_remembered()
    {
        var next = Sweep(Held, 10, new LimitFinding(Tentative, null));

        Assert.Empty(next.Buckets);
        Assert.Empty(next.Tentative);
        Assert.Equal(new ReleasedHold("payout", Ten.AddMinutes(10), IsSwept: true, IsGone: true), next.Released["a"]);
    }

    [Fact]
    public void Never_stored_in_a_bucket_that_has_left_is_given_back_once_too()
    {
        var next = Sweep(Held, 90, new LimitFinding(Tentative, null));

        Assert.Equal((0, true), (next.Tentative.Count, next.Released.ContainsKey("a")));
        Assert.Equal(0, LimitRules.Usage(next, Hour, Ten.AddMinutes(90)).Count);
    }

    [Fact]
    public void What_is_not_tentative_any_more_is_not_given_back()
    {
        var confirmed = LimitRules.Confirm(Held, ["a"]);
        var given = Give(Held, "a", 0, minute: 1);

        Assert.Same(confirmed, Sweep(confirmed, 10, new LimitFinding(Tentative, null)));
        Assert.Same(given, Sweep(given, 11, new LimitFinding(Tentative, null)));
    }

    [Fact]
    public void What_was_given_back_and_is_still_in_the_row_is_owed_and_kept()
    {
        var state = Give(Held, "a", 0, minute: 1);

        var next = Sweep(state, 11, new LimitFinding(Released, Hold));

        Assert.Equal(new ReleasedHold("payout", Ten.AddMinutes(11)), next.Released["a"]);
        Assert.Empty(next.Buckets);
    }

    [Fact]
    public void What_was_given_back_and_stays_in_the_row_is_kept_until_its_bucket_no_longer_counts()
    {
        var state = Give(Held, "a", 0, minute: 1);

        var last = Sweep(state, 61, new LimitFinding(Released, Hold));
        Assert.Equal(new ReleasedHold("payout", Ten.AddMinutes(61)), last.Released["a"]);
        Assert.Empty(Sweep(last, 71, new LimitFinding(Released, Hold)).Released);
    }

    [Fact]
    public void What_is_no_longer_in_the_row_is_forgotten_at_the_second_look()
    {
        var first = Sweep(Give(Held, "a", 0, minute: 1), 11, new LimitFinding(Released, null));

        Assert.Equal(new ReleasedHold("payout", Ten.AddMinutes(11), IsGone: true), first.Released["a"]);
        Assert.Empty(LimitSweep.Due(first, Ten.AddMinutes(20.9)));
        Assert.Same(first, Sweep(first, 20, new LimitFinding(Released, null)));
        Assert.Empty(Sweep(first, 21, new LimitFinding(Released, null)).Released);
    }

    /// <summary>
    /// It was given back at 10:01, but the row dropped it at 10:11 only; who read the row just before that still gives it
    /// back after the sweep has looked.
    /// </summary>
    [Fact]
    public void A_row_that_dropped_its_hold_a_moment_before_the_look_gives_nothing_back_twice()
    {
        var state = Give(Take(Held, "b", 0), "a", 0, minute: 1);

        var swept = Sweep(state, 11, new LimitFinding(Released, null));
        var decision = LimitRules.Release(swept, Hour, new("a", "payout", Ten, 5), Ten.AddMinutes(11.5));

        Assert.True(decision.Answer);
        Assert.Equal([new LimitBucket(Ten, 1, 5m)], decision.State.Buckets);
    }

    [Theory]
    [InlineData(20, 1)]
    [InlineData(90, 0)]
    public void Stored_after_it_was_given_back_counts_again_over_the_cap_and_is_told(int minute, int count)
    {
        var swept = Sweep(Held, 10, new LimitFinding(Tentative, null));

        var decision = LimitSweep.Apply(swept, Hour, [new LimitFinding(Released, Hold)], Ten.AddMinutes(minute));

        Assert.Equal(["payout"], decision.Answer);
        Assert.Equal((count, 0), (decision.State.Buckets.Length, decision.State.Released.Count));
    }

    [Fact]
    public void Stored_late_and_given_back_by_the_payout_itself_does_not_count_again()
    {
        var swept = Sweep(Held, 10, new LimitFinding(Tentative, null));
        var given = Give(swept, "a", 0, minute: 12);

        var decision = LimitSweep.Apply(given, Hour, [new LimitFinding(Released, Hold)], Ten.AddMinutes(22));

        Assert.Empty(decision.Answer);
        Assert.Empty(decision.State.Buckets);
        Assert.Equal(new ReleasedHold("payout", Ten.AddMinutes(22)), decision.State.Released["a"]);
    }

    [Fact]
    public void A_finding_about_a_token_that_is_not_known_means_nothing()
    {
        Assert.Same(Held, Sweep(Held, 10, new LimitFinding(Tentative with { Token = "x" }, null), new LimitFinding(Released, null), new LimitFinding(Released, Hold)));
    }

    private static LimitState Held { get; } = Take(LimitState.StartingAt(Ten), "a", 0);

    private static LimitState Take(LimitState state, string token, double minute) =>
        LimitRules.Reserve(state, Hour, new(token, "payout", 5, new LimitCap()), Ten.AddMinutes(minute)).State;

    private static LimitState Give(LimitState state, string token, double taken, double minute) =>
        LimitRules.Release(state, Hour, new(token, "payout", Hour.BucketAt(Ten.AddMinutes(taken)), 5), Ten.AddMinutes(minute)).State;

    private static LimitState Sweep(LimitState state, int minute, params IEnumerable<LimitFinding> findings) =>
        LimitSweep.Apply(state, Hour, findings, Ten.AddMinutes(minute)).State;
}
