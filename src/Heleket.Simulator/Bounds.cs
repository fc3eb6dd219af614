namespace Heleket.Simulator;

/// <summary>The bounds of control calls. A mistake names the member.</summary>
internal static class Bounds
{
    /// <summary>The largest amount; with it, sums of amounts of 18 decimals are still exact.</summary>
    public const decimal Most = 10_000_000_000m;

    /// <summary>An amount with at most eight decimals, as Heleket shows balances.</summary>
    public static void Amount(string member, decimal value, decimal least = 0, decimal most = Most)
    {
        if (value < least || value > most || value != Math.Round(value, 8))
        {
            throw new ArgumentException($"{member} must be from {Wire.Plain(least)} to {Wire.Plain(most)}, with at most 8 decimals.");
        }
    }

    /// <summary>A text of bounded length that is not blank.</summary>
    public static void Text(string member, string value, int most)
    {
        if (string.IsNullOrWhiteSpace(value) || value.Length > most)
        {
            throw new ArgumentException($"{member} must be a text of 1 to {most} characters.");
        }
    }

    /// <summary>A code of a coin or network: letters and digits.</summary>
    public static void Code(string member, string value)
    {
        if (value.Length is 0 or > 20 || !value.All(char.IsAsciiLetterOrDigit))
        {
            throw new ArgumentException($"{member} must be a code of 1 to 20 letters and digits.");
        }
    }

    /// <summary>A status: letters, digits, dash and underscore, as in a walk.</summary>
    public static void Word(string member, string value)
    {
        if (value.Length is 0 or > 40 || !value.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            throw new ArgumentException($"{member} must be a word of 1 to 40 letters, digits, '_' and '-'.");
        }
    }

    /// <summary>An order id as Heleket takes it.</summary>
    public static void OrderId(string member, string value)
    {
        if (value.Length is 0 or > 100 || !value.All(c => char.IsLetterOrDigit(c) || c is '-' or '_'))
        {
            throw new ArgumentException($"{member} must be 1 to 100 letters, digits, '-' and '_'.");
        }
    }
}
