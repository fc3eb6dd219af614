using System.Buffers.Binary;
using Payouts.Gateway.Http;
using Payouts.Grains.Interfaces.AddressBook;

namespace Payouts.Gateway.AddressBook;

/// <summary>A place in the list of a book as an opaque text.</summary>
internal sealed class AddressCursor(CursorSeal seal)
{
    private const byte Kind = (byte)'A';
    private const int IdLength = 16;
    private const int Length = sizeof(long) + IdLength;

    public string Write(BookPosition place)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, place.At.ToUnixTimeMilliseconds());
        Convert.FromHexString(place.Id).CopyTo(bytes[sizeof(long)..]);
        return seal.Write(Kind, bytes);
    }

    /// <summary>The place, or <see langword="null"/> unless the text is exactly as written with this key.</summary>
    public BookPosition? Read(string cursor)
    {
        Span<byte> bytes = stackalloc byte[Length];
        return seal.TryRead(Kind, cursor, bytes)
            ? new(DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes)), Convert.ToHexStringLower(bytes[sizeof(long)..]))
            : null;
    }
}
