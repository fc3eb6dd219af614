using System.Collections.Immutable;
using System.Security.Cryptography;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Audit;

/// <summary>The hash tree of RFC 6962, section 2.1, over the heads of events. Pure.</summary>
internal static class MerkleTree
{
    private const byte OfLeaf = 0;
    private const byte OfNode = 1;

    /// <summary>The leaf of an event.</summary>
    public static byte[] Leaf(EventRow row) =>
        SHA256.HashData([OfLeaf, .. new AuditText("payouts.leaf.1").Add("payout_id", row.PayoutId).Add("version", row.Version).Add("head", row.Head).Bytes]);

    /// <summary>The hash of the whole tree.</summary>
    /// <param name="leaves">As <see cref="Leaf"/> makes them.</param>
    public static byte[] Root(ReadOnlySpan<byte[]> leaves) => leaves.Length switch
    {
        0 => SHA256.HashData([]),
        1 => leaves[0],
        _ => Node(Root(leaves[..Split(leaves.Length)]), Root(leaves[Split(leaves.Length)..])),
    };

    /// <summary>The hashes by which a leaf leads to the root, from the leaf upwards.</summary>
    public static ImmutableArray<byte[]> Path(ReadOnlySpan<byte[]> leaves, int index)
    {
        if (leaves.Length <= 1)
        {
            return [];
        }

        var split = Split(leaves.Length);
        return index < split
            ? [.. Path(leaves[..split], index), Root(leaves[split..])]
            : [.. Path(leaves[split..], index - split), Root(leaves[..split])];
    }

    /// <summary>The root to which a leaf leads.</summary>
    public static byte[] RootOf(byte[] leaf, int index, int size, ReadOnlySpan<byte[]> path)
    {
        if (size <= 1)
        {
            return leaf;
        }

        var split = Split(size);
        return index < split
            ? Node(RootOf(leaf, index, split, path[..^1]), path[^1])
            : Node(path[^1], RootOf(leaf, index - split, size - split, path[..^1]));
    }

    private static byte[] Node(byte[] left, byte[] right) => SHA256.HashData([OfNode, .. left, .. right]);

    /// <summary>The greatest power of two below the number of leaves.</summary>
    private static int Split(int leaves) => 1 << (31 - System.Numerics.BitOperations.LeadingZeroCount((uint)(leaves - 1)));
}
