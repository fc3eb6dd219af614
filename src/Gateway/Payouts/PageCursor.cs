using System.Buffers.Binary;
using Payouts.Gateway.Http;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Payouts;

/// <summary>A position in the list as an opaque text.</summary>
internal sealed class PageCursor(CursorSeal seal)
{
    private const byte Kind = 1;
    private const int IdLength = 16;
    private const int Length = sizeof(long) + IdLength;

    public string Write(PagePosition position)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, position.CreatedAt.ToUnixTimeMilliseconds());
        Convert.FromHexString(position.Id).CopyTo(bytes[sizeof(long)..]);
        return seal.Write(Kind, bytes);
    }

    /// <summary>The position, or <see langword="null"/> unless the text is exactly as written with this key.</summary>
    public PagePosition? Read(string cursor)
    {
        Span<byte> bytes = stackalloc byte[Length];
        return seal.TryRead(Kind, cursor, bytes)
            ? new(DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes)), Convert.ToHexStringLower(bytes[sizeof(long)..]))
            : null;
    }
}
