using Payouts.Gateway.Payouts;
using Payouts.Grains.Interfaces.Catalog;

namespace Payouts.Gateway.Tests.Payouts;

public sealed class OfferedPairsTests
{
    public static TheoryData<ServiceList> NoLists => [Requests.NeverLoaded, new ServiceList(Requests.Now, []), new ServiceList(null, Requests.Offered.Services)];

    [Theory]
    [InlineData("USDT", "TRON", null, "")]
    [InlineData("USDT", "ETH", null, "")]
    [InlineData("USDT", "BTC", "/network", "TRON, ETH")]
    [InlineData("DOGE", "DOGE", "/asset", "DOGE")]
    public void A_pair_must_be_named(string asset, string network, string? where, string detail)
    {
        var fault = OfferedPairs.Fault(Requests.Offered, asset, network);
        Assert.Equal(where, fault?.Pointer);
        Assert.Contains(detail, fault?.Detail ?? "", StringComparison.Ordinal);
        Assert.False(OfferedPairs.IsUnknown(Requests.Offered, asset, network));
    }

    [Fact]
    public void A_pair_that_is_named_and_not_available_now_is_no_fault() => Assert.Null(OfferedPairs.Fault(Requests.Offered, "BTC", "BTC"));

    [Theory]
    [MemberData(nameof(NoLists))]
    public void Without_a_good_list_the_usual_pairs_are_taken_and_of_others_nobody_knows(ServiceList none)
    {
        Assert.Null(OfferedPairs.Fault(none, "NOPE", "TRON"));
        Assert.True(OfferedPairs.IsUnknown(none, "NOPE", "TRON"));
        Assert.True(OfferedPairs.IsUnknown(none, "USDT", "BTC"));
        Assert.False(OfferedPairs.IsUnknown(none, "USDT", "TRON"));
        Assert.False(OfferedPairs.IsUnknown(none, "HMSTR", "TON"));
    }

    [Fact]
    public void That_nobody_knows_the_pair_is_told_apart_from_faults()
    {
        var unknown = Requests.Read(Requests.With("asset", "\"NOPE\""), Requests.NeverLoaded);
        Assert.NotNull(unknown.Request);
        Assert.Equal((null, true), (unknown.PairFault, unknown.IsPairUnknown));
        Assert.False(Requests.Read(Requests.Valid(), Requests.NeverLoaded).IsPairUnknown);
    }

    [Fact]
    public void The_pairs_fault_is_told_apart_so_that_a_repeat_can_be_answered()
    {
        var reading = Requests.Read(Requests.With("asset", "\"DOGE\""));
        Assert.NotNull(reading.Request);
        Assert.Empty(reading.Errors);
        Assert.Equal("/asset", reading.PairFault?.Pointer);
    }
}
