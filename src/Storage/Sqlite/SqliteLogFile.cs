using System.Buffers.Binary;

namespace Payouts.Storage.Sqlite;

/// <summary>
/// What SQLite would replay of a <c>-wal</c> file: the frames that follow each other by salt and checksum, up to the
/// last commit (sqlite.org/walformat.html). SQLite itself does not check which database they were written over.
/// </summary>
internal sealed class SqliteLogFile
{
    private const int HeaderLength = 32;
    private const int FrameHeaderLength = 24;

    private readonly List<byte[]> _headers = [];

    private SqliteLogFile(int pageSize) => PageSize = pageSize;

    /// <summary>Bytes per page.</summary>
    public int PageSize { get; }

    /// <summary>How many frames SQLite would replay.</summary>
    public int Frames { get; private set; }

    /// <summary>
    /// The mark that the log begins with; <see langword="null"/> when it begins with anything but page 1 alone.
    /// </summary>
    public uint? Mark { get; private set; }

    /// <summary>Reads a log.</summary>
    /// <returns><see langword="null"/> when it is missing, or holds nothing that SQLite would replay.</returns>
    public static SqliteLogFile? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1 << 20);
        Span<byte> header = stackalloc byte[HeaderLength];
        if (file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength || Sums.Of(header) is not { } sums)
        {
            return null;
        }

        var log = new SqliteLogFile(BinaryPrimitives.ReadInt32BigEndian(header[8..]));
        log.ReadFrames(file, sums, salts: header[16..24]);
        return log.Frames > 0 ? log : null;
    }

    /// <summary>
    /// Whether the log holds this very header in one of its copies of page 1: a checkpoint put it into the file.
    /// </summary>
    public bool Contains(ReadOnlySpan<byte> header)
    {
        foreach (var known in _headers)
        {
            if (header.SequenceEqual(known))
            {
                return true;
            }
        }

        return false;
    }

    private void ReadFrames(FileStream file, Sums sums, ReadOnlySpan<byte> salts)
    {
        var frame = new byte[FrameHeaderLength + PageSize];
        var uncommitted = new List<byte[]>();
        for (var read = 1; file.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length; read++)
        {
            sums.Add(frame.AsSpan(0, 8));
            sums.Add(frame.AsSpan(FrameHeaderLength));
            if (!frame.AsSpan(8, 8).SequenceEqual(salts) || !sums.Are(frame.AsSpan(16)))
            {
                return;
            }

            if (BinaryPrimitives.ReadInt32BigEndian(frame) == 1)
            {
                uncommitted.Add(frame[FrameHeaderLength..(FrameHeaderLength + SqliteHeader.Length)]);
            }

            if (BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(4)) != 0)
            {
                Mark = read == 1 && uncommitted.Count == 1 ? new SqliteHeader(uncommitted[0]).Mark : Mark;
                Frames = read;
                _headers.AddRange(uncommitted);
                uncommitted.Clear();
            }
        }
    }

    /// <summary>The running checksum of a log.</summary>
    private struct Sums
    {
        private const uint Magic = 0x377f0682;

        private bool _isBigEndian;
        private uint _first;
        private uint _second;

        /// <summary>The checksum of a log's header; nothing when it is not a header.</summary>
        public static Sums? Of(ReadOnlySpan<byte> header)
        {
            var magic = BinaryPrimitives.ReadUInt32BigEndian(header);
            var pageSize = BinaryPrimitives.ReadUInt32BigEndian(header[8..]);
            if ((magic & ~1u) != Magic || pageSize is < 512 or > 65536 || !uint.IsPow2(pageSize))
            {
                return null;
            }

            var sums = new Sums { _isBigEndian = (magic & 1) == 1 };
            sums.Add(header[..24]);
            return sums.Are(header[24..]) ? sums : null;
        }

        public void Add(ReadOnlySpan<byte> bytes)
        {
            for (var i = 0; i < bytes.Length; i += 8)
            {
                _first += Word(bytes[i..]) + _second;
                _second += Word(bytes[(i + 4)..]) + _first;
            }
        }

        public readonly bool Are(ReadOnlySpan<byte> stored) =>
            BinaryPrimitives.ReadUInt32BigEndian(stored) == _first && BinaryPrimitives.ReadUInt32BigEndian(stored[4..]) == _second;

        private readonly uint Word(ReadOnlySpan<byte> bytes) =>
            _isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }
}
