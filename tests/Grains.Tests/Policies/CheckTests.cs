using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Interfaces.Policies;
using Payouts.Grains.Policies;

namespace Payouts.Grains.Tests.Policies;

/// <summary>How a payout would be judged, as people are told.</summary>
public sealed class CheckTests
{
    private static readonly KnownAddress Active = new(AddressCondition.Active);

    [Fact]
    public void A_check_says_what_the_judge_does_and_which_limits_would_count_it()
    {
        var check = Judge.Check(Some.Compiled(Some.Sample), Some.Payout with { ClientId = "c-2", Amount = 10000 }, Active);

        Assert.Equal((PolicyAction.Approve, "large-usdt", 7, false), (check.Decision, check.Rule, check.Version, check.IsAddressRequired));
        Assert.Equal([new NeededApproval(null, 2)], check.Needed);
        Assert.Equal(["no-night", "large-usdt"], check.Trace.Select(line => line.Rule));
        var limit = Assert.Single(check.Limits);
        Assert.Equal((Some.Sample.Limits[0], "client-day/1.00:00:00/client=c-2/asset=USDT"), (limit.Rule, limit.Key));
    }

    [Theory]
    [InlineData(AddressCondition.New)]
    [InlineData(AddressCondition.Cooling)]
    [InlineData(AddressCondition.Revoked)]
    public void Where_the_book_decides_it_comes_before_the_rules(AddressCondition standing)
    {
        var policy = Some.Compiled(Some.Sample with { Rules = [Some.Approving] });
        var payout = Some.Payout with { ClientId = "c-1042" };

        var refused = Judge.Check(policy, payout, new(standing));
        Assert.Equal((PolicyAction.Refuse, null, true), (refused.Decision, refused.Rule, refused.IsAddressRequired));
        Assert.Empty(refused.Needed);
        Assert.Single(refused.Limits);

        Assert.Equal((PolicyAction.Approve, "approving"), (Judge.Check(policy, payout, Active).Decision, Judge.Check(policy, payout, Active).Rule));
        Assert.Equal(PolicyAction.Approve, Judge.Check(policy, payout with { ClientId = "c-1" }, new(standing)).Decision);
    }

    [Fact]
    public void A_limit_is_a_clients_own_if_it_counts_by_client_or_is_about_one_alone()
    {
        Assert.False(Some.Daily.IsOwnOf("c-1"));
        Assert.True((Some.Daily with { Per = [LimitPer.Client] }).IsOwnOf("c-1"));
        Assert.True((Some.Daily with { When = new() { Client = ["c-1"] } }).IsOwnOf("c-1"));
        Assert.False((Some.Daily with { When = new() { Client = ["c-1", "c-2"] } }).IsOwnOf("c-1"));
        Assert.False((Some.Daily with { When = new() { Client = ["c-2"] } }).IsOwnOf("c-1"));
    }
}
