using System.Threading.RateLimiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Payouts.Gateway.Authentication;
using Payouts.Hosting;

namespace Payouts.Gateway.Tests.Authentication;

public sealed class ConcurrencyLimitsTests
{
    [Theory]
    [InlineData(null, 1000)]
    [InlineData("", 1000)]
    [InlineData("1", 1)]
    [InlineData("25", 25)]
    public void The_limit_is_a_setting(string? value, int limit) => Assert.Equal(limit, Read(value));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("many")]
    public void A_bad_limit_is_named(string value) =>
        Assert.Equal(
            $"RateLimit__ConcurrentRequests must be a whole number from 1 to 2147483647; it is \"{value}\".",
            Assert.Throws<OptionsValidationException>(() => Read(value)).Message);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(64, 64)]
    [InlineData(65, 64)]
    [InlineData(1000, 64)]
    public async Task As_many_as_the_limit_are_let_in_and_the_work_is_done_on_some_at_a_time(int limit, int atOnce)
    {
        await using var limiter = new ConcurrencyLimiter(ConcurrencyLimits.Limit(limit));
        var asked = Enumerable.Range(0, limit).Select(_ => limiter.AcquireAsync(1, TestContext.Current.CancellationToken).AsTask()).ToList();
        using var refused = await limiter.AcquireAsync(1, TestContext.Current.CancellationToken);

        Assert.False(refused.IsAcquired);
        Assert.All(asked[..atOnce], place => Assert.True(place is { IsCompletedSuccessfully: true, Result.IsAcquired: true }));
        Assert.All(asked[atOnce..], place => Assert.False(place.IsCompleted));
        foreach (var place in asked)
        {
            using var lease = await place;
            Assert.True(lease.IsAcquired);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(64, 64)]
    [InlineData(1000, 64)]
    public async Task Followers_are_never_queued(int limit, int atOnce)
    {
        await using var limiter = new ConcurrencyLimiter(ConcurrencyLimits.FollowerLimit(limit));
        var asked = Enumerable.Range(0, atOnce + 1).Select(_ => limiter.AttemptAcquire()).ToList();

        Assert.Equal([.. Enumerable.Repeat(true, atOnce), false], asked.Select(place => place.IsAcquired));
        asked.ForEach(place => place.Dispose());
    }

    private static int Read(string? value)
    {
        var read = new SettingReader(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("RateLimit:ConcurrentRequests", value)]).Build());
        var limit = ConcurrencyLimits.Read(read);
        read.RequireNoErrors();
        return limit;
    }
}
