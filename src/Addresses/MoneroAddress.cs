using SimpleBase;

namespace Payouts.Addresses;

/// <summary>
/// Monero: CryptoNote Base58 of a prefix, two keys, a payment id in integrated addresses, and four bytes of Keccak-256.
/// </summary>
internal static class MoneroAddress
{
    private const int ChecksumLength = 4;
    private static readonly MoneroBase58 Base58 = new();

    public static string? Validate(string address)
    {
        if (address.Length is not (95 or 106))
        {
            return "its length is wrong (95 characters, or 106 with a payment id)";
        }

        Span<byte> decoded = stackalloc byte[AddressText.MaxLength];
        if (!Base58.TryDecode(address, decoded, out var length))
        {
            return "it is not CryptoNote Base58";
        }

        var bytes = decoded[..length];
        // A block that overflows its bytes would be a second spelling of the same address.
        if (!string.Equals(Base58.Encode(bytes), address, StringComparison.Ordinal))
        {
            return "it is not CryptoNote Base58";
        }

        Span<byte> hash = stackalloc byte[Keccak.HashSizeInBytes];
        Keccak.HashData(bytes[..^ChecksumLength], hash);
        return (bytes[0], length) switch
        {
            _ when !hash[..ChecksumLength].SequenceEqual(bytes[^ChecksumLength..]) => "the checksum does not match (Keccak)",
            (18 or 42, 69) or (19, 77) => null,
            (24 or 25 or 36 or 53 or 54 or 63, _) => "it is for a test network",
            _ => "its prefix is not that of a standard address, a subaddress or an integrated address",
        };
    }
}
