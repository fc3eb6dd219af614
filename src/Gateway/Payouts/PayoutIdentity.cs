using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Payouts.Gateway.Http;

namespace Payouts.Gateway.Payouts;

/// <summary>Makes a payout's id and, where the client sent none, its key (http-api.md, "Identity"; docs/adr/0002-how-the-id-is-made.md).</summary>
internal static class PayoutIdentity
{
    /// <summary>
    /// Lower-case hex SHA-256 over the fields that make a payout what it is, in this order: each as a netstring
    /// (<c>length in bytes:bytes,</c>), an absent one as <c>-,</c>.
    /// </summary>
    public static string DeriveKey(PayoutRequest request)
    {
        var content = new StringBuilder();
        Append(content, request.ClientId);
        Append(content, request.Asset);
        Append(content, request.Network);
        Append(content, Amounts.Format(request.Amount));
        Append(content, request.WalletAddress);
        Append(content, request.Memo);
        Append(content, Words<PayoutOrigin>.Of(request.Origin));
        Append(content, request.Reference);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.ToString())));
    }

    /// <summary>The first 32 hex digits of SHA-256 over client id, a line feed (which neither can contain) and key.</summary>
    public static string Id(string clientId, string idempotencyKey) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{clientId}\n{idempotencyKey}")).AsSpan(0, 16));

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
