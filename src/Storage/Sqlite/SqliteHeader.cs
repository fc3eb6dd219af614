using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Payouts.Storage.Sqlite;

/// <summary>
/// The first 100 bytes of a database, as they are in the file or in a frame of its log (sqlite.org/fileformat2.html,
/// 1.3).
/// </summary>
/// <param name="bytes">All 100; fewer are not a database.</param>
internal readonly ref struct SqliteHeader(ReadOnlySpan<byte> bytes)
{
    /// <summary>Its length in bytes: less than a sector, so that a loss of power does not tear it.</summary>
    public const int Length = 100;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>
    /// Whether the header declares that the database has a log. What <c>VACUUM INTO</c> makes has none.
    /// </summary>
    public bool HasLog => _bytes.Length == Length && _bytes.StartsWith("SQLite format 3\0"u8) && _bytes[18] == 2 && _bytes[19] == 2;

    /// <summary>Bytes per page.</summary>
    public int PageSize => BinaryPrimitives.ReadUInt16BigEndian(_bytes[16..]) is var size && size == 1 ? 65536 : size;

    /// <summary><c>PRAGMA application_id</c>: the mark of the most recently begun log (docs/adr/0019).</summary>
    public uint Mark => BinaryPrimitives.ReadUInt32BigEndian(_bytes[68..]);

    /// <summary>The mark of a log that begins over a database with this header.</summary>
    public uint NextMark => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(_bytes));
}
