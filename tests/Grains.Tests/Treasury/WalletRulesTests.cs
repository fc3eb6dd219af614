using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Payouts.Grains.Treasury;

namespace Payouts.Grains.Tests.Treasury;

/// <summary>Whether there is money for a payout, by what was last heard of the wallet.</summary>
public sealed class WalletRulesTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("111", "100", "11", true)]
    [InlineData("110.99999999", "100", "11", false)]
    [InlineData("11", "0", "11", true)]
    [InlineData("10.99999999", "0", "11", false)]
    [InlineData("90", "100", "11", false)]
    public void What_is_above_the_reserve_may_be_spent(string available, string reserve, string cost, bool mayGo)
    {
        var (wallet, answer) = Ask(Known(Number(available)), "a", Number(cost), With(Number(reserve)));

        Assert.Equal(mayGo, answer);
        Assert.Equal(mayGo ? Number(cost) : 0, wallet.Asked);
        Assert.Equal((!mayGo, !mayGo), (wallet.HasQueue, wallet.IsShort));
    }

    [Fact]
    public void What_was_let_go_and_is_in_no_balance_yet_is_counted()
    {
        var (first, _) = Ask(Known(25), "a", 11, With(0));
        var (second, _) = Ask(first, "b", 11, With(0));

        Assert.Equal((true, false), (second.Asked == 22, Ask(second, "c", 11, With(0)).MayGo));
    }

    [Fact]
    public void One_that_asks_again_goes_again_and_is_counted_once()
    {
        var (first, _) = Ask(Known(11), "a", 11, With(0));

        var (again, mayGo) = Ask(first, "a", 11, With(0));

        Assert.True(mayGo);
        Assert.Equal(11, again.Asked);
    }

    [Fact]
    public void One_that_the_queue_let_go_is_not_held_back_by_the_queue()
    {
        var released = WalletRules.Release(Known(100) with { HasQueue = true }, "a", 11, _clock);

        Assert.True(Ask(released, "a", 11, With(0)).MayGo);
    }

    [Fact]
    public void While_others_wait_a_new_one_joins_the_tail_whatever_there_is() =>
        Assert.False(Ask(Known(1_000_000) with { HasQueue = true }, "a", 1, With(0)).MayGo);

    [Fact]
    public void Where_nothing_is_known_heleket_says_it() => Assert.True(Ask(Wallet.Unknown, "a", 11, With(100)).MayGo);

    [Theory]
    [InlineData(89, "0", false)]
    [InlineData(90, "0", true)]
    [InlineData(89, "1", false)]
    [InlineData(90, "1", false)]
    public void An_old_balance_refuses_nothing_unless_it_has_a_reserve_to_keep(int age, string reserve, bool mayGo)
    {
        var known = Known(5);
        _clock.Advance(TimeSpan.FromSeconds(age));

        Assert.Equal(mayGo, Ask(known, "a", 11, With(Number(reserve))).MayGo);
    }

    [Fact]
    public void A_balance_that_was_asked_for_after_the_answer_has_the_debit()
    {
        var asked = WalletRules.Accepted(Ask(Known(100), "a", 11, With(0)).Wallet, "a", left: null, hasPolls: true, _clock);
        _clock.Advance(TimeSpan.FromSeconds(1));

        var polled = WalletRules.Polled(asked, 89, _clock.GetTimestamp(), _clock);

        Assert.Equal((89m, 0m), (polled.Available, polled.Asked));
    }

    [Fact]
    public void A_balance_that_was_asked_for_before_the_answer_may_lack_the_debit()
    {
        var (asked, _) = Ask(Known(100), "a", 11, With(0));
        var left = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromSeconds(1));
        var told = WalletRules.Accepted(asked, "a", left: null, hasPolls: true, _clock);

        Assert.Equal(11, WalletRules.Polled(told, 100, left, _clock).Asked);
    }

    [Fact]
    public void What_nobody_has_told_of_is_counted_for_five_minutes()
    {
        var (asked, _) = Ask(Known(100), "a", 11, With(0));
        _clock.Advance(WalletRules.ClaimsLast - TimeSpan.FromTicks(1));
        Assert.Equal(11, WalletRules.Polled(asked, 89, _clock.GetTimestamp(), _clock).Asked);

        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(0, WalletRules.Polled(asked, 89, _clock.GetTimestamp(), _clock).Asked);
    }

    [Theory]
    [InlineData("89", "89")]
    [InlineData("500", "100")]
    public void The_answer_to_a_create_can_only_lower_what_a_poll_said(string left, string known)
    {
        var (asked, _) = Ask(Known(100), "a", 11, With(0));

        var told = WalletRules.Accepted(asked, "a", Number(left), hasPolls: true, _clock);

        Assert.Equal((Number(known), 0m), (told.Available, told.Asked));
    }

    [Fact]
    public void Without_polls_the_answer_to_a_create_is_what_is_known()
    {
        var (asked, _) = Ask(Known(100), "a", 11, With(0));

        var told = WalletRules.Accepted(asked, "a", 500, hasPolls: false, _clock);

        Assert.Equal((500m, 0m), (told.Available, told.Asked));
    }

    [Fact]
    public void A_refusal_for_want_of_money_holds_the_queue_until_there_is_news()
    {
        var refused = WalletRules.Refused(Ask(Known(100), "a", 11, With(0)).Wallet, "a");

        Assert.Equal((true, true, true, 0m), (refused.HasQueue, refused.IsShort, refused.IsHalted, refused.Asked));
        Assert.False(WalletRules.Polled(refused, 100, _clock.GetTimestamp(), _clock).IsHalted);
    }

    [Fact]
    public void What_did_not_leave_is_not_counted() => Assert.Equal(0, WalletRules.NotSent(Ask(Known(100), "a", 11, With(0)).Wallet, "a").Asked);

    private Wallet Known(decimal available) => Wallet.Unknown with { Available = available, AsOf = _clock.GetTimestamp() };

    private (Wallet Wallet, bool MayGo) Ask(Wallet wallet, string id, decimal cost, FundsSettings settings) => WalletRules.Ask(wallet, id, cost, settings, _clock);

    private static FundsSettings With(decimal reserve) => new(reserve, HasPolls: true, Interval, TimeSpan.FromMinutes(15));

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
