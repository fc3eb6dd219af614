using System.Globalization;

namespace Payouts.Grains.Interfaces.Clients;

/// <summary>
/// An exact sum of amounts of one asset. A <see cref="decimal"/> holds 28 digits, which 800 payouts of the maximum
/// amount fill; this type holds 1.7 million million of them.
/// </summary>
/// <param name="Units">In units of 10⁻⁸ of the asset.</param>
[GenerateSerializer, Immutable, Alias("payouts.Sum")]
public readonly record struct Sum([property: Id(0)] Int128 Units)
{
    private const int Places = 8;
    private const long One = 100_000_000;

    /// <summary>
    /// Converts one amount. Throws <see cref="ArgumentOutOfRangeException"/> for more than 8 digits after the point.
    /// </summary>
    public static implicit operator Sum(decimal amount)
    {
        var whole = decimal.Truncate(amount);
        var fraction = (amount - whole) * One;
        return decimal.IsInteger(fraction)
            ? new(((Int128)whole * One) + (Int128)fraction)
            : throw new ArgumentOutOfRangeException(nameof(amount), "An amount has at most 8 digits after the point.");
    }

    /// <summary>The same as a method.</summary>
    public static Sum FromDecimal(decimal amount) => amount;

    /// <summary>Adds two sums. Throws <see cref="OverflowException"/> beyond the range.</summary>
    public static Sum operator +(Sum left, Sum right) => new(checked(left.Units + right.Units));

    /// <summary>
    /// Parses the output of <see cref="ToString"/>. Throws <see cref="FormatException"/> for anything else.
    /// </summary>
    public static Sum Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var (whole, fraction) = point < 0 ? (text, "0") : (text[..point], text[(point + 1)..]);
        return whole is [.., >= '0' and <= '9'] && fraction.Length is > 0 and <= Places
            ? new(Int128.Parse(whole + fraction.PadRight(Places, '0'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
            : throw new FormatException("A sum is digits, or digits, a point and up to 8 more.");
    }

    /// <summary>The same as a method.</summary>
    public Sum Add(Sum other) => this + other;

    /// <summary>Decimal digits without exponent, group separators or trailing zeros.</summary>
    public override string ToString()
    {
        var digits = Int128.Abs(Units).ToString(CultureInfo.InvariantCulture).PadLeft(Places + 1, '0');
        var text = $"{digits[..^Places]}.{digits[^Places..]}".TrimEnd('0').TrimEnd('.');
        return Int128.IsNegative(Units) ? "-" + text : text;
    }
}
