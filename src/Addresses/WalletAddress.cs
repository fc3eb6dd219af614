using System.Collections.Frozen;

namespace Payouts.Addresses;

/// <summary>
/// Says whether an address can receive on a network (failure-modes.md, "Address formats" and rows 19 and 20).
/// Pure: no I/O, and at most 128 characters are ever looked at, so that hostile input is cheap.
/// </summary>
public static class WalletAddress
{
    /// <summary>In characters. The longest real form, an integrated Monero address, has 106.</summary>
    public const int MaxLength = 128;

    private static readonly AddressFormat Evm = new("EVM", EvmAddress.Fault, EvmAddress.Canonical);

    private static readonly FrozenDictionary<string, AddressFormat> Formats = new Dictionary<string, AddressFormat>
    {
        ["ARBITRUM"] = Evm,
        ["AVALANCHE"] = Evm,
        ["BCH"] = new("BCH", CashAddress.Fault, CashAddress.Canonical),
        ["BSC"] = Evm,
        ["BTC"] = new("BTC", UtxoAddress.BitcoinFault, UtxoAddress.Canonical),
        ["DASH"] = new("DASH", UtxoAddress.DashFault, UtxoAddress.Canonical),
        ["DOGE"] = new("DOGE", UtxoAddress.DogecoinFault, UtxoAddress.Canonical),
        ["ETH"] = Evm,
        ["LTC"] = new("LTC", UtxoAddress.LitecoinFault, UtxoAddress.Canonical),
        ["POLYGON"] = Evm,
        ["SOL"] = new("SOL", SolanaAddress.Fault, static address => address),
        ["TON"] = new("TON", TonAddress.Fault, TonAddress.Canonical) { HasMemo = true },
        ["TRON"] = new("TRON", TronAddress.Fault, static address => address),
        ["XMR"] = new("XMR", MoneroAddress.Fault, static address => address),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Null when the address is well formed for the network and is nobody's contract or burn address; else what is wrong, as the
    /// end of a sentence that begins with the field's name. Never repeats the address. Of an unknown network it says that its
    /// addresses cannot be checked.
    /// </summary>
    /// <param name="network">A network code of Heleket, in any case.</param>
    /// <param name="address">As the caller wrote it: nothing is trimmed or corrected.</param>
    public static string? Fault(string network, string address)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(address);
        if (!Formats.TryGetValue(network, out var format))
        {
            return "cannot be checked: the addresses of this network are not known here";
        }

        return TextFault(address)
            ?? (format.Fault(address) is { } rule ? $"is not a valid {network.ToUpperInvariant()} address: {rule}" : null)
            ?? DeniedAddresses.Fault(format.Family, format.Canonical(address));
    }

    /// <summary>Whether a payout on this network may carry a memo (heleket-payout-api.md 7: only TON is documented).</summary>
    /// <param name="network">A network code of Heleket, in any case.</param>
    public static bool HasMemo(string network) => Formats.TryGetValue(network, out var format) && format.HasMemo;

    /// <summary>Whether addresses of this network can be checked at all.</summary>
    /// <param name="network">A network code of Heleket, in any case.</param>
    public static bool Knows(string network) => Formats.ContainsKey(network);

    /// <summary>The one spelling that all spellings of a valid address share, with the family of its network.</summary>
    internal static (string Family, string Address) Key(string network, string address)
    {
        var format = Formats[network];
        return (format.Family, format.Canonical(address));
    }

    private static string? TextFault(string address) => address.Length switch
    {
        0 => "is empty",
        > MaxLength => "is longer than 128 characters",
        _ when address.Any(char.IsWhiteSpace) => "contains white space",
        _ when address.AsSpan().ContainsAnyExceptInRange('!', '~') => "contains a character that is not printable ASCII",
        _ => null,
    };
}
