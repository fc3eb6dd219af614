using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Payouts.Fuzz;

/// <summary>A decimal number without bounds or rounding: an oracle for code that uses <see cref="decimal"/>.</summary>
/// <param name="Digits">Without trailing zeros.</param>
/// <param name="Exponent">Of ten.</param>
internal readonly partial record struct ExactNumber(BigInteger Digits, int Exponent)
{
    private const int MaxExponent = 10_000;

    /// <summary>Of a sign, digits, a point, digits and an exponent, with digits on one side of the point at least; else <see langword="null"/>.</summary>
    public static ExactNumber? Parse(string text)
    {
        var match = Number().Match(text);
        if (match.Success && !text.AsSpan(0, match.Groups["exponent"].Success ? match.Groups["exponent"].Index : text.Length).ContainsAnyInRange('1', '9'))
        {
            return new(BigInteger.Zero, 0);
        }

        if (!match.Success || text.Length > MaxExponent
            || !int.TryParse(match.Groups["exponent"].Value is { Length: > 0 } written ? written : "0", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            || Math.Abs((long)exponent) > MaxExponent)
        {
            return null;
        }

        var fraction = match.Groups["fraction"].Value;
        var digits = BigInteger.Parse("0" + match.Groups["whole"].Value + fraction, NumberStyles.None, CultureInfo.InvariantCulture);
        return Normal(match.Groups["minus"].Length > 0 ? -digits : digits, exponent - fraction.Length);
    }

    /// <summary>The very number that the decimal is.</summary>
    public static ExactNumber Of(decimal number) => Parse(number.ToString(CultureInfo.InvariantCulture))!.Value;

    /// <summary>Without exponent or needless zeros.</summary>
    public override string ToString()
    {
        var sign = Digits.Sign < 0 ? "-" : "";
        var digits = BigInteger.Abs(Digits).ToString(CultureInfo.InvariantCulture) + new string('0', Math.Max(Exponent, 0));
        if (Exponent >= 0)
        {
            return sign + digits;
        }

        digits = digits.PadLeft(1 - Exponent, '0');
        return $"{sign}{digits[..^-Exponent]}.{digits[^-Exponent..]}";
    }

    private static ExactNumber Normal(BigInteger digits, int exponent)
    {
        if (digits.IsZero)
        {
            return new(BigInteger.Zero, 0);
        }

        for (var (quotient, rest) = BigInteger.DivRem(digits, 10); rest.IsZero; (quotient, rest) = BigInteger.DivRem(digits, 10))
        {
            (digits, exponent) = (quotient, exponent + 1);
        }

        return new(digits, exponent);
    }

    [GeneratedRegex(@"\A(?:\+|(?<minus>-))?(?=\.?[0-9])(?<whole>[0-9]*)(?:\.(?<fraction>[0-9]*))?(?:[eE](?<exponent>[+-]?[0-9]{1,9}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
