using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Payouts.Addresses;
using Payouts.Gateway.Http;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Payouts;

/// <summary>
/// Makes a payout's id and, where the client sent none, its key (docs/http-api.md, "Identity"; docs/adr/0002,
/// docs/adr/0016).
/// </summary>
internal static class PayoutIdentity
{
    /// <summary>
    /// The keys under which a payout with this content may be stored. First the key that earlier releases derived, from
    /// the address as it was sent; then today's key, derived from its canonical form; then those that earlier releases
    /// derived from the address's other spellings. For most addresses these are one key.
    /// </summary>
    public static IReadOnlyList<string> KnownKeys(PayoutRequest request) =>
    [
        .. WalletAddress.Spellings(request.Network, request.WalletAddress)
            .Prepend(WalletAddress.Canonical(request.Network, request.WalletAddress))
            .Prepend(request.WalletAddress)
            .Distinct(StringComparer.Ordinal)
            .Select(address => DeriveKey(request, address)),
    ];

    /// <summary>
    /// Lower-case hex SHA-256 over the fields that make a payout what it is, in this order: each as a netstring
    /// (<c>length in bytes:bytes,</c>), an absent one as <c>-,</c>.
    /// </summary>
    public static string DeriveKey(PayoutRequest request) => DeriveKey(request, WalletAddress.Canonical(request.Network, request.WalletAddress));

    private static string DeriveKey(PayoutRequest request, string address)
    {
        var content = new StringBuilder();
        Append(content, request.ClientId);
        Append(content, request.Asset);
        Append(content, request.Network);
        Append(content, Money.Text(request.Amount));
        Append(content, address);
        Append(content, request.Memo);
        Append(content, EnumNames<PayoutOrigin>.Of(request.Origin));
        Append(content, request.Reference);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.ToString())));
    }

    private static void Append(StringBuilder content, string? field)
    {
        if (field is null)
        {
            content.Append("-,");
            return;
        }

        content.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(field)}:{field},");
    }
}
