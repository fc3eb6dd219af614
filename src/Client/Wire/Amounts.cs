using System.Globalization;

namespace Payouts.Client.Wire;

/// <summary>Amounts as text: digits, and more digits after a point.</summary>
internal static class Amounts
{
    /// <summary>Without zeros that say nothing.</summary>
    public static string Text(decimal amount) => amount.ToString("0.############################", CultureInfo.InvariantCulture);

    /// <summary>False for anything else, and for more digits than a decimal holds: parsing alone would round those.</summary>
    public static bool TryParse(string text, out decimal amount) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount)
        && Text(amount) == WithoutIdleZeros(text);

    private static string WithoutIdleZeros(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var whole = (point < 0 ? text : text[..point]).TrimStart('0');
        var fraction = point < 0 ? "" : text[(point + 1)..].TrimEnd('0');
        return (whole.Length == 0 ? "0" : whole) + (fraction.Length == 0 ? "" : "." + fraction);
    }
}
