using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Payouts.Addresses;

/// <summary>
/// The id of a receiver in a client's address book. The account counts and not its spelling; another memo is another
/// receiver, since an exchange pools one address (docs/adr/0002).
/// </summary>
public static class AddressId
{
    /// <summary>In characters.</summary>
    public const int Length = 32;

    /// <summary>What an id looks like.</summary>
    public const string Pattern = "^[0-9a-f]{32}$";

    /// <summary>
    /// The first 32 digits of the lower-case hex SHA-256 over client, network in upper case, canonical address and memo:
    /// each as a netstring (<c>length in bytes:bytes,</c>), an absent memo as <c>-,</c>.
    /// </summary>
    /// <param name="clientId">Whose receiver it is.</param>
    /// <param name="network">A network code of Heleket, in any case.</param>
    /// <param name="address">In any form.</param>
    /// <param name="memo">Belongs to the address; <see langword="null"/> for none.</param>
    public static string Of(string clientId, string network, string address, string? memo)
    {
        var content = new StringBuilder();
        Append(content, clientId);
        Append(content, network.ToUpperInvariant());
        Append(content, WalletAddress.Canonical(network, address));
        Append(content, memo);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.ToString())))[..Length];
    }

    /// <summary>Whether a text can be an id.</summary>
    public static bool IsValid(string text) => text.Length == Length && text.All(char.IsAsciiHexDigitLower);

    private static void Append(StringBuilder content, string? field) =>
        content.Append(field is null ? "-," : string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(field)}:{field},"));
}
