using Payouts.Gateway.Payouts;
using Payouts.Grains.Interfaces.Catalog;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Tests.Payouts;

/// <summary>docs/heleket.md, "Fees".</summary>
public sealed class PayoutFeeTests
{
    public static TheoryData<decimal?, decimal?, decimal, decimal?> Fees => new()
    {
        { 1m, 0m, 25.5m, 1m },
        { 0.5m, 2m, 25.5m, 1.01m },
        { 0m, 0m, 25.5m, 0m },
        { 0m, 0.1m, 0.00000001m, 0.00000001m },
        { null, 0m, 25.5m, null },
        { 1m, null, 25.5m, null },
        { -1m, 0m, 25.5m, null },
        { 1m, 101m, 25.5m, null },
        { decimal.MaxValue, 1m, 25.5m, null },
        { 1_000_000_000_000_000_000m, 100m, 999_999_999_999_999_999.99999999m, 1_999_999_999_999_999_999.99999999m },
    };

    [Theory]
    [MemberData(nameof(Fees))]
    public void The_fee_is_the_fixed_part_and_the_percentage_or_unknown(decimal? part, decimal? percent, decimal amount, decimal? fee) =>
        Assert.Equal(fee, PayoutFee.Of(new(DateTimeOffset.UnixEpoch, [new("USDT", "TRON", true, null, null, part, percent)]), Request(amount)));

    [Fact]
    public void The_fee_of_a_pair_that_the_list_does_not_have_is_unknown() => Assert.Null(PayoutFee.Of(new(null, []), Request(1m)));

    private static PayoutRequest Request(decimal amount) =>
        new() { ClientId = "c-1042", Asset = "USDT", Network = "TRON", Amount = amount, WalletAddress = "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm" };
}
