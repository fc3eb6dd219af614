namespace Payouts.Addresses;

/// <summary>Bitcoin, Litecoin, Dogecoin and Dash: Base58Check told apart by version bytes, and SegWit told apart by its prefix.</summary>
internal static class UtxoAddress
{
    private const byte ScriptHash = 0x05;
    private const byte LitecoinScriptHash = 0x32;
    private const string OfAnother = "its version byte is that of another network";

    public static string? BitcoinFault(string address) => HasPrefix(address, "bc1")
        ? SegwitAddress.Fault(address, "bc")
        : Base58Check.Fault(address, out var version) ?? version switch
        {
            0x00 or ScriptHash => null,
            _ => OfAnother,
        };

    public static string? LitecoinFault(string address) => address switch
    {
        _ when HasPrefix(address, "ltc1") => SegwitAddress.Fault(address, "ltc"),
        _ when HasPrefix(address, "ltcmweb1") => "MWEB addresses are not paid",
        _ => Base58Check.Fault(address, out var version) ?? version switch
        {
            0x30 or LitecoinScriptHash => null,
            ScriptHash => "the old form that begins with 3 is also a Bitcoin address, the form that begins with M is needed",
            _ => OfAnother,
        },
    };

    public static string? DogecoinFault(string address) => Base58Check.Fault(address, out var version) ?? version switch
    {
        0x1E or 0x16 => null,
        _ => OfAnother,
    };

    public static string? DashFault(string address) => Base58Check.Fault(address, out var version) ?? version switch
    {
        0x4C or 0x10 => null,
        _ => OfAnother,
    };

    /// <summary>SegWit may be written in capitals; Base58 has one spelling.</summary>
    public static string? BitcoinCanonical(string address) => HasPrefix(address, "bc1") ? SegwitCanonical(address, "bc") : address;

    /// <summary>The old form of a script's address, which begins with 3, has become the one that begins with M.</summary>
    public static string? LitecoinCanonical(string address) => HasPrefix(address, "ltc1")
        ? SegwitCanonical(address, "ltc")
        : Base58Check.Moved(address, ScriptHash, LitecoinScriptHash) ?? address;

    public static string? BitcoinAccountFault(string address) => HasPrefix(address, "bc1") ? SegwitAddress.AccountFault(address, "bc") : null;

    public static string? LitecoinAccountFault(string address) => HasPrefix(address, "ltc1") ? SegwitAddress.AccountFault(address, "ltc") : null;

    public static IEnumerable<string> Spellings(string canonical) =>
        HasPrefix(canonical, "bc1") || HasPrefix(canonical, "ltc1") ? [canonical, canonical.ToUpperInvariant()] : [canonical];

    private static string? SegwitCanonical(string address, string prefix) =>
        SegwitAddress.Fault(address, prefix) is null ? address.ToLowerInvariant() : null;

    private static bool HasPrefix(string address, string prefix) => address.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
