using Payouts.Client;
using Payouts.Console.Attention;
using Payouts.Console.Words;

namespace Payouts.Console.Tests.Attention;

public sealed class InboxTests
{
    [Theory]
    [InlineData("outcome_unknown", null, 0.26, false, ToDo.Ask)]
    [InlineData("outcome_unknown", null, 0.24, false, null)]
    [InlineData("outcome_unknown", null, 0.1, true, ToDo.Ask)]
    [InlineData("outcome_unknown", "echo_mismatch", 0.1, true, ToDo.Decide)]
    [InlineData("failed_provisional", null, 24.1, false, ToDo.Ask)]
    [InlineData("failed_provisional", null, 23.9, false, null)]
    [InlineData("queued", "rate_limited", 1.1, false, ToDo.Wait)]
    [InlineData("queued", "rate_limited", 0.9, false, null)]
    [InlineData("queued", "paused", 100, false, null)]
    [InlineData("queued", "insufficient_funds", 1.1, false, ToDo.SetRight)]
    [InlineData("queued", "payouts_blocked", 0.1, true, ToDo.SetRight)]
    [InlineData("queued", "provider_unavailable", 2, true, ToDo.SetRight)]
    [InlineData("queued", "provider_unavailable", 2, false, ToDo.Wait)]
    [InlineData("processing", null, 25, true, ToDo.Ask)]
    [InlineData("processing", null, 25, false, null)]
    [InlineData(null, "contradicted_final", 1, true, ToDo.Decide)]
    [InlineData(null, null, 1, true, ToDo.Decide)]
    [InlineData(null, null, 1000, false, null)]
    public void A_payout_is_where_it_says_what_to_do(string? detail, string? reason, double hours, bool attention, ToDo? expected)
    {
        var inbox = Inbox.Of([Waiting("1", detail, reason, hours, attention)], Some.Now);

        Assert.Equal(expected, inbox.Groups.Count == 0 ? null : Assert.Single(inbox.Groups).ToDo);
        Assert.Equal(attention ? 1 : 0, inbox.Marked);
        Assert.Equal(expected is null or ToDo.Wait || attention ? 0 : 1, inbox.Late);
        Assert.Equal(expected is ToDo.Wait ? 1 : 0, inbox.Waiting);
    }

    [Fact]
    public void Decisions_come_first_and_the_oldest_of_a_group_first_and_each_payout_once()
    {
        var old = Waiting("2", "outcome_unknown", null, 5, true);
        var inbox = Inbox.Of([Waiting("1", "outcome_unknown", null, 1, true), old, old, Waiting("3", null, "contradicted_final", 1, true)], Some.Now);

        Assert.Equal([ToDo.Decide, ToDo.Ask], inbox.Groups.Select(group => group.ToDo));
        Assert.Equal([old.Id, Waiting("1", null, null, 1, true).Id], inbox.Groups[1].Payouts.Select(payout => payout.Id));
    }

    [Theory]
    [InlineData(0, 0, "Nothing needs you")]
    [InlineData(1, 0, "1 payout needs you")]
    [InlineData(2, 0, "2 payouts need you")]
    [InlineData(0, 1, "1 payout is late")]
    [InlineData(0, 2, "2 payouts are late")]
    [InlineData(2, 1, "2 payouts need you, 1 more is late")]
    [InlineData(1, 2, "1 payout needs you, 2 more are late")]
    public void What_is_marked_and_what_is_only_late_are_two_things(int marked, int late, string title) => Assert.Equal(title, AttentionWords.Title(marked, late));

    [Fact]
    public void Only_what_may_have_been_paid_or_not_is_in_doubt()
    {
        var inbox = Inbox.Of(
        [
            Waiting("1", "outcome_unknown", null, 1, true), Waiting("2", "outcome_unknown", null, 1, true), Waiting("3", null, "contradicted_final", 1, true) with { Asset = "BTC" },
            Waiting("4", "queued", "insufficient_funds", 2, false)
        ], Some.Now);

        Assert.Equal([("BTC", 25.5m), ("USDT", 51m)], inbox.InDoubt);
    }

    private static Payout Waiting(string id, string? detail, string? reason, double hours, bool attention) => Some.Payout(id, hoursAgo: hours, attention: attention,
        status: detail is null ? PayoutStatus.Failed : PayoutStatus.Pending, detail: detail is null ? null : new PayoutDetail(detail), reason: reason is null ? null : new PayoutReason(reason));
}
