namespace Payouts.Addresses;

/// <summary>
/// Bitcoin, Litecoin, Dogecoin and Dash: Base58Check distinguished by version bytes, and SegWit by its prefix.
/// </summary>
internal static class UtxoAddress
{
    private const byte ScriptHash = 0x05;
    private const byte LitecoinScriptHash = 0x32;
    private const string OfAnother = "its version byte is that of another network";

    public static string? ValidateBitcoin(string address) => HasPrefix(address, "bc1")
        ? SegwitAddress.Validate(address, "bc")
        : Base58Check.Validate(address, out var version) ?? version switch
        {
            0x00 or ScriptHash => null,
            _ => OfAnother,
        };

    public static string? ValidateLitecoin(string address) => address switch
    {
        _ when HasPrefix(address, "ltc1") => SegwitAddress.Validate(address, "ltc"),
        _ when HasPrefix(address, "ltcmweb1") => "MWEB addresses are not paid",
        _ => Base58Check.Validate(address, out var version) ?? version switch
        {
            0x30 or LitecoinScriptHash => null,
            ScriptHash => "the old form that begins with 3 is also a Bitcoin address, the form that begins with M is needed",
            _ => OfAnother,
        },
    };

    public static string? ValidateDogecoin(string address) => Base58Check.Validate(address, out var version) ?? version switch
    {
        0x1E or 0x16 => null,
        _ => OfAnother,
    };

    public static string? ValidateDash(string address) => Base58Check.Validate(address, out var version) ?? version switch
    {
        0x4C or 0x10 => null,
        _ => OfAnother,
    };

    /// <summary>SegWit may be written in upper case; Base58 has only one spelling.</summary>
    public static string? BitcoinCanonical(string address) => HasPrefix(address, "bc1") ? SegwitCanonical(address, "bc") : address;

    /// <summary>
    /// The old form of a script address, which begins with 3, is converted to the one that begins with M.
    /// </summary>
    public static string? LitecoinCanonical(string address) => HasPrefix(address, "ltc1")
        ? SegwitCanonical(address, "ltc")
        : Base58Check.Moved(address, ScriptHash, LitecoinScriptHash) ?? address;

    public static string? ValidateBitcoinAccount(string address) => HasPrefix(address, "bc1") ? SegwitAddress.ValidateAccount(address, "bc") : null;

    public static string? ValidateLitecoinAccount(string address) => HasPrefix(address, "ltc1") ? SegwitAddress.ValidateAccount(address, "ltc") : null;

    public static IEnumerable<string> Spellings(string canonical) =>
        HasPrefix(canonical, "bc1") || HasPrefix(canonical, "ltc1") ? [canonical, canonical.ToUpperInvariant()] : [canonical];

    private static string? SegwitCanonical(string address, string prefix) =>
        SegwitAddress.Validate(address, prefix) is null ? address.ToLowerInvariant() : null;

    private static bool HasPrefix(string address, string prefix) => address.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
