namespace Payouts.Storage;

/// <summary>
/// The one spelling by which the stores look up values that Heleket spells in several ways (docs/http-api.md, "List"):
/// the index holds it, the document keeps Heleket's own.
/// </summary>
internal static class LookupKeys
{
    /// <summary>Key of a uuid: lower case.</summary>
    public static string? Uuid(string? text) => text?.ToLowerInvariant();

    /// <summary>
    /// Key of a transaction hash: hexadecimal digits in lower case; any other (base58 of Solana, Base64 of TON)
    /// unchanged, because there case is significant.
    /// </summary>
    public static string? Txid(string? text) => text is not null && IsHex(text) ? text.ToLowerInvariant() : text;

    /// <summary>Whether the hash is hexadecimal digits, with or without <c>0x</c>.</summary>
    public static bool IsHex(string text)
    {
        var digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        return digits.Length > 0 && digits.All(char.IsAsciiHexDigit);
    }
}
