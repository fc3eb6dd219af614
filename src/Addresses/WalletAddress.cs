using System.Collections.Frozen;

namespace Payouts.Addresses;

/// <summary>
/// Checks whether an address can receive on a network (docs/failure-modes.md, "Address formats"). Pure: no I/O, and at
/// most 128 characters are examined, so hostile input is cheap.
/// </summary>
public static class WalletAddress
{
    /// <summary>In characters. The longest real form, an integrated Monero address, has 106.</summary>
    public const int MaxLength = AddressText.MaxLength;

    private static readonly AddressFormat Evm = new("EVM", EvmAddress.Validate, EvmAddress.Canonical) { Spellings = EvmAddress.Spellings, Strength = EvmAddress.Strength, Prefixes = ["0x"] };

    private static readonly FrozenDictionary<string, AddressFormat> Formats = new Dictionary<string, AddressFormat>
    {
        ["ARBITRUM"] = Evm,
        ["AVALANCHE"] = Evm,
        ["BCH"] = new("BCH", CashAddress.Validate, CashAddress.Canonical)
        {
            Spellings = CashAddress.Spellings,
            Prefixes = ["bitcoincash:q", "bitcoincash:p", "q", "p"],
        },
        ["BSC"] = Evm,
        ["BTC"] = new("BTC", UtxoAddress.ValidateBitcoin, UtxoAddress.BitcoinCanonical)
        {
            ValidateAccount = static (address, _) => UtxoAddress.ValidateBitcoinAccount(address),
            Spellings = UtxoAddress.Spellings,
            Prefixes = ["bc1q", "bc1p", "1", "3"],
        },
        ["DASH"] = new("DASH", UtxoAddress.ValidateDash, static address => address) { Prefixes = ["x", "7"] },
        ["DOGE"] = new("DOGE", UtxoAddress.ValidateDogecoin, static address => address) { Prefixes = ["d", "9", "a"] },
        ["ETH"] = Evm,
        ["LTC"] = new("LTC", UtxoAddress.ValidateLitecoin, UtxoAddress.LitecoinCanonical)
        {
            ValidateAccount = static (address, _) => UtxoAddress.ValidateLitecoinAccount(address),
            Spellings = UtxoAddress.Spellings,
            Prefixes = ["ltc1q", "ltc1p", "l", "m"],
        },
        ["POLYGON"] = Evm,
        ["SOL"] = new("SOL", SolanaAddress.Validate, static address => address)
        {
            ValidateAccount = SolanaAddress.ValidateAccount,
            Strength = static _ => AddressStrength.None,
        },
        ["TON"] = new("TON", TonAddress.Validate, TonAddress.Canonical)
        {
            HasMemo = true,
            Spellings = TonAddress.Spellings,
            Strength = static _ => AddressStrength.Weak,
            Prefixes = ["eq", "uq", "ef", "uf"],
            Shown = TonAddress.Shown,
        },
        ["TRON"] = new("TRON", TronAddress.Validate, TronAddress.Canonical) { Prefixes = ["t"] },
        ["XMR"] = new("XMR", MoneroAddress.Validate, static address => address) { Prefixes = ["4", "8"] },
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    // By the network's family and the canonical spelling of the address.
    private static readonly FrozenDictionary<(string Family, string Address), string> Denied = DeniedAddresses.All
        .ToFrozenDictionary(static denied => Key(Formats[denied.Network], denied.Address), static denied => denied.Reason);

    /// <summary>
    /// Null when the address is well formed for the network, is not a contract or burn address, and can have an owner;
    /// otherwise the error, as the end of a sentence that begins with the field's name. Never repeats the address. For
    /// an unknown network the error is that its addresses cannot be checked.
    /// </summary>
    /// <param name="network">A network code of Heleket, in any case.</param>
    /// <param name="address">The address exactly as given: nothing is trimmed or corrected.</param>
    /// <param name="allowOffCurve">
    /// Also accept Solana addresses off the curve, for paying vaults that programs own.
    /// </param>
    public static string? Validate(string network, string address, bool allowOffCurve = false) =>
        ValidateForm(network, address)
        ?? (Formats[network].ValidateAccount(address, allowOffCurve) is { } rule ? Invalid(network, rule) : null);

    /// <summary>The same without the check that the address can have an owner, as in earlier releases.</summary>
    /// <param name="network">A network code of Heleket, in any case.</param>
    /// <param name="address">The address exactly as given.</param>
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
    /// The canonical spelling of the account that an address denotes, by which addresses are compared and payouts
    /// distinguished (docs/adr/0016). A text that denotes no account, or is of an unknown network, is returned
    /// unchanged.
    /// </summary>
    /// <param name="network">A network code of Heleket, in any case.</param>
    /// <param name="address">In any form of the network, including forms in which payouts are not accepted.</param>
    public static string Canonical(string network, string address)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(address);
        return Formats.TryGetValue(network, out var format) && AddressText.Validate(address) is null ? format.Canonical(address) ?? address : address;
    }

    /// <summary>
    /// Whether two texts denote the same account. Texts that denote none must match character by character.
    /// </summary>
    /// <param name="network">A network code of Heleket, in any case.</param>
    /// <param name="one">In any form.</param>
    /// <param name="other">In any form.</param>
    public static bool AreSame(string network, string one, string other) =>
        string.Equals(one, other, StringComparison.Ordinal)
        || string.Equals(Canonical(network, one), Canonical(network, other), StringComparison.Ordinal);

    /// <summary>
    /// Every spelling in which a payout to the account of a valid address may be requested, including the canonical one
    /// if payouts are accepted in it; at most four.
    /// </summary>
    /// <param name="network">A network code of Heleket, in any case.</param>
    /// <param name="address">A valid address.</param>
    public static IReadOnlyList<string> Spellings(string network, string address)
    {
        var canonical = Canonical(network, address);
        return Formats.TryGetValue(network, out var format) && format.Canonical(canonical) is not null
            ? [.. format.Spellings(canonical).Distinct()]
            : [address];
    }

    /// <summary>
    /// Whether a payout on this network may carry a memo (docs/heleket.md, "Pairs": only TON is documented).
    /// </summary>
    /// <param name="network">A network code of Heleket, in any case.</param>
    public static bool HasMemo(string network) => Formats.TryGetValue(network, out var format) && format.HasMemo;

    /// <summary>
    /// How surely a slip in this very address would have been noticed; <see cref="AddressStrength.None"/> for what is not
    /// well formed on the network.
    /// </summary>
    /// <param name="network">A network code of Heleket, in any case.</param>
    /// <param name="address">The address exactly as given.</param>
    public static AddressStrength StrengthOf(string network, string address) =>
        ValidateForm(network, address) is null ? Formats[network].Strength(address) : AddressStrength.None;

    /// <summary>Whether addresses of this network can be checked at all.</summary>
    /// <param name="network">A network code of Heleket, in any case.</param>
    public static bool Knows(string network) => Formats.ContainsKey(network);

    /// <summary>
    /// The family of an address's network, the account's canonical spelling and the one that people see, and how many
    /// characters of the latter its kind fixes. A text that denotes no account is all of its spellings.
    /// </summary>
    internal static (string Family, string Canonical, string Shown, int Prefix) Shown(string network, string address)
    {
        var canonical = Canonical(network, address);
        var (family, shown) = !Formats.TryGetValue(network, out var format) ? (network.ToUpperInvariant(), canonical)
            : (format.Family, format.Canonical(canonical) is null ? canonical : format.Shown(canonical));
        return (family, canonical, shown, PrefixLength(network, shown));
    }

    /// <summary>How many characters of an address, in whatever spelling, are fixed by its kind.</summary>
    internal static int PrefixLength(string network, string address) => Formats.TryGetValue(network, out var format)
        ? format.Prefixes.Where(prefix => address.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).Select(prefix => prefix.Length).FirstOrDefault()
        : 0;

    private static (string Family, string Address) Key(AddressFormat format, string address) => (format.Family, format.Canonical(address) ?? address);

    private static string Invalid(string network, string rule) => $"is not a valid {network.ToUpperInvariant()} address: {rule}";
}
