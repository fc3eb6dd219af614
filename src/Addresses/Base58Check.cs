using System.Security.Cryptography;
using SimpleBase;

namespace Payouts.Addresses;

/// <summary>Base58Check of one version byte and a 20-byte hash: BTC and its descendants, and TRON.</summary>
internal static class Base58Check
{
    /// <summary>In bytes.</summary>
    public const int HashLength = 20;

    private const int BodyLength = 1 + HashLength;
    private const int ChecksumLength = 4;

    /// <summary>Null when the form and the checksum are correct; the caller checks the version.</summary>
    public static string? Validate(string address, out byte version) => Validate(address, out version, []);

    /// <summary>
    /// The same address under another version, if it has the given one; null if it does not, or is not valid.
    /// </summary>
    public static string? Moved(string address, byte from, byte to)
    {
        Span<byte> hash = stackalloc byte[HashLength];
        return Validate(address, out var version, hash) is null && version == from ? Text(to, hash) : null;
    }

    /// <summary>The address of a version and a hash.</summary>
    public static string Text(byte version, ReadOnlySpan<byte> hash) => Base58.Bitcoin.EncodeCheck(hash, version);

    /// <param name="address">The text.</param>
    /// <param name="version">The first byte.</param>
    /// <param name="into">Receives the hash, unless it is empty.</param>
    public static string? Validate(string address, out byte version, Span<byte> into)
    {
        version = 0;
        Span<byte> decoded = stackalloc byte[AddressText.MaxLength];
        if (!Base58.Bitcoin.TryDecode(address, decoded, out var length))
        {
            return "a character is outside the Base58 alphabet";
        }

        if (length != BodyLength + ChecksumLength)
        {
            return "its length is wrong (Base58Check of 25 bytes)";
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(decoded[..BodyLength], hash);
        SHA256.HashData(hash, hash);
        if (!hash[..ChecksumLength].SequenceEqual(decoded[BodyLength..length]))
        {
            return "the checksum does not match (Base58Check)";
        }

        version = decoded[0];
        if (!into.IsEmpty)
        {
            decoded[1..BodyLength].CopyTo(into);
        }

        return null;
    }
}
