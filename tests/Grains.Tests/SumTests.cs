using System.Globalization;
using CsCheck;
using Payouts.Grains.Interfaces.Clients;

namespace Payouts.Grains.Tests;

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

    [Theory]
    [InlineData("0.00000001", 1)]
    [InlineData("-0.00000001", -1)]
    [InlineData("25.5", 2_550_000_000)]
    [InlineData("-4.25", -425_000_000)]
    [InlineData("+7", 700_000_000)]
    public void A_unit_is_the_eighth_digit(string text, long units)
    {
        Assert.Equal(units, Sum.Parse(text).Units);
        Assert.Equal(units, ((Sum)decimal.Parse(text, CultureInfo.InvariantCulture)).Units);
    }

    [Fact]
    public void A_digit_that_does_not_count_is_no_ninth() => Assert.Equal("0.1", ((Sum)0.100000000m).ToString());

    [Fact]
    public void Methods_do_what_the_operators_do()
    {
        Assert.Equal((Sum)2.5m, Sum.FromDecimal(2.5m));
        Assert.Equal((Sum)3m, Sum.FromDecimal(2.5m).Add(0.5m));
    }

    [Fact]
    public void A_sum_beyond_the_range_is_refused_and_does_not_wrap()
    {
        Assert.Throws<OverflowException>(() => new Sum(Int128.MaxValue) + new Sum(1));
        Assert.Throws<OverflowException>(() => new Sum(Int128.MinValue) + new Sum(-1));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData(".5")]
    [InlineData("-.5")]
    [InlineData("5.")]
    [InlineData("5.-1")]
    [InlineData("1,000")]
    [InlineData(" 1")]
    [InlineData("1e3")]
    [InlineData("1.2.3")]
    [InlineData("one")]
    public void What_is_no_sum_is_not_read(string text) => Assert.Throws<FormatException>(() => Sum.Parse(text));

    [Fact]
    public void No_text_is_not_read() => Assert.Throws<ArgumentNullException>("text", () => Sum.Parse(null!));
}
