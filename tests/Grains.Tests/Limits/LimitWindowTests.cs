using System.Globalization;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Limits;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Tests.Limits;

/// <summary>Keys, buckets, and that the cap holds in every window.</summary>
public sealed class LimitWindowTests
{
    private const int Stories = 1000;

    private static readonly DateTimeOffset Start = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_key_names_the_limit_its_window_and_what_it_counts_by()
    {
        Assert.Equal("all/30.00:00:00", LimitKey.Of("all", TimeSpan.FromDays(30)));
        Assert.Equal("client-day/1.00:00:00/client=c-1042/asset=USDT", LimitKey.Of("client-day", TimeSpan.FromDays(1), "c-1042", "USDT"));
        Assert.Equal("l/01:00:00/network=TRON/key=shop", LimitKey.Of("l", TimeSpan.FromHours(1), network: "TRON", key: "shop"));
        Assert.Equal(TimeSpan.FromDays(1), LimitKey.WindowOf("client-day/1.00:00:00/client=c-1042/asset=USDT"));
        Assert.Equal(TimeSpan.FromDays(30), LimitKey.WindowOf("all/30.00:00:00"));
    }

    [Theory]
    [InlineData("all")]
    [InlineData("all/day")]
    [InlineData("all/00:00:00")]
    [InlineData("all/-01:00:00")]
    [InlineData("all/00:00:30")]
    public void What_is_no_key_has_no_window(string key) => Assert.Throws<ArgumentException>(() => LimitKey.WindowOf(key));

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    public void A_part_of_a_key_is_a_word_without_slashes(string part)
    {
        Assert.Throws<ArgumentException>(() => LimitKey.Of(part, TimeSpan.FromHours(1)));
        Assert.Throws<ArgumentException>(() => LimitKey.Of("l", TimeSpan.FromHours(1), client: part));
    }

    [Theory]
    [InlineData(1, "2026-11-23T10:13:00Z", 62)]
    [InlineData(24, "2026-11-23T10:00:00Z", 24 + (24 * 60) + 1)]
    [InlineData(7 * 24, "2026-11-23T08:24:00Z", (7 * 24) + (7 * 24 * 60) + 1)]
    [InlineData(30 * 24, "2026-11-23T00:00:00Z", (12 * 60) + (30 * 24 * 60) + 1)]
    public void A_bucket_is_a_sixtieth_of_the_window_and_leaves_a_window_and_the_slack_after_its_end(int hours, string bucket, int leavesAfter)
    {
        var window = LimitWindow.Of(LimitKey.Of("l", TimeSpan.FromHours(hours)), new PayoutsOptions());
        var start = DateTimeOffset.Parse(bucket, CultureInfo.InvariantCulture);

        Assert.Equal(start, window.BucketAt(Start.AddMinutes(13.5)));
        Assert.Equal(start.AddMinutes(leavesAfter), window.LeavesAt(start));
    }

    [Theory]
    [InlineData(60, 60)]
    [InlineData(600, 330)]
    [InlineData(0, 31)]
    public void The_slack_is_from_the_reservation_to_the_last_moment_at_which_the_bytes_leave(int grace, int slack) =>
        Assert.Equal(
            TimeSpan.FromSeconds(slack),
            LimitWindow.Of("l/01:00:00", new PayoutsOptions { ResubmitGrace = TimeSpan.FromSeconds(grace) }).Slack);

    [Fact]
    public void The_cap_holds_in_every_window_of_reservations_and_of_sendings()
    {
        var slack = TimeSpan.FromMinutes(1);
        Assert.All(Enumerable.Range(0, Stories), seed => Assert.True(Holds(seed, slack, slack), $"seed {seed}"));
    }

    [Fact]
    public void Without_slack_it_would_not() =>
        Assert.Contains(Enumerable.Range(0, Stories), seed => !Holds(seed, TimeSpan.Zero, TimeSpan.FromMinutes(1)));

    /// <summary>Room comes back a bucket and the slack late at most: whoever comes then fits.</summary>
    [Fact]
    public void Whoever_comes_when_they_were_told_fits()
    {
        var window = new LimitWindow("l/01:00:00", TimeSpan.FromHours(1), TimeSpan.FromMinutes(1));
        var chance = new Random(7);
        var (state, now, refused) = (LimitState.StartingAt(Start), Start, 0);
        for (var number = 0; number < 5000; number++)
        {
            var command = new ReserveLimit($"t{number}", "payout", 1 + chance.Next(5), new LimitCap(MaxAmount: 10, MaxCount: 4));
            var decision = LimitRules.Reserve(state, window, command, now);
            if (decision.Answer.AvailableAt is { } at)
            {
                refused++;
                Assert.InRange(at, now.AddTicks(1), now + window.Length + TimeSpan.FromMinutes(2));
                Assert.Equal(LimitVerdict.Full, LimitRules.Check(state, window, command.Cap, command.Amount, at.AddMilliseconds(-1)).Verdict);
                decision = LimitRules.Reserve(state, window, command, now = at);
            }

            Assert.Equal(LimitVerdict.Reserved, decision.Answer.Verdict);
            state = LimitRules.Confirm(decision.State, [command.Token]);
            now += TimeSpan.FromSeconds(chance.Next(900));
        }

        Assert.True(refused > 500);
    }

    /// <summary>Reserves as often as it may, and sends each somewhere within what is allowed, mostly as late as that.</summary>
    private static bool Holds(int seed, TimeSpan slack, TimeSpan latest)
    {
        var chance = new Random(seed);
        var window = new LimitWindow("l/01:00:00", TimeSpan.FromHours(1), slack);
        var cap = new LimitCap(MaxAmount: 3 + chance.Next(5));
        var (state, now, sent) = (LimitState.StartingAt(Start), Start, new List<(DateTimeOffset Reserved, DateTimeOffset Sent, decimal Amount)>());
        for (var number = 0; number < 60; number++)
        {
            var decision = LimitRules.Reserve(state, window, new($"t{number}", "payout", 1 + chance.Next(3), cap), now);
            if (decision.Answer.Hold is { } hold)
            {
                sent.Add((now, now + (chance.Next(2) * latest), hold.Amount));
            }

            state = LimitRules.Confirm(decision.State, [$"t{number}"]);
            now = decision.Answer.AvailableAt is { } at && chance.Next(2) == 0 ? at : now.AddSeconds(chance.Next(600));
        }

        return sent.TrueForAll(last => Sum(other => other.Reserved, last.Reserved) <= cap.MaxAmount && Sum(other => other.Sent, last.Sent) <= cap.MaxAmount);

        decimal Sum(Func<(DateTimeOffset Reserved, DateTimeOffset Sent, decimal Amount), DateTimeOffset> time, DateTimeOffset end) =>
            sent.Where(other => time(other) <= end && time(other) >= end - window.Length).Sum(other => other.Amount);
    }
}
