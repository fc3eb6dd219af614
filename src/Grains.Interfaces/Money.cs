using System.Globalization;

namespace Payouts.Grains.Interfaces;

/// <summary>Formats amounts.</summary>
public static class Money
{
    /// <summary>Decimal digits without exponent, group separators or trailing zeros.</summary>
    public static string Text(decimal amount) => amount.ToString("0.############################", CultureInfo.InvariantCulture);
}
