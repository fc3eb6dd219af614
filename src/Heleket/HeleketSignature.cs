using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Heleket;

/// <summary>
/// Heleket's signature: lower-case hex MD5 over Base64(body) followed by the API key
/// (docs/heleket.md, "Request signature").
/// </summary>
public static class HeleketSignature
{
    /// <summary>Computes the signature of exactly these bytes. For an empty body only the key is hashed.</summary>
    /// <param name="body">The bytes as sent or received.</param>
    /// <param name="apiKey">The payout key, or the payment key for <c>/v1/balance</c>.</param>
    public static string Compute(ReadOnlySpan<byte> body, string apiKey)
    {
        ArgumentNullException.ThrowIfNull(apiKey);
        var length = Base64.GetMaxEncodedToUtf8Length(body.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(length + Encoding.UTF8.GetMaxByteCount(apiKey.Length));
        try
        {
            Base64.EncodeToUtf8(body, buffer, out _, out var written);
            written += Encoding.UTF8.GetBytes(apiKey, buffer.AsSpan(written));
            return Convert.ToHexStringLower(MD5.HashData(buffer.AsSpan(0, written)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}
