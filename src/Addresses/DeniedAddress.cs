namespace Payouts.Addresses;

/// <summary>An address that is never paid.</summary>
/// <param name="Network">The network on which it was found.</param>
/// <param name="Address">The address, in the spelling with the strongest checksum.</param>
/// <param name="Reason">The reason, as the end of a sentence that begins with the field's name.</param>
public sealed record DeniedAddress(string Network, string Address, string Reason)
{
    internal static DeniedAddress Token(string network, string asset, string address) =>
        new(network, address, $"is the contract of {asset}, not a wallet");

    internal static DeniedAddress NotWallet(string network, string name, string address) =>
        new(network, address, $"is {name}, not a wallet");

    internal static DeniedAddress Burn(string network, string address) =>
        new(network, address, "is a burn address: what is sent there is lost");
}
