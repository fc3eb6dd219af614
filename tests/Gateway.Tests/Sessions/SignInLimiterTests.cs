using System.Globalization;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using Payouts.Gateway.Sessions;

namespace Payouts.Gateway.Tests.Sessions;

public sealed class SignInLimiterTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SignInLimiter _limiter;

    public SignInLimiterTests() => _limiter = new(_time);

    [Fact]
    public void Of_many_attempts_at_once_ten_are_made()
    {
        var made = 0;
        Parallel.For(0, 200, _ => Interlocked.Add(ref made, _limiter.TryBegin(IPAddress.Loopback) ? 1 : 0));

        Assert.Equal(10, made);
    }

    [Theory]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("2001:db8::1", "2001:db8::ffff:2", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    public void Addresses_of_one_host_count_as_one(string first, string second, bool isSame)
    {
        Fail(first, 10);

        Assert.Equal(!isSame, _limiter.TryBegin(IPAddress.Parse(second)));
    }

    [Fact]
    public void A_minute_after_the_first_failure_counting_begins_anew()
    {
        Fail("192.0.2.1", 5);
        _time.Advance(TimeSpan.FromSeconds(59));
        Fail("192.0.2.1", 5);
        Assert.False(_limiter.TryBegin(IPAddress.Parse("192.0.2.1")));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_limiter.TryBegin(IPAddress.Parse("192.0.2.1")));
    }

    [Fact]
    public void With_too_many_addresses_newcomers_share_one_place_until_the_minute_is_over()
    {
        for (var number = 0; number < 10_000; number++)
        {
            Assert.True(_limiter.TryBegin(Number(number)));
        }

        var let = Enumerable.Range(10_000, 50).Count(number => _limiter.TryBegin(Number(number)));
        Assert.Equal(10, let);
        Assert.True(_limiter.TryBegin(Number(7)));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(_limiter.TryBegin(Number(10_049)));
    }

    private void Fail(string from, int times)
    {
        for (var attempt = 0; attempt < times; attempt++)
        {
            Assert.True(_limiter.TryBegin(IPAddress.Parse(from)));
        }
    }

    private static IPAddress Number(int number) => IPAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"10.0.{number / 250}.{number % 250}"));
}
