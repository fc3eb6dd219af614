using Org.BouncyCastle.Crypto.Digests;

namespace Payouts.Addresses;

/// <summary>
/// Keccak-256 with the original padding, as used by Ethereum and Monero; not the standardized SHA3-256.
/// </summary>
internal static class Keccak
{
    public const int HashSizeInBytes = 32;

    public static void HashData(ReadOnlySpan<byte> data, Span<byte> hash)
    {
        var digest = new KeccakDigest(HashSizeInBytes * 8);
        digest.BlockUpdate(data);
        digest.DoFinal(hash);
    }
}
