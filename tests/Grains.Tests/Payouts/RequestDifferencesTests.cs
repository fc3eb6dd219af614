using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Tests.Payouts;

/// <summary>In what a repeat under one key differs (docs/http-api.md, "Repeats").</summary>
public sealed class RequestDifferencesTests
{
    private static readonly Dictionary<string, Func<PayoutRequest, PayoutRequest>> Changes = new()
    {
        ["asset"] = request => request with { Asset = "USDC" },
        ["network"] = request => request with { Network = "BSC" },
        ["amount"] = request => request with { Amount = 25.50000001m },
        ["wallet_address"] = request => request with { WalletAddress = "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqn" },
        ["memo"] = request => request with { Memo = "7" },
        ["origin"] = request => request with { Origin = PayoutOrigin.Bonus },
        ["reference"] = request => request with { Reference = "invoice 7" },
        ["requested_by"] = request => request with { RequestedBy = "alice" },
        ["scheduled_for"] = request => request with { ScheduledFor = Some.Now },
        ["fee_payer"] = request => request with { FeePayer = FeePayer.Recipient },
        ["metadata"] = request => request with { Metadata = request.Metadata.Add("a", "1") },
    };

    public static TheoryData<string> Names => [.. Changes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_field_is_compared_and_named(string name)
    {
        Assert.Equal([name], RequestDifferences.Between(Some.Request, Changes[name](Some.Request)));
        Assert.Equal([name], RequestDifferences.Between(Changes[name](Some.Request), Some.Request));
    }

    [Fact]
    public void All_differences_are_named_in_the_order_of_the_contract() =>
        Assert.Equal(Changes.Keys, RequestDifferences.Between(Some.Request, Changes.Values.Aggregate(Some.Request, (request, change) => change(request))));

    [Theory]
    [InlineData("ETH", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED")]
    [InlineData("TON", "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHF", "UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff+W72r5gqPuwA")]
    [InlineData("BCH", "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "QPM2QSZNHKS23Z7629MMS6S4CWEF74VCWVY22GDX6A")]
    [InlineData("LTC", "ltc1qg42tkwuuxefutzxezdkdel39gfstuap288mfea", "LTC1QG42TKWUUXEFUTZXEZDKDEL39GFSTUAP288MFEA")]
    public void An_address_is_compared_by_its_account(string network, string stored, string asked)
    {
        var one = Some.Request with { Network = network, WalletAddress = stored };

        Assert.Empty(RequestDifferences.Between(one, one with { WalletAddress = asked }));
        Assert.Equal(["wallet_address"], RequestDifferences.Between(one, one with { WalletAddress = asked[..^1] }));
    }

    [Fact]
    public void The_same_content_made_anew_does_not_differ()
    {
        var one = Some.Request with { Metadata = Some.Request.Metadata.Add("a", "1").Add("b", "2") };
        var other = Some.Request with { Amount = 25.500m, Metadata = Some.Request.Metadata.Add("b", "2").Add("a", "1") };

        Assert.Empty(RequestDifferences.Between(one, other));
        Assert.Equal(["metadata"], RequestDifferences.Between(one, one with { Metadata = one.Metadata.SetItem("b", "3") }));
    }
}
