using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Tests;

public sealed class EnumNamesTests
{
    [Fact]
    public void The_names_are_those_of_the_contract()
    {
        Assert.Equal(["pending", "broadcast", "confirmed", "failed", "cancelled"], EnumNames<PayoutStatus>.All);
        Assert.Equal(
            ["scheduled", "awaiting_approval", "queued", "submitting", "outcome_unknown", "processing", "failed_provisional"],
            EnumNames<PayoutDetail>.All);
        Assert.Equal(["api", "submit", "poll", "webhook", "operator", "system"], EnumNames<LogSource>.All);
        Assert.Equal("below_minimum", EnumNames<PayoutReason>.Of(PayoutReason.BelowMinimum));
    }

    [Fact]
    public void Every_name_is_read_back() => Assert.All(Enum.GetValues<PayoutReason>(), reason =>
    {
        Assert.True(EnumNames<PayoutReason>.TryParse(EnumNames<PayoutReason>.Of(reason), out var read));
        Assert.Equal((reason, reason), (read, EnumNames.To<PayoutReason>(EnumNames.Of(reason))));
    });

    [Theory]
    [InlineData("")]
    [InlineData("Pending")]
    [InlineData("0")]
    [InlineData("pending,failed")]
    public void Only_the_exact_name_is_read(string name)
    {
        Assert.False(EnumNames<PayoutStatus>.TryParse(name, out _));
        Assert.Throws<KeyNotFoundException>(() => EnumNames.To<PayoutStatus>(name));
    }
}
