using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Payouts;

/// <summary>
/// A position in the list as an opaque text: base64url of version, time, id and a MAC. Any gateway of the cluster reads
/// what another wrote, since the key comes from settings that they share; a cursor that was altered is refused.
/// </summary>
internal sealed class PageCursor
{
    private const byte Format = 1;
    private const int IdLength = 16;
    private const int PayloadLength = 1 + sizeof(long) + IdLength;
    private const int MacLength = 16;

    private readonly byte[] _key;

    /// <param name="clusterId">Shared by all gateways of a cluster.</param>
    /// <param name="secret">Shared by the same gateways, and otherwise secret.</param>
    public PageCursor(string clusterId, byte[] secret) =>
        _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, Encoding.UTF8.GetBytes(clusterId), "payouts page cursor"u8.ToArray());

    public string Write(PagePosition position)
    {
        Span<byte> bytes = stackalloc byte[PayloadLength + MacLength];
        bytes[0] = Format;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], position.CreatedAt.ToUnixTimeMilliseconds());
        Convert.FromHexString(position.Id).CopyTo(bytes[(1 + sizeof(long))..]);
        Mac(bytes[..PayloadLength], bytes[PayloadLength..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The position, or <see langword="null"/> unless the text is exactly as written with this key.</summary>
    public PagePosition? Read(string cursor)
    {
        Span<byte> bytes = stackalloc byte[PayloadLength + MacLength];
        Span<byte> mac = stackalloc byte[MacLength];
        if (Base64Url.DecodeFromChars(cursor, bytes, out _, out var length) != OperationStatus.Done || length != bytes.Length)
        {
            return null;
        }

        Mac(bytes[..PayloadLength], mac);

        // Base64 can encode the same bytes in several ways: only ours counts as unaltered.
        if (!CryptographicOperations.FixedTimeEquals(mac, bytes[PayloadLength..]) || bytes[0] != Format || Base64Url.EncodeToString(bytes) != cursor)
        {
            return null;
        }

        return new(
            DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes[1..])),
            Convert.ToHexStringLower(bytes.Slice(1 + sizeof(long), IdLength)));
    }

    private void Mac(ReadOnlySpan<byte> payload, Span<byte> destination)
    {
        Span<byte> full = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, payload, full);
        full[..MacLength].CopyTo(destination);
    }
}
