using System.Collections.Frozen;

namespace Payouts.Addresses;

/// <summary>
/// Well-formed addresses that nobody can mean as a receiver: token contracts, system programs and addresses without an owner
/// (docs/failure-modes.md, "A token contract or the wrong network": 4,435 USDT were sent to the USDT contract itself). Compared whatever
/// the spelling, and for the Ethereum-like networks on all of them, for a contract of one has no owner on the others either.
/// </summary>
public static class DeniedAddresses
{
    private static readonly FrozenDictionary<(string Family, string Address), string> Reasons = All
        .ToFrozenDictionary(static denied => WalletAddress.Key(denied.Network, denied.Address), static denied => denied.Reason);

    /// <summary>Every entry, each a valid address of its network by form.</summary>
    public static IEnumerable<DeniedAddress> All => [.. EvmDeniedAddresses.All, .. OtherDeniedAddresses.All];

    internal static string? Fault(string family, string canonical) => Reasons.GetValueOrDefault((family, canonical));
}

/// <summary>An address that is never paid.</summary>
/// <param name="Network">Where it was seen.</param>
/// <param name="Address">In the spelling with the strongest checksum.</param>
/// <param name="Reason">The end of a sentence that begins with the field's name.</param>
public sealed record DeniedAddress(string Network, string Address, string Reason)
{
    internal static DeniedAddress Token(string network, string asset, string address) =>
        new(network, address, $"is the contract of {asset}, not a wallet");

    internal static DeniedAddress NotWallet(string network, string name, string address) =>
        new(network, address, $"is {name}, not a wallet");

    internal static DeniedAddress Burn(string network, string address) =>
        new(network, address, "is a burn address: what is sent there is lost");
}
