using System.Buffers.Binary;
using System.Text;
using Payouts.Gateway.Http;

namespace Payouts.Gateway.Audit;

/// <summary>Places in the control log, and in a verification, as opaque texts.</summary>
internal sealed class AuditCursor(CursorSeal seal)
{
    private const byte OfEntries = 3;
    private const byte OfVerification = 4;
    private const int Longest = 64;

    /// <summary>Before an entry.</summary>
    public string Write(long before)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, before);
        return seal.Write(OfEntries, bytes);
    }

    /// <summary>The entry, or <see langword="null"/> unless the text is exactly as written.</summary>
    public long? ReadEntry(string cursor)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        return seal.TryRead(OfEntries, cursor, bytes) ? BinaryPrimitives.ReadInt64BigEndian(bytes) : null;
    }

    /// <summary>A place in a verification, as the silo names it.</summary>
    public string Write(string place)
    {
        Span<byte> bytes = stackalloc byte[Longest];
        bytes.Clear();
        Encoding.ASCII.GetBytes(place, bytes);
        return seal.Write(OfVerification, bytes);
    }

    /// <summary>The place, or <see langword="null"/> unless the text is exactly as written.</summary>
    public string? ReadPlace(string cursor)
    {
        Span<byte> bytes = stackalloc byte[Longest];
        return seal.TryRead(OfVerification, cursor, bytes) ? Encoding.ASCII.GetString(bytes).TrimEnd('\0') : null;
    }
}
