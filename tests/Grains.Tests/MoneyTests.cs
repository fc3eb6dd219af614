using System.Globalization;
using Payouts.Grains.Interfaces;

namespace Payouts.Grains.Tests;

/// <summary>Amounts as text.</summary>
public sealed class MoneyTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("25.50", "25.5")]
    [InlineData("1000", "1000")]
    [InlineData("0.00000001", "0.00000001")]
    [InlineData("999999999999999999.99999999", "999999999999999999.99999999")]
    [InlineData("1.0000000000000000000000000001", "1.0000000000000000000000000001")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    public void An_amount_is_written_with_all_its_digits_and_no_more(string amount, string text) =>
        Assert.Equal(text, Money.Text(decimal.Parse(amount, CultureInfo.InvariantCulture)));
}
