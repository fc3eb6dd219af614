using Payouts.Addresses;
using Payouts.Addresses.Tests;
using Payouts.Fuzz.Mutation;

namespace Payouts.Fuzz.Readers;

/// <summary>Addresses made by other people's encoders, changed: what has a checksum and is not the same address must be refused.</summary>
internal static class AddressCases
{
    private static readonly string[] EvmNetworks = ["ARBITRUM", "AVALANCHE", "BSC", "ETH", "POLYGON"];

    /// <summary>Valid ones, each with a network that it is valid on.</summary>
    public static readonly (string Network, string Address)[] Valid =
    [
        .. GeneratedVectors.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split(' ')).Where(static words => words[0] != "-")
            .SelectMany(static words => words[0] == "EVM" ? EvmNetworks.Select(network => (network, words[1])) : [(words[0], words[1])]),
    ];

    private static readonly string[] Networks = [.. Valid.Select(static valid => valid.Network).Distinct()];

    private enum Change
    {
        None,
        OneLetter,
        OneCase,
        AnyText,
        OtherNetwork,
    }

    public static CaseResult Run(Chance chance)
    {
        var (network, address) = chance.OneOf(Valid);
        var change = chance.Below(100) switch { < 2 => Change.None, < 50 => Change.OneLetter, < 65 => Change.OneCase, < 90 => Change.AnyText, _ => Change.OtherNetwork };
        var at = chance.Below(address.Length);
        var (on, sent) = change switch
        {
            Change.OneLetter => (network, $"{address[..at]}{(char)chance.Between('!', '~')}{address[(at + 1)..]}"),
            Change.OneCase => (network, char.IsAsciiLetter(address[at]) ? $"{address[..at]}{(char)(address[at] ^ 0x20)}{address[(at + 1)..]}" : address),
            Change.AnyText => (network, Mutate.Text(chance.Percent(50) ? address : Mutate.Text(address, chance), chance)),
            Change.OtherNetwork => (chance.OneOf(Networks), address),
            _ => (network, address),
        };
        var error = WalletAddress.Validate(on, sent);
        var broken = error switch
        {
            not null when sent == address && on == network => "a valid address was refused",
            null when sent != address && !IsSame(network, sent, address) && IsCertain(change, network, address) => "another address than the valid one was taken",
            null when change == Change.OtherNetwork && on != network && !(EvmNetworks.Contains(on) && EvmNetworks.Contains(network)) => "an address of another network was taken",
            not null when sent.Length >= 8 && error.Contains(sent, StringComparison.OrdinalIgnoreCase) => "the answer repeats the address",
            _ => null,
        };
        return new CaseResult(error is null ? "taken" : "refused", sent != address || on != network, broken, $"{on} {sent}");
    }

    /// <summary>The canonical form of a valid address, by docs/adr/0016.</summary>
    public static string Canonical(string network, string address) => network switch
    {
        _ when EvmNetworks.Contains(network) => StrictJson.Lower(address),
        "TON" when Convert.FromBase64String(address.Replace('-', '+').Replace('_', '/')) is var bytes => $"{(sbyte)bytes[1]}:{Convert.ToHexStringLower(bytes.AsSpan(2, 32))}",
        "BCH" => WithoutPrefix(address),
        "BTC" or "LTC" when StrictJson.Lower(address) is var small && (small.StartsWith("bc1", StringComparison.Ordinal) || small.StartsWith("ltc1", StringComparison.Ordinal)) => small,
        _ => address,
    };

    // SOL has no checksum. An EVM address has one only in the mix of its cases, and TON's 16 bits are sure of one letter alone.
    private static bool IsCertain(Change change, string network, string address) => network switch
    {
        "SOL" => false,
        _ when EvmNetworks.Contains(network) => change == Change.OneCase && address[2..].Any(char.IsAsciiLetterLower) && address[2..].Any(char.IsAsciiLetterUpper),
        "TON" => change is Change.OneLetter or Change.OneCase,
        _ => true,
    };

    /// <summary>The same address by the format's own rules.</summary>
    private static bool IsSame(string network, string one, string other) => network switch
    {
        "TON" => one.Replace('-', '+').Replace('_', '/') == other.Replace('-', '+').Replace('_', '/'),
        "BTC" or "LTC" when other.StartsWith("bc1", StringComparison.Ordinal) || other.StartsWith("ltc1", StringComparison.Ordinal) => StrictJson.SameAscii(one, other),
        "BCH" => WithoutPrefix(one) == WithoutPrefix(other),
        _ => false,
    };

    private static string WithoutPrefix(string address)
    {
        var small = StrictJson.Lower(address);
        return small.StartsWith("bitcoincash:", StringComparison.Ordinal) ? small["bitcoincash:".Length..] : small;
    }
}
