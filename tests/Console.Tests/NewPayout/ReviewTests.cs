using Payouts.Client;
using Payouts.Console.NewPayout;
using Payouts.Console.Words;

namespace Payouts.Console.Tests.NewPayout;

public sealed class ReviewTests
{
    private const string Mine = "mine";
    private const string Known = "0x52908400098527886E0F7030069857D2E4169EE7";
    private const string Imitation = "0x52aa8400098527886E0F7030069857D2E4169EE7";

    [Theory]
    [InlineData("the same within a day", 25.5, 23.9, "confirmed", false, true)]
    [InlineData("a day ago", 25.5, 24, "confirmed", false, false)]
    [InlineData("another amount", 25.6, 1, "confirmed", false, false)]
    [InlineData("failed", 25.5, 1, "failed", false, false)]
    [InlineData("cancelled", 25.5, 1, "cancelled", false, false)]
    [InlineData("failed, and contradicted", 25.5, 1, "failed", true, true)]
    public void A_second_one_within_a_day_is_told_unless_the_first_moved_no_money(string _, decimal amount, double hoursAgo, string status, bool attention, bool isTold) =>
        Assert.Equal(isTold, Of(Request(), Some.Payout("1", amount, hoursAgo: hoursAgo, status: new PayoutStatus(status), attention: attention)).Duplicates.Count > 0);

    [Fact]
    public void A_payout_is_no_duplicate_of_itself() => Assert.Empty(Of(Request(), Some.Payout("1", hoursAgo: 1) with { Id = Mine }).Duplicates);

    [Fact]
    public void What_failed_and_was_contradicted_is_a_duplicate_also_when_its_mark_is_cleared() =>
        Assert.Single(Of(Request(), Some.Payout("1", hoursAgo: 1, status: PayoutStatus.Failed, reason: PayoutReason.ContradictedFinal)).Duplicates);

    [Fact]
    public void A_payout_in_doubt_is_a_duplicate_too() => Assert.Single(Of(Request(), Some.Payout("1", detail: PayoutDetail.OutcomeUnknown, hoursAgo: 1)).Duplicates);

    [Theory]
    [InlineData(Known, Imitation, true)]
    [InlineData(Known, "0X5290AA00098527886e0f7030069857d2e4169EE7", true)]
    [InlineData(Known, Known, false)]
    [InlineData(Known, "0x52908400098527886e0f7030069857d2e4169ee7", false)]
    [InlineData(Known, "0x53908400098527886E0F7030069857D2E4169EE7", false)]
    [InlineData(Known, "0x52908400098527886E0F7030069857D2E4169EE8", false)]
    [InlineData("12345678", "1234X5678", false)]
    public void Addresses_look_alike_when_the_ends_are_the_same_and_the_middle_is_not(string known, string typed, bool isOne) =>
        Assert.Equal(isOne, LookAlike.IsOne(known, typed));

    [Fact]
    public void The_address_that_is_imitated_is_shown_beside_the_other() =>
        Assert.Equal(new LookAlike(Known, Imitation), Of(Request(Imitation), Some.Payout("1", address: Known)).LookAlike);

    [Fact]
    public void Characters_that_differ_are_marked()
    {
        Assert.Equal([("ab", false), ("X", true), ("d", false)], LookAlike.Runs("abXd", "abcd"));
        Assert.Equal([("ab", false), ("cd", true)], LookAlike.Runs("abcd", "ab"));
        Assert.Equal([("ab", false)], LookAlike.Runs("ab", "abcd"));
    }

    [Fact]
    public void A_receiver_is_known_by_what_was_confirmed_at_this_address_network_and_memo()
    {
        var review = Of(Request(), Some.Payout("5", detail: PayoutDetail.Queued), Some.Payout("4"), Some.Payout("3", memo: "9"), Some.Payout("2", hoursAgo: 90), Some.Payout("1") with { Network = "ETH" });

        Assert.Equal((2, Some.Now.AddHours(-90)), (review.Receiver.Paid, review.Receiver.Since));
        Assert.Equal(0, Of(Request(Known), Some.Payout()).Receiver.Paid);
    }

    [Theory]
    [InlineData(250, null)]
    [InlineData(250.1, 25.0)]
    public void An_amount_is_far_above_habit_over_ten_times_the_median(decimal amount, double? usual)
    {
        var review = Of(Request() with { Amount = amount }, Some.Payout("1", 25), Some.Payout("2", 20), Some.Payout("3", 9999), Some.Payout("4", 1, status: PayoutStatus.Failed));

        Assert.Equal((decimal?)usual, review.Usual);
    }

    [Fact]
    public void Without_a_payout_in_the_asset_there_is_no_habit() =>
        Assert.Null(Of(Request() with { Amount = 1_000_000 }, Some.Payout() with { Asset = "BTC" }).Usual);

    private static Review Of(PayoutRequest request, params Payout[] newest) => Review.Of(Mine, request, newest, Some.Now);

    private static PayoutRequest Request(string address = Some.Address) => new() { ClientId = "c-1042", Asset = "USDT", Network = "TRON", Amount = 25.5m, WalletAddress = address };
}
