using Payouts.Client;
using Payouts.Console.Statistics;

namespace Payouts.Console.Tests.Statistics;

public sealed class FiguresTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Totals_are_by_asset_and_in_the_order_of_a_payouts_way() => Assert.Equal(
        [new Total("BTC", "confirmed", 1, 0.5m), new Total("USDT", "pending", 3, 7m), new Total("USDT", "failed", 1, 2m)],
        Figures.Totals([Point(0, "failed", 1, 2), Point(0, "pending", 1, 3), Point(1, "pending", 2, 4), Point(1, "confirmed", 1, 0.5m) with { Asset = "BTC" }]));

    [Fact]
    public void Reasons_of_failures_are_ranked_and_those_of_others_are_not_counted() => Assert.Equal(
        [new FailureCount(PayoutReason.BelowMinimum, 3), new FailureCount(PayoutReason.QueueExpired, 1)],
        Figures.Failures(
        [
            Point(0, "failed", 1, 1, "queue_expired"), Point(0, "failed", 1, 1, "below_minimum"), Point(1, "failed", 2, 1, "below_minimum"), Point(1, "pending", 9, 1, "insufficient_funds")
        ]));

    [Fact]
    public void A_day_without_a_payout_is_a_day()
    {
        var days = Figures.Days([Point(0, "confirmed", 2, 51), Point(0, "pending", 5, 99), Point(2, "failed", 1, 7)], Monday, Monday.AddDays(3));

        Assert.Equal([Monday, Monday.AddDays(1), Monday.AddDays(2)], days.Select(day => day.Start));
        Assert.Equal([("confirmed", 2L, 51m), ("failed", 0L, 0m), ("cancelled", 0L, 0m)], days[0].Outcomes);
        Assert.Equal([0L, 0L, 0L], days[1].Outcomes.Select(outcome => outcome.Count));
        Assert.Equal(("failed", 1L, 7m), days[2].Outcomes[1]);
    }

    [Fact]
    public void Times_to_confirmed_are_times_that_some_payout_took()
    {
        var payouts = Enumerable.Range(1, 100).Select(seconds => Some.Payout() with { CreatedAt = Monday, SettledAt = Monday.AddSeconds(seconds) });

        Assert.Equal(new TimeToConfirmed(100, TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(99)), TimeToConfirmed.Of(payouts));
        Assert.Equal(new TimeToConfirmed(1, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)), TimeToConfirmed.Of(payouts.Take(1)));
        Assert.Null(TimeToConfirmed.Of([Some.Payout(detail: PayoutDetail.Queued)]));
    }

    [Fact]
    public void A_scheduled_payout_counts_from_its_time() => Assert.Equal(TimeSpan.FromMinutes(1),
        TimeToConfirmed.Of([Some.Payout() with { CreatedAt = Monday, ScheduledFor = Monday.AddHours(5), SettledAt = Monday.AddHours(5).AddMinutes(1) }])?.Half);

    private static SeriesPoint Point(int day, string status, long count, decimal amount, string? reason = null) => new()
    {
        Start = Monday.AddDays(day),
        Asset = "USDT",
        Status = new PayoutStatus(status),
        Reason = reason is null ? null : new PayoutReason(reason),
        Count = count,
        Amount = amount
    };
}
