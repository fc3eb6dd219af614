using CsCheck;

namespace Payouts.Storage.Tests;

/// <summary>Sums of money are exact, whatever their size.</summary>
public sealed class SumTests
{
    private const decimal Greatest = 999_999_999_999_999_999.99999999m;

    [Theory]
    [InlineData("0")]
    [InlineData("0.00000001")]
    [InlineData("25.5")]
    [InlineData("-4.25")]
    [InlineData("999999999999999999.99999999")]
    [InlineData("1000000000000000000000000000000")]
    public void A_sum_comes_back_from_its_text(string text) => Assert.Equal(text, Sum.Parse(text).ToString());

    [Fact]
    public void Very_many_of_the_greatest_amounts_are_summed_to_the_last_digit()
    {
        var sum = Enumerable.Repeat((Sum)Greatest, 100_000).Aggregate((left, right) => left + right);

        Assert.Equal("99999999999999999999999.999", sum.ToString());
    }

    [Fact]
    public void Sums_agree_with_decimals_wherever_those_are_exact() => Gen.Long[-1_000_000_000_000, 1_000_000_000_000].Array[1, 50].Sample(units =>
        Assert.Equal(units.Sum(unit => unit / 100_000_000m), units.Select(unit => (Sum)(unit / 100_000_000m)).Aggregate((left, right) => left + right)));

    [Fact]
    public void A_ninth_digit_is_refused_and_not_rounded()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => (Sum)0.000000001m);
        Assert.Throws<FormatException>(() => Sum.Parse("0.000000001"));
    }
}
