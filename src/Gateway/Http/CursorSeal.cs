using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Payouts.Gateway.Http;

/// <summary>
/// Makes a position an opaque text: base64url of its kind, the position and a MAC. Any gateway of the cluster reads what
/// another wrote, since the key comes from settings that they share; a cursor that was altered, or is of another kind, is
/// refused.
/// </summary>
internal sealed class CursorSeal
{
    private const int MacLength = 16;
    private const int MostLength = 96;

    private readonly byte[] _key;

    /// <param name="clusterId">Shared by all gateways of a cluster.</param>
    /// <param name="secret">Shared by the same gateways, and otherwise secret.</param>
    public CursorSeal(string clusterId, byte[] secret) =>
        _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, Encoding.UTF8.GetBytes(clusterId), "payouts page cursor"u8.ToArray());

    /// <summary>The text of a position.</summary>
    /// <param name="kind">What is positioned, and how; no other kind has the number.</param>
    /// <param name="position">Always as long as others of its kind.</param>
    public string Write(byte kind, ReadOnlySpan<byte> position)
    {
        Span<byte> bytes = stackalloc byte[1 + position.Length + MacLength];
        bytes[0] = kind;
        position.CopyTo(bytes[1..]);
        Mac(bytes[..^MacLength], bytes[^MacLength..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads a position; returns whether the text is exactly as written with this key, for this kind.</summary>
    public bool TryRead(byte kind, string cursor, Span<byte> position)
    {
        Span<byte> buffer = stackalloc byte[MostLength];
        var bytes = buffer[..(1 + position.Length + MacLength)];
        Span<byte> mac = stackalloc byte[MacLength];
        if (Base64Url.DecodeFromChars(cursor, bytes, out _, out var length) != OperationStatus.Done || length != bytes.Length)
        {
            return false;
        }

        Mac(bytes[..^MacLength], mac);

        // Base64 can encode the same bytes in several ways: only ours counts as unaltered.
        if (!CryptographicOperations.FixedTimeEquals(mac, bytes[^MacLength..]) || bytes[0] != kind || Base64Url.EncodeToString(bytes) != cursor)
        {
            return false;
        }

        bytes[1..^MacLength].CopyTo(position);
        return true;
    }

    private void Mac(ReadOnlySpan<byte> payload, Span<byte> destination)
    {
        Span<byte> full = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, payload, full);
        full[..MacLength].CopyTo(destination);
    }
}
