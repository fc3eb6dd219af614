using CsCheck;
using Payouts.Gateway.Http;
using Payouts.Grains.Interfaces;

namespace Payouts.Gateway.Tests.Http;

public sealed class AmountsTests
{
    [Theory]
    [InlineData("25.50", "25.5")]
    [InlineData("25.5", "25.5")]
    [InlineData("025.500", "25.5")]
    [InlineData("1", "1")]
    [InlineData("1.0", "1")]
    [InlineData("100", "100")]
    [InlineData("0.00000001", "0.00000001")]
    [InlineData("00.10", "0.1")]
    [InlineData("999999999999999999.99999999", "999999999999999999.99999999")]
    [InlineData("000000000000000000000000000001.000000000000000", "1")]
    public void An_amount_loses_needless_zeros(string text, string normal)
    {
        Assert.Null(Amounts.Read(text, out var amount));
        Assert.Equal(normal, Money.Text(amount));
        Assert.Equal(decimal.Parse(normal, System.Globalization.CultureInfo.InvariantCulture).Scale, amount.Scale);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1.2.3")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1,5")]
    [InlineData("1e5")]
    [InlineData("1E-5")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("١٢")]
    [InlineData("1\0")]
    [InlineData("0")]
    [InlineData("0.00")]
    [InlineData("000")]
    [InlineData("0.000000001")]
    [InlineData("1.123456789")]
    [InlineData("1000000000000000000")]
    [InlineData("79228162514264337593543950335")]
    public void Anything_else_is_refused(string text) => Assert.NotNull(Amounts.Read(text, out _));

    [Theory]
    [InlineData("1,5", "must be a decimal number of the form digits[.digits], such as \"25.50\".")]
    [InlineData("1.", "must be a decimal number of the form digits[.digits], such as \"25.50\".")]
    [InlineData("1.x", "must be a decimal number of the form digits[.digits], such as \"25.50\".")]
    [InlineData("x.1", "must be a decimal number of the form digits[.digits], such as \"25.50\".")]
    [InlineData("1000000000000000000", "must have at most 18 digits before the point and 8 after it.")]
    [InlineData("0.000000001", "must have at most 18 digits before the point and 8 after it.")]
    [InlineData("0.0", "must be greater than zero.")]
    public void A_refusal_says_what_is_wrong_and_reads_nothing(string text, string fault)
    {
        Assert.Equal(fault, Amounts.Read(text, out var amount));
        Assert.Equal(0, amount);
    }

    [Fact]
    public void Every_amount_survives_the_way_out_and_back() =>
        Gen.Select(Gen.Long[0, 999_999_999_999_999_999], Gen.Long[0, 99_999_999]).Sample((whole, fraction) =>
        {
            var amount = whole + fraction / 100_000_000m;
            return amount == 0 || Amounts.Read(Money.Text(amount), out var read) is null && read == amount;
        });

    [Fact]
    public void Needless_zeros_never_matter() =>
        Gen.Select(Gen.Long[1, 999_999_999_999_999_999], Gen.Int[0, 99_999_999], Gen.Int[0, 30], Gen.Int[0, 30]).Sample((whole, fraction, before, after) =>
        {
            var plain = $"{whole}.{fraction:D8}";
            var padded = new string('0', before) + plain + new string('0', after);
            return Amounts.Read(plain, out var one) is null && Amounts.Read(padded, out var other) is null
                && one == other && Money.Text(one) == Money.Text(other);
        });
}
