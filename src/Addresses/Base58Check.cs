using System.Security.Cryptography;
using SimpleBase;

namespace Payouts.Addresses;

/// <summary>Base58Check of one version byte and a 20-byte hash: BTC and its descendants, and TRON.</summary>
internal static class Base58Check
{
    private const int BodyLength = 21;
    private const int ChecksumLength = 4;

    /// <summary>Null when the form and the checksum are right; the version is the caller's to judge.</summary>
    public static string? Fault(string address, out byte version)
    {
        version = 0;
        Span<byte> decoded = stackalloc byte[WalletAddress.MaxLength];
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
        return null;
    }
}
