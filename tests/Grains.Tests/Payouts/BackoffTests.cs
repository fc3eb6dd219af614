using Payouts.Grains.Payouts;

namespace Payouts.Grains.Tests.Payouts;

/// <summary>The backoff of look-ups: doubling, at most the longest, with up to a fifth off (docs/lifecycle.md, "Pace").</summary>
public sealed class BackoffTests
{
    private static readonly PayoutsOptions Options = new() { FirstPollAfter = TimeSpan.FromSeconds(10), MaxPollInterval = TimeSpan.FromSeconds(100) };

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 20)]
    [InlineData(2, 40)]
    [InlineData(3, 80)]
    [InlineData(4, 100)]
    [InlineData(5, 100)]
    [InlineData(int.MaxValue, 100)]
    public void Each_wait_is_twice_the_one_before_up_to_the_longest_less_a_fifth_at_most(int attempts, int seconds)
    {
        var waits = Enumerable.Range(0, 1000).Select(number => Backoff.After($"id {number}", attempts, Options) / TimeSpan.FromSeconds(seconds)).ToArray();

        Assert.InRange(waits.Min(), 0.8, 0.81);
        Assert.InRange(waits.Max(), 0.99, 1);
        Assert.InRange(waits.Average(), 0.89, 0.91);
    }

    [Fact]
    public void The_first_wait_may_be_longer_than_the_longest()
    {
        var lazy = new PayoutsOptions { FirstPollAfter = TimeSpan.FromSeconds(100), MaxPollInterval = TimeSpan.FromSeconds(10) };
        Assert.All([0, 1, 7], attempts => Assert.InRange(Backoff.After("id", attempts, lazy), TimeSpan.FromSeconds(80), TimeSpan.FromSeconds(100)));
    }

    [Fact]
    public void The_jitter_comes_from_the_id_and_the_attempt_alone()
    {
        Assert.Equal(Backoff.After("one", 5, Options), Backoff.After("one", 5, Options));
        Assert.NotEqual(Backoff.After("one", 5, Options), Backoff.After("two", 5, Options));
        Assert.NotEqual(Backoff.After("one", 5, Options), Backoff.After("one", 6, Options));
    }
}
