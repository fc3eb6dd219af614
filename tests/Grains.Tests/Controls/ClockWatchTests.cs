using Payouts.Grains.Controls;

namespace Payouts.Grains.Tests.Controls;

/// <summary>A wall clock that leaves the stopwatch is noticed once for each time.</summary>
public sealed class ClockWatchTests
{
    private readonly TwoClocks _clocks = new();

    [Theory]
    [InlineData(3600)]
    [InlineData(-6)]
    public void A_clock_that_was_set_is_noticed_once(int seconds)
    {
        var watch = new ClockWatch(_clocks);
        _clocks.Pass(TimeSpan.FromMinutes(10));
        Assert.Null(watch.Look());

        _clocks.Set(TimeSpan.FromSeconds(seconds));
        _clocks.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromSeconds(seconds), watch.Look());
        Assert.Null(watch.Look());
    }

    [Fact]
    public void A_clock_that_drifts_away_is_noticed_when_it_is_more_than_five_seconds_off()
    {
        var watch = new ClockWatch(_clocks);
        foreach (var _ in Enumerable.Range(0, 5))
        {
            _clocks.Set(TimeSpan.FromSeconds(1));
            Assert.Null(watch.Look());
        }

        _clocks.Set(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(6), watch.Look());
    }

    [Fact]
    public void A_thread_that_was_held_up_between_the_two_clocks_tells_nothing()
    {
        var watch = new ClockWatch(_clocks);
        _clocks.HoldUp = TimeSpan.FromSeconds(30);
        Assert.Null(watch.Look());

        _clocks.HoldUp = default;
        Assert.Null(watch.Look());
    }

    private sealed class TwoClocks : TimeProvider
    {
        private DateTimeOffset _wall = DateTimeOffset.UnixEpoch;
        private TimeSpan _passed;

        /// <summary>How much goes by before the wall clock is read.</summary>
        public TimeSpan HoldUp { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan time) => (_wall, _passed) = (_wall + time, _passed + time);

        public void Set(TimeSpan by) => _wall += by;

        public override long GetTimestamp() => _passed.Ticks;

        public override DateTimeOffset GetUtcNow()
        {
            Pass(HoldUp);
            return _wall;
        }
    }
}
