using System.Buffers.Binary;
using Payouts.Gateway.Http;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Payouts;

/// <summary>
/// A position in the list as an opaque text, sealed for the order of the list: a cursor of one order is none of the other.
/// </summary>
internal sealed class PageCursor(CursorSeal seal)
{
    private const int IdLength = 16;
    private const int Length = sizeof(long) + IdLength;

    public string Write(PagePosition position, PayoutOrder order = PayoutOrder.Newest)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, position.At.ToUnixTimeMilliseconds());
        Convert.FromHexString(position.Id).CopyTo(bytes[sizeof(long)..]);
        return seal.Write(KindOf(order), bytes);
    }

    /// <summary>The position, or <see langword="null"/> unless the text is exactly as written with this key for this order.</summary>
    public PagePosition? Read(string cursor, PayoutOrder order = PayoutOrder.Newest)
    {
        Span<byte> bytes = stackalloc byte[Length];
        return seal.TryRead(KindOf(order), cursor, bytes)
            ? new(DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes)), Convert.ToHexStringLower(bytes[sizeof(long)..]))
            : null;
    }

    // 2 is a place in the feed.
    private static byte KindOf(PayoutOrder order) => order switch
    {
        PayoutOrder.Newest => 1,
        PayoutOrder.Since => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(order)),
    };
}
