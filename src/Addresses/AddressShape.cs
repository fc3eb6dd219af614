using System.Security.Cryptography;
using System.Text;

namespace Payouts.Addresses;

/// <summary>
/// What a person's eye compares of an address, and so what poisoners imitate: its ends. Two accounts whose addresses have
/// the same ends are look-alikes.
/// </summary>
public static class AddressShape
{
    // Four at each end is the least to compare (coinspect/wallet-security-framework#10).
    private const int EndLength = 4;
    private const int AccountLength = 16;
    private const char Separator = ':';

    /// <summary>
    /// The network's family, the first and the last four characters of the address after the family's fixed prefix, in
    /// lower case, and a digest of the account, all separated by colons: <c>evm:5aae:eaed:0123456789abcdef</c>. Equal for
    /// all spellings of one account, on all networks of the family.
    /// </summary>
    /// <param name="network">A network code of Heleket, in any case.</param>
    /// <param name="address">In any form.</param>
    public static string Of(string network, string address)
    {
        var (family, canonical, shown, prefix) = WalletAddress.Shown(network, address);
        var (first, last) = Ends(shown[prefix..]);
        var account = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{family}{Separator}{canonical}")))[..AccountLength];
        return string.Join(Separator, family, first, last, account).ToLowerInvariant();
    }

    /// <summary>The part of a shape that look-alikes share: without the account.</summary>
    public static string EndsOf(string shape) => shape[..shape.LastIndexOf(Separator)];

    /// <summary>Whether two shapes are of different accounts whose addresses look alike.</summary>
    public static bool AreAlike(string one, string other) => one != other && EndsOf(one) == EndsOf(other);

    /// <summary>
    /// An address as it may be shown to someone who is to recognise it and not to copy it: its fixed prefix and its ends,
    /// such as <c>0x5aAe…eAed</c>.
    /// </summary>
    /// <param name="network">A network code of Heleket, in any case.</param>
    /// <param name="address">In the form in which it is to be shown.</param>
    public static string Masked(string network, string address)
    {
        var prefix = WalletAddress.PrefixLength(network, address);
        var (first, last) = Ends(address[prefix..]);
        return $"{address[..prefix]}{first}…{last}";
    }

    private static (string First, string Last) Ends(string text) =>
        text.Length >= 2 * EndLength ? (text[..EndLength], text[^EndLength..]) : (text, "");
}
