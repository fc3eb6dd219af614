using System.Text.Json;
using System.Text.Json.Nodes;
using Payouts.Gateway.Payouts;

namespace Payouts.Gateway.Tests.Payouts;

/// <summary>docs/http-api.md, "Fields": no more decimals than the coin has on the network.</summary>
public sealed class CoinDecimalsTests
{
    [Theory]
    [InlineData("USDT", "TRON", 6)]
    [InlineData("USDT", "ETH", 6)]
    [InlineData("USDT", "TON", 6)]
    [InlineData("USDT", "SOL", 6)]
    [InlineData("USDT", "BSC", 8)]
    [InlineData("USDC", "POLYGON", 6)]
    [InlineData("USDC", "BSC", 8)]
    [InlineData("TRX", "TRON", 6)]
    [InlineData("BTC", "BTC", 8)]
    [InlineData("LTC", "LTC", 8)]
    [InlineData("DOGE", "DOGE", 8)]
    [InlineData("DASH", "DASH", 8)]
    [InlineData("BCH", "BCH", 8)]
    [InlineData("ETH", "ETH", 8)]
    [InlineData("TON", "TON", 8)]
    [InlineData("SOL", "SOL", 8)]
    [InlineData("XMR", "XMR", 8)]
    [InlineData("DAI", "ETH", 8)]
    public void A_coin_has_the_decimals_of_the_contract(string asset, string network, int decimals) =>
        Assert.Equal(decimals, CoinDecimals.Of(asset, network));

    [Theory]
    [InlineData("usdt", "tron", "10.1234567", "must have at most 18 digits before the point and 6 after it: USDT has 6 decimals on TRON.")]
    [InlineData("USDT", "TRON", "10.123456789", "must have at most 18 digits before the point and 6 after it: USDT has 6 decimals on TRON.")]
    [InlineData("USDT", "TRON", "1000000000000000000", "must have at most 18 digits before the point and 6 after it: USDT has 6 decimals on TRON.")]
    [InlineData("USDT", "TRON", "0.0000001", "must have at most 18 digits before the point and 6 after it: USDT has 6 decimals on TRON.")]
    [InlineData("TON", "TON", "1.123456789", "must have at most 18 digits before the point and 8 after it.")]
    [InlineData("USDT", "TRON", "1.2.3456789", "must be a decimal number of the form digits[.digits], such as \"25.50\".")]
    [InlineData("USDT", "TRON", "0.0000000", "must be greater than zero.")]
    [InlineData("USDT", "TRON", "abc", "must be a decimal number of the form digits[.digits], such as \"25.50\".")]
    public void A_refusal_names_the_decimals_and_the_pair(string asset, string network, string amount, string detail) =>
        Assert.Equal(detail, Assert.Single(Requests.Read(Body(asset, network, amount)).Errors, error => error.Pointer == "/amount").Detail);

    [Theory]
    [InlineData("USDT", "TRON", "10.123456")]
    [InlineData("USDT", "TRON", "10.12345600")]
    [InlineData("USDT", "TRON", "10.1234560000000000000")]
    [InlineData("USDT", "TRON", "999999999999999999.999999")]
    [InlineData("TON", "TON", "0.00000001")]
    public void As_many_as_it_has_are_taken_and_zeros_behind_them_do_not_count(string asset, string network, string amount) =>
        Assert.DoesNotContain(Requests.Read(Body(asset, network, amount)).Errors, error => error.Pointer == "/amount");

    [Theory] // its decimals are unknown, so the error does not mention them
    [InlineData("NOPE", "TRON")]
    [InlineData("USDT", "NOWHERE")]
    [InlineData("USDT", "BTC")]
    [InlineData("US-DT", "TRON")]
    public void Of_a_pair_that_is_wrong_itself_only_the_pair_is_told(string asset, string network)
    {
        var reading = Requests.Read(Body(asset, network, "10.1234567"));
        Assert.DoesNotContain(reading.Faults, fault => fault.Pointer == "/amount");
        Assert.Contains(reading.Faults, fault => fault.Pointer is "/asset" or "/network");
    }

    private static JsonObject Body(string asset, string network, string amount)
    {
        var body = Requests.With("amount", JsonSerializer.Serialize(amount));
        (body["asset"], body["network"]) = (asset, network);
        return body;
    }
}
