using System.Globalization;

namespace Payouts.Gateway.Http;

/// <summary>
/// Amounts on the wire: decimal strings, never JSON numbers, never exponents (docs/http-api.md, "Fields").
/// </summary>
internal static class Amounts
{
    public const int MaxWholeDigits = 18;
    public const int MaxFractionDigits = 8;

    /// <summary>Reads <c>digits[.digits]</c>. Leading and trailing zeros are not counted.</summary>
    /// <returns>The error, or <see langword="null"/>.</returns>
    public static string? Read(string text, out decimal amount) => Read(text, MaxFractionDigits, out amount);

    /// <summary>The same, for a coin with fewer decimals.</summary>
    /// <param name="text">The amount.</param>
    /// <param name="decimals">The most digits after the point.</param>
    /// <param name="amount">Its value; zero on error.</param>
    public static string? Read(string text, int decimals, out decimal amount)
    {
        amount = 0;
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? "0" : text[(point + 1)..];
        if (whole.Length == 0 || fraction.Length == 0 || !whole.All(char.IsAsciiDigit) || !fraction.All(char.IsAsciiDigit))
        {
            return "must be a decimal number of the form digits[.digits], such as \"25.50\".";
        }

        whole = whole.TrimStart('0');
        fraction = fraction.TrimEnd('0');
        if (whole.Length > MaxWholeDigits || fraction.Length > decimals)
        {
            return $"must have at most {MaxWholeDigits} digits before the point and {decimals} after it.";
        }

        if (whole.Length == 0 && fraction.Length == 0)
        {
            return "must be greater than zero.";
        }

        amount = decimal.Parse($"{whole}.{fraction}", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return null;
    }
}
