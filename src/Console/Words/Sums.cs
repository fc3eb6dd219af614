namespace Payouts.Console.Words;

/// <summary>Sums of money.</summary>
public static class Sums
{
    private const decimal One = 1.0000000000000000000000000000m;

    /// <summary>The sum, written as the API writes amounts: 25.5 and 25.5 are 51, not 51.0.</summary>
    /// <param name="amounts">Of one coin: sums of different coins do not exist.</param>
    public static decimal Of(IEnumerable<decimal> amounts) => amounts.Sum() / One;
}
