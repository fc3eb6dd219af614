namespace Payouts.Storage;

/// <summary>
/// The one spelling by which the stores find what Heleket names in several (docs/http-api.md, "List"): the index has it, the document keeps
/// Heleket's own.
/// </summary>
internal static class LookupKeys
{
    /// <summary>Of a uuid: in lower case.</summary>
    public static string? Uuid(string? text) => text?.ToLowerInvariant();

    /// <summary>Of a transaction's hash: hexadecimal digits in lower case; any other (base58 of Solana, Base64 of TON) as it is, because there case counts.</summary>
    public static string? Txid(string? text) => text is not null && IsHex(text) ? text.ToLowerInvariant() : text;

    /// <summary>Whether it is hexadecimal digits, with or without <c>0x</c>.</summary>
    public static bool IsHex(string text)
    {
        var digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        return digits.Length > 0 && digits.All(char.IsAsciiHexDigit);
    }
}
