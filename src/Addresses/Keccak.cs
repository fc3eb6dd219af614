using Org.BouncyCastle.Crypto.Digests;

namespace Payouts.Addresses;

/// <summary>Keccak-256 with the original padding, which Ethereum and Monero use; not the SHA3-256 of the standard.</summary>
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
