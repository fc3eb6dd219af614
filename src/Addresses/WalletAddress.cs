using System.Collections.Frozen;

namespace Payouts.Addresses;

/// <summary>
/// Says whether an address can receive on a network (docs/failure-modes.md, "Address formats").
/// Pure: no I/O, and at most 128 characters are ever looked at, so that hostile input is cheap.
/// </summary>
public static class WalletAddress
{
    /// <summary>In characters. The longest real form, an integrated Monero address, has 106.</summary>
    public const int MaxLength = AddressText.MaxLength;

    private static readonly AddressFormat Evm = new("EVM", EvmAddress.Validate, EvmAddress.Canonical) { Spellings = EvmAddress.Spellings };

    private static readonly FrozenDictionary<string, AddressFormat> Formats = new Dictionary<string, AddressFormat>
    {
        ["ARBITRUM"] = Evm,
        ["AVALANCHE"] = Evm,
        ["BCH"] = new("BCH", CashAddress.Validate, CashAddress.Canonical) { Spellings = CashAddress.Spellings },
        ["BSC"] = Evm,
        ["BTC"] = new("BTC", UtxoAddress.ValidateBitcoin, UtxoAddress.BitcoinCanonical)
        {
            ValidateAccount = static (address, _) => UtxoAddress.ValidateBitcoinAccount(address),
            Spellings = UtxoAddress.Spellings,
        },
        ["DASH"] = new("DASH", UtxoAddress.ValidateDash, static address => address),
        ["DOGE"] = new("DOGE", UtxoAddress.ValidateDogecoin, static address => address),
        ["ETH"] = Evm,
        ["LTC"] = new("LTC", UtxoAddress.ValidateLitecoin, UtxoAddress.LitecoinCanonical)
        {
            ValidateAccount = static (address, _) => UtxoAddress.ValidateLitecoinAccount(address),
            Spellings = UtxoAddress.Spellings,
        },
        ["POLYGON"] = Evm,
        ["SOL"] = new("SOL", SolanaAddress.Validate, static address => address) { ValidateAccount = SolanaAddress.ValidateAccount },
        ["TON"] = new("TON", TonAddress.Validate, TonAddress.Canonical) { HasMemo = true, Spellings = TonAddress.Spellings },
        ["TRON"] = new("TRON", TronAddress.Validate, TronAddress.Canonical),
        ["XMR"] = new("XMR", MoneroAddress.Validate, static address => address),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    // By the family of the network and the one spelling that all spellings of the address share.
    private static readonly FrozenDictionary<(string Family, string Address), string> Denied = DeniedAddresses.All
        .ToFrozenDictionary(static denied => Key(Formats[denied.Network], denied.Address), static denied => denied.Reason);

    /// <summary>
    /// Null when the address is well formed for the network, is nobody's contract or burn address, and somebody can own it; else what
    /// is wrong, as the end of a sentence that begins with the field's name. Never repeats the address. Of an unknown network it says
    /// that its addresses cannot be checked.
    /// </summary>
    /// <param name="network">A network code of Heleket, in any case.</param>
    /// <param name="address">As the caller wrote it: nothing is trimmed or corrected.</param>
    /// <param name="allowOffCurve">Take Solana's addresses off the curve too, for who pays vaults that programs own.</param>
    public static string? Validate(string network, string address, bool allowOffCurve = false) =>
        ValidateForm(network, address)
        ?? (Formats[network].ValidateAccount(address, allowOffCurve) is { } rule ? Invalid(network, rule) : null);

    /// <summary>The same without the question whether somebody can own it: what earlier releases asked.</summary>
    /// <param name="network">A network code of Heleket, in any case.</param>
    /// <param name="address">As the caller wrote it.</param>
    public static string? ValidateForm(string network, string address)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(address);
        if (!Formats.TryGetValue(network, out var format))
        {
            return "cannot be checked: the addresses of this network are not known here";
        }

        return AddressText.Validate(address)
            ?? (format.Validate(address) is { } rule ? Invalid(network, rule) : null)
            ?? Denied.GetValueOrDefault(Key(format, address));
    }

    /// <summary>
    /// The one spelling of the account that an address stands for, by which addresses are compared and payouts told apart (docs/adr/0016).
    /// Any text that stands for none, and any of an unknown network, is its own.
    /// </summary>
    /// <param name="network">A network code of Heleket, in any case.</param>
    /// <param name="address">In any form of the network, also one that no payout is asked for in.</param>
    public static string Canonical(string network, string address)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(address);
        return Formats.TryGetValue(network, out var format) && AddressText.Validate(address) is null ? format.Canonical(address) ?? address : address;
    }

    /// <summary>Whether two texts stand for one account. Those that stand for none must be the same, letter by letter.</summary>
    /// <param name="network">A network code of Heleket, in any case.</param>
    /// <param name="one">In any form.</param>
    /// <param name="other">In any form.</param>
    public static bool AreSame(string network, string one, string other) =>
        string.Equals(one, other, StringComparison.Ordinal)
        || string.Equals(Canonical(network, one), Canonical(network, other), StringComparison.Ordinal);

    /// <summary>Every spelling in which a payout may be asked for the account of a valid address, the canonical one among them if it is such; at most four.</summary>
    /// <param name="network">A network code of Heleket, in any case.</param>
    /// <param name="address">A valid one.</param>
    public static IReadOnlyList<string> Spellings(string network, string address)
    {
        var canonical = Canonical(network, address);
        return Formats.TryGetValue(network, out var format) && format.Canonical(canonical) is not null
            ? [.. format.Spellings(canonical).Distinct()]
            : [address];
    }

    /// <summary>Whether a payout on this network may carry a memo (docs/heleket.md, "Pairs": only TON is documented).</summary>
    /// <param name="network">A network code of Heleket, in any case.</param>
    public static bool HasMemo(string network) => Formats.TryGetValue(network, out var format) && format.HasMemo;

    /// <summary>Whether addresses of this network can be checked at all.</summary>
    /// <param name="network">A network code of Heleket, in any case.</param>
    public static bool Knows(string network) => Formats.ContainsKey(network);

    private static (string Family, string Address) Key(AddressFormat format, string address) => (format.Family, format.Canonical(address) ?? address);

    private static string Invalid(string network, string rule) => $"is not a valid {network.ToUpperInvariant()} address: {rule}";
}
