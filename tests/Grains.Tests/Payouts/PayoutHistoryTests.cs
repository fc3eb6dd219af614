using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Grains.Tests.Payouts;

/// <summary>What a payout's history keeps, and that noise never pushes out what happened.</summary>
public sealed class PayoutHistoryTests
{
    [Fact]
    public void It_keeps_the_first_line_and_the_newest_hundred_in_all()
    {
        var state = Some.At("Processing");
        for (var change = 0; change < 250; change++)
        {
            state = Some.After(state, new LookedUp(Some.Report($"word {change}")));
        }

        Assert.Equal(100, state.Payout.ResponseLogs.Length);
        Assert.Equal(LogSource.Api, state.Payout.ResponseLogs[0].Source);
        Assert.Equal("word 249", state.Payout.ResponseLogs[^1].HeleketStatus);
    }

    [Fact]
    public void What_is_sent_lost_and_not_found_again_and_again_is_three_lines_with_a_count_before_and_after_attention()
    {
        var (state, now) = (Some.At("Submitting"), Some.Now);
        for (var cycle = 0; cycle < 50; cycle++)
        {
            now += TimeSpan.FromMinutes(10);
            PayoutEvent[] events = [new AnswerLost("timeout"), new NotFound(), new NotFound(Some.Options.ResubmitGrace)];
            state = events.Aggregate(state, (before, happened) => PayoutMachine.Apply(before, happened, Some.Options, now).State);
        }

        var lines = state.Payout.ResponseLogs;
        Assert.Equal(
            "api, submitting ×5, timeout ×6, not found ×6, nothing new, timeout ×42, not found ×42, submitting ×43",
            string.Join(", ", lines.Select(line => line switch
            {
                { Source: LogSource.Api } => "api",
                { Message: "Nothing new for 1 hours." } => "nothing new",
                { Message: "timeout" } => "timeout",
                { Message: "Not found at Heleket." } => "not found",
                { Detail: PayoutDetail.Submitting } => "submitting",
                _ => line.ToString(),
            } + (line.Repeated is { } more ? $" ×{more}" : ""))));
    }

    [Fact]
    public void A_line_that_differs_in_anything_is_a_line_of_its_own()
    {
        var first = Some.After(Some.At("Submitting"), new NotSent("connection refused"));
        var again = Some.AfterAll(first with { NextActionAt = Some.Now }, [new Woken(), new NotSent("no such host")]);

        Assert.Equal(["connection refused", null, "no such host"], again.Payout.ResponseLogs.Skip(1).Select(line => line.Message));
    }

    [Fact]
    public void The_same_line_long_before_stays_where_it_stands()
    {
        var state = Some.After(Some.At("Processing"), new LookedUp(Some.Report("check")));
        state = Enumerable.Range(0, 8).Aggregate(state, (before, word) => Some.After(before, new LookedUp(Some.Report($"word {word}"))));
        state = Some.After(state, new LookedUp(Some.Report("check")));

        Assert.Equal(2, state.Payout.ResponseLogs.Count(line => line.HeleketStatus == "check"));
    }
}
