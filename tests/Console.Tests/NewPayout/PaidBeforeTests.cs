using Payouts.Client;
using Payouts.Console.NewPayout;

namespace Payouts.Console.Tests.NewPayout;

public sealed class PaidBeforeTests
{
    private const string Other = "TXYZopYRdj2D9XRtbG411XZZ3kM5VkAeBf";

    public static TheoryData<string> Untrusted => ["failed", "cancelled", "unknown", "failing", "attention"];

    [Fact]
    public void A_receiver_is_one_row_however_often_it_was_paid()
    {
        var rows = PaidBefore.Rows([Some.Payout("3", hoursAgo: 1), Some.Payout("2", amount: 30, hoursAgo: 2), Some.Payout("1", amount: 30, hoursAgo: 3)]);

        var row = Assert.Single(rows);
        Assert.Equal(3, row.Times);
        Assert.Equal(25.5m, row.Last.Amount);
        Assert.Equal(Some.Now.AddHours(-1), row.LastAt);
        Assert.Equal([25.5m, 30m], row.Amounts);
    }

    [Fact]
    public void An_amount_that_is_last_and_most_frequent_is_offered_once() =>
        Assert.Equal([25.5m], PaidBefore.Rows([Some.Payout("2"), Some.Payout("1")])[0].Amounts);

    [Fact]
    public void Another_memo_is_another_receiver() =>
        Assert.Equal(["7", null], PaidBefore.Rows([Some.Payout("2", memo: "7"), Some.Payout("1")]).Select(row => row.Last.Memo));

    [Fact]
    public void Confirmed_receivers_come_first()
    {
        var rows = PaidBefore.Rows([Some.Payout("2", address: Other, detail: PayoutDetail.Processing, status: PayoutStatus.Broadcast, hoursAgo: 1), Some.Payout("1", hoursAgo: 90)]);

        Assert.Equal([Some.Address, Other], rows.Select(row => row.Last.WalletAddress));
        Assert.Equal([true, false], rows.Select(row => row.IsConfirmed));
    }

    [Fact]
    public void The_amounts_and_the_count_of_a_confirmed_receiver_are_those_that_arrived()
    {
        var row = Assert.Single(PaidBefore.Rows([Some.Payout("2", amount: 9999, detail: PayoutDetail.Queued), Some.Payout("1")]));

        Assert.Equal((1, 25.5m), (row.Times, row.Last.Amount));
        Assert.Equal([25.5m], row.Amounts);
    }

    [Theory]
    [MemberData(nameof(Untrusted))]
    public void Nothing_comes_from_a_payout_that_did_not_end_well_or_is_in_doubt(string how) => Assert.Empty(PaidBefore.Rows([Doubtful(how)]));

    [Fact]
    public void The_form_is_filled_from_the_first_confirmed_receiver()
    {
        var rows = PaidBefore.Rows([Some.Payout("2", address: Other, hoursAgo: 1), Some.Payout("1")]);

        Assert.Equal(Other, PaidBefore.Filling(rows, null)?.Last.WalletAddress);
        Assert.Equal(Some.Address, PaidBefore.Filling(rows, Some.Payout("1"))?.Last.WalletAddress);
        Assert.Equal("7", PaidBefore.Filling(rows, Some.Payout("9", memo: "7"))?.Last.Memo);
        Assert.Null(PaidBefore.Filling(rows, Some.Payout("9", memo: "7", detail: PayoutDetail.OutcomeUnknown)));
    }

    [Fact]
    public void The_form_is_not_filled_by_itself_from_what_is_only_on_its_way() =>
        Assert.Null(PaidBefore.Filling(PaidBefore.Rows([Some.Payout("1", detail: PayoutDetail.Queued)]), null));

    private static Payout Doubtful(string how) => how switch
    {
        "failed" => Some.Payout(status: PayoutStatus.Failed),
        "cancelled" => Some.Payout(status: PayoutStatus.Cancelled),
        "unknown" => Some.Payout(detail: PayoutDetail.OutcomeUnknown),
        "failing" => Some.Payout(status: PayoutStatus.Broadcast, detail: PayoutDetail.FailedProvisional),
        _ => Some.Payout(attention: true)
    };
}
