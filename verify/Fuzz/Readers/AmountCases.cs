using System.Text.RegularExpressions;
using Payouts.Fuzz.Mutation;
using Payouts.Gateway.Http;
using Payouts.Grains.Interfaces;

namespace Payouts.Fuzz.Readers;

/// <summary>Amounts against numbers without bounds: what is taken is exact and comes back in its one spelling, and exactly what the contract names is taken.</summary>
internal static partial class AmountCases
{
    private const int MaxWhole = 18;
    private const int MaxFraction = 8;

    public static CaseResult Run(Chance chance)
    {
        var valid = Draw(chance);
        var isControl = chance.Percent(10);
        var text = isControl ? valid : Mutate.Text(chance.Percent(70) ? valid : Mutate.Text(valid, chance), chance);
        var error = Amounts.Read(text, out var amount);
        var expected = Expected(text);
        var broken = (error, expected) switch
        {
            (null, null) => "taken, and it is no amount",
            (not null, not null) => "refused, and it is an amount",
            (null, { } exact) when ExactNumber.Of(amount) != exact => $"read as {Money.Text(amount)}",
            (null, { } exact) when Money.Text(amount) != exact.ToString() => $"written as {Money.Text(amount)}",
            _ => null,
        };
        return new CaseResult(error is null ? "taken" : "refused", !isControl, broken, text);
    }

    /// <summary>The amount by the contract's words (docs/http-api.md, "Fields"), or <see langword="null"/>.</summary>
    public static ExactNumber? Expected(string text) =>
        Form().IsMatch(text) && ExactNumber.Parse(text) is { Digits.Sign: > 0 } number && number.ToString().Split('.') is var parts
        && parts[0].Length <= MaxWhole && (parts.Length == 1 || parts[1].Length <= MaxFraction)
            ? number
            : null;

    /// <summary>The most decimals that the contract's table has for a pair.</summary>
    public static int Decimals(string asset, string network) => asset is "TRX" || (asset is "USDT" or "USDC" && network is not "BSC") ? 6 : MaxFraction;

    /// <summary>A valid one; half of them at the bounds.</summary>
    public static string Draw(Chance chance, int decimals = MaxFraction)
    {
        var whole = chance.Letters("0123456789", chance.Percent(50) ? chance.Between(1, 4) : chance.Between(1, MaxWhole));
        var fraction = chance.Letters("0123456789", chance.Between(1, decimals - 1)) + "1";
        return chance.Percent(50) ? $"{whole}.{fraction}" : "1" + whole[1..];
    }

    [GeneratedRegex(@"\A[0-9]+(\.[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
