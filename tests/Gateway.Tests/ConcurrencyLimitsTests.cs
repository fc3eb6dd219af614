using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Payouts.Gateway.Tests;

public sealed class ConcurrencyLimitsTests
{
    [Theory]
    [InlineData(null, 1000)]
    [InlineData("", 1000)]
    [InlineData("1", 1)]
    [InlineData("25", 25)]
    public void The_limit_is_a_setting(string? value, int limit) => Assert.Equal(limit, ConcurrencyLimits.Read(Configuration(value)));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("many")]
    public void A_bad_limit_is_named(string value) =>
        Assert.Equal(
            "RateLimit__ConcurrentRequests must be a whole number above zero.",
            Assert.Throws<OptionsValidationException>(() => ConcurrencyLimits.Read(Configuration(value))).Message);

    private static IConfiguration Configuration(string? value) =>
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("RateLimit:ConcurrentRequests", value)]).Build();
}
