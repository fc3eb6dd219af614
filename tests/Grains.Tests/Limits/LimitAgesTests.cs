using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Limits;

namespace Payouts.Grains.Tests.Limits;

/// <summary>What a wall clock that jumps does to the age of tokens: nothing.</summary>
public sealed class LimitAgesTests
{
    private static readonly LimitWindow Hour = new("l/01:00:00", TimeSpan.FromHours(1), TimeSpan.FromMinutes(1));
    private static readonly DateTimeOffset Ten = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);
    private static readonly LimitToken Tentative = new("a", "payout", IsTentative: true);
    private static readonly LimitToken Released = new("a", "payout", IsTentative: false);

    private readonly Stopwatch _stopwatch = new();

    private static LimitState Held { get; } =
        LimitRules.Reserve(LimitState.StartingAt(Ten), Hour, new("a", "payout", 5, new LimitCap()), Ten).State;

    private LimitAges Ages => field ??= new LimitAges(_stopwatch);

    [Fact]
    public void By_clocks_that_go_right_the_first_sweep_after_ten_minutes_looks()
    {
        Assert.Equal([10], Enumerable.Range(0, 11).Where(minute => Sweep(Held, minute, minute) is [_]));
    }

    [Theory]
    [InlineData(15)]
    [InlineData(100_000)]
    public void A_clock_that_jumps_ahead_makes_no_token_old(int jump)
    {
        Assert.Empty(Sweep(Held, 0, 0));
        Assert.Empty(Sweep(Held, 1, jump));
        Assert.Empty(Sweep(Held, 1.9, jump));
        Assert.Equal([Tentative], Sweep(Held, 2, jump));
    }

    [Fact]
    public void A_clock_that_stays_behind_makes_a_token_wait_for_it()
    {
        Assert.Empty(Sweep(Held, 0, 0));
        Assert.Empty(Sweep(Held, 60, -60));
        Assert.Empty(Sweep(Held, 129, 9));
        Assert.Equal([Tentative], Sweep(Held, 130, 10));
    }

    /// <summary>Its clock may be another one, and it does not know when the token was taken.</summary>
    [Fact]
    public void An_activation_takes_what_it_finds_for_new()
    {
        Assert.Empty(Sweep(Held, 500, 500));
        Assert.Empty(Sweep(Held, 501, 501));
        Assert.Equal([Tentative], Sweep(Held, 502, 502));
    }

    [Fact]
    public void A_jump_between_two_looks_does_not_make_the_second_one_earlier()
    {
        var given = LimitRules.Release(Held, Hour, new("a", "payout", Ten, 5), Ten).State;
        var first = LimitSweep.Apply(given, Hour, [new(Released, null)], Ten.AddMinutes(10)).State;

        Assert.Empty(Sweep(given, 0, 0));
        Assert.Equal([Released], Sweep(given, 10, 10));
        Assert.Empty(Sweep(first, 11, 500));
        Assert.Empty(Sweep(first, 12, 500));
        Assert.Equal([Released], Sweep(first, 13, 500));
    }

    /// <summary>A sweep at a minute of the stopwatch and one of the wall clock.</summary>
    private ImmutableArray<LimitToken> Sweep(LimitState state, double minute, int wall)
    {
        _stopwatch.Minute = minute;
        return Ages.Due(state, Ten.AddMinutes(wall));
    }

    private sealed class Stopwatch : TimeProvider
    {
        public double Minute { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => TimeSpan.FromMinutes(Minute).Ticks;

        public override DateTimeOffset GetUtcNow() => throw new NotSupportedException("An age is none of a wall clock.");
    }
}
