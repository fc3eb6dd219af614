using CsCheck;
using Payouts.Gateway.Http;
using Payouts.Grains.Interfaces;

namespace Payouts.Gateway.Tests.Http;

public sealed class TimesTests
{
    [Theory]
    [InlineData("2026-11-23T10:00:00Z", "2026-11-23T10:00:00.000Z")]
    [InlineData("2026-11-23t10:00:00z", "2026-11-23T10:00:00.000Z")]
    [InlineData("2026-11-23T10:00:00.1Z", "2026-11-23T10:00:00.100Z")]
    [InlineData("2026-11-23T10:00:00.123456789012Z", "2026-11-23T10:00:00.123Z")]
    [InlineData("2026-11-23T10:00:00+03:00", "2026-11-23T07:00:00.000Z")]
    [InlineData("2026-11-23T10:00:00-23:59", "2026-11-24T09:59:00.000Z")]
    [InlineData("2026-11-23T10:00:00-00:00", "2026-11-23T10:00:00.000Z")]
    [InlineData("2028-02-29T00:00:00Z", "2028-02-29T00:00:00.000Z")]
    [InlineData("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z")]
    public void RFC_3339_is_read(string text, string utc)
    {
        Assert.True(Times.TryParse(text, out var time));
        Assert.Equal(utc, Times.Format(time));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-23")]
    [InlineData("2026-11-23T10:00Z")]
    [InlineData("2026-11-23T10:00:00")]
    [InlineData("2026-11-23 10:00:00Z")]
    [InlineData("2026-11-23T10:00:00.Z")]
    [InlineData("2026-11-23T10:00:00,5Z")]
    [InlineData("2026-11-23T10:00:00.5.5Z")]
    [InlineData("2026-11-23T10:00:005Z")]
    [InlineData("2026-11-23T10:00:00+0300")]
    [InlineData("2026-11-23T10:00:00+3:00")]
    [InlineData("2026-11-23T10:00:00+24:00")]
    [InlineData("2026-11-23T10:00:00-2\0:57")]
    [InlineData("2026-11-23T10:00:00-03:5\0")]
    [InlineData("2026-11-23T10:00:00+03:60")]
    [InlineData("2026-11-23T10:00:00ZZ")]
    [InlineData("2026-11-23T10:00:00 Z")]
    [InlineData(" 2026-11-23T10:00:00Z")]
    [InlineData("2026-11-23T24:00:00Z")]
    [InlineData("2026-11-23T10:60:00Z")]
    [InlineData("2016-12-31T23:59:60Z")]
    [InlineData("2026-02-29T00:00:00Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [InlineData("２026-11-23T10:00:00Z")]
    [InlineData("1763892000")]
    public void Anything_else_is_refused(string text) => Assert.False(Times.TryParse(text, out _));

    [Fact]
    public void A_time_of_whole_milliseconds_survives_the_way_out_and_back() =>
        Gen.Long[0, 4_000_000_000_000].Sample(milliseconds =>
        {
            var time = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
            return Times.TryParse(Times.Format(time), out var read) && read == time && WholeMilliseconds.Floor(time) == time && WholeMilliseconds.Ceiling(time) == time;
        });

    [Fact]
    public void Truncating_goes_down_and_rounding_up_goes_up_by_less_than_a_millisecond() =>
        Gen.Long[0, DateTime.UnixEpoch.Ticks * 2].Sample(ticks =>
        {
            var time = new DateTimeOffset(ticks, TimeSpan.Zero);
            var (down, up) = (time - WholeMilliseconds.Floor(time), WholeMilliseconds.Ceiling(time) - time);
            return down >= TimeSpan.Zero && down < TimeSpan.FromMilliseconds(1) && up >= TimeSpan.Zero && up < TimeSpan.FromMilliseconds(1);
        });
}
