using System.Buffers.Binary;
using Payouts.Gateway.Http;
using Payouts.Grains.Interfaces.Events;

namespace Payouts.Gateway.Events;

/// <summary>A place in the feed as an opaque text.</summary>
internal sealed class EventCursor(CursorSeal seal)
{
    private const byte Kind = 2;
    private const int Length = sizeof(int) + sizeof(ulong) + sizeof(long);

    public string Write(EventPosition place)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, place.Epoch);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[sizeof(int)..], place.Transaction);
        BinaryPrimitives.WriteInt64BigEndian(bytes[(sizeof(int) + sizeof(ulong))..], place.Number);
        return seal.Write(Kind, bytes);
    }

    /// <summary>The place, or <see langword="null"/> unless the text is exactly as written with this key.</summary>
    public EventPosition? Read(string cursor)
    {
        Span<byte> bytes = stackalloc byte[Length];
        return seal.TryRead(Kind, cursor, bytes)
            ? new(
                BinaryPrimitives.ReadInt32BigEndian(bytes),
                BinaryPrimitives.ReadUInt64BigEndian(bytes[sizeof(int)..]),
                BinaryPrimitives.ReadInt64BigEndian(bytes[(sizeof(int) + sizeof(ulong))..]))
            : null;
    }
}
