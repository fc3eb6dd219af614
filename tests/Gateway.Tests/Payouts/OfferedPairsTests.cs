using Payouts.Gateway.Payouts;

namespace Payouts.Gateway.Tests.Payouts;

public sealed class OfferedPairsTests
{
    [Theory]
    [InlineData("USDT", "TRON", null, "")]
    [InlineData("USDT", "ETH", null, "")]
    [InlineData("USDT", "BTC", "/network", "TRON, ETH")]
    [InlineData("DOGE", "DOGE", "/asset", "DOGE")]
    [InlineData("BTC", "BTC", "/network", "at the moment")]
    public void A_pair_must_be_offered_now(string asset, string network, string? where, string detail)
    {
        var fault = OfferedPairs.Fault(Requests.Offered, asset, network);
        Assert.Equal(where, fault?.Pointer);
        Assert.Contains(detail, fault?.Detail ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_refused_while_the_list_was_never_loaded() =>
        Assert.Null(OfferedPairs.Fault(Requests.NeverLoaded, "DOGE", "BTC"));

    [Fact]
    public void The_pairs_fault_is_told_apart_so_that_a_repeat_can_be_answered()
    {
        var reading = Requests.Read(Requests.With("asset", "\"DOGE\""));
        Assert.NotNull(reading.Request);
        Assert.Empty(reading.Errors);
        Assert.Equal("/asset", reading.PairFault?.Pointer);
    }
}
