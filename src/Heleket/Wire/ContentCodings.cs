using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;

namespace Heleket.Wire;

/// <summary>
/// Undoes the content codings of answers (RFC 9110, 8.4). We request none, but proxies may compress anyway.
/// </summary>
internal static class ContentCodings
{
    // One for the server and one for a proxy.
    private const int Most = 2;

    private const int UsualLength = 1024;

    // The trailer of a gzip member (RFC 1952): a checksum and the length of the uncompressed content.
    private const int GzipLengthSize = 4;

    /// <summary>
    /// The decoded content, or <see langword="null"/> when a coding is unknown, the data is not in that coding, or the
    /// content exceeds the limit.
    /// </summary>
    /// <param name="coded">The content as received.</param>
    /// <param name="headers">The content headers.</param>
    /// <param name="limit">The maximum length of the content in bytes, after each decoding step.</param>
    public static ReadOnlyMemory<byte>? Undo(ReadOnlyMemory<byte> coded, HttpContentHeaders headers, int limit)
    {
        if (!headers.NonValidated.TryGetValues("Content-Encoding", out var values))
        {
            return coded;
        }

        // They are listed in the order in which they were applied.
        var codings = values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Select(coding => coding.ToLowerInvariant()).Where(coding => coding != "identity").Reverse().ToList();
        ReadOnlyMemory<byte>? content = codings.Count > Most ? null : coded;
        foreach (var coding in codings)
        {
            content = content is { } bytes ? Undo(bytes, coding, limit) : null;
        }

        return content;
    }

    private static ReadOnlyMemory<byte>? Undo(ReadOnlyMemory<byte> coded, string coding, int limit)
    {
        try
        {
            using var source = Source(coded);
            using Stream? decoding = coding switch
            {
                "gzip" or "x-gzip" => new GZipStream(source, CompressionMode.Decompress),
                "deflate" when IsZlib(coded.Span) => new ZLibStream(source, CompressionMode.Decompress),
                // Some servers omit the zlib wrapper that the standard requires.
                "deflate" => new DeflateStream(source, CompressionMode.Decompress),
                "br" => new BrotliStream(source, CompressionMode.Decompress),
                _ => null,
            };
            return decoding is not null && ReadUpTo(decoding, limit) is { } content && (decoding is not GZipStream || IsWhole(coded.Span, content.Length)) ? content : null;
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or IOException)
        {
            // The data is not in the declared coding; Brotli reports that with an InvalidOperationException.
            return null;
        }
    }

    private static MemoryStream Source(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);

    private static ReadOnlyMemory<byte>? ReadUpTo(Stream decoding, int limit)
    {
        var content = new ArrayBufferWriter<byte>(UsualLength);
        while (decoding.Read(content.GetSpan()) is > 0 and var read)
        {
            content.Advance(read);
            if (content.WrittenCount > limit)
            {
                return null;
            }
        }

        return content.WrittenMemory;
    }

    private static bool IsZlib(ReadOnlySpan<byte> coded) => coded.Length >= 2 && (coded[0] & 0x0F) == 8 && BinaryPrimitives.ReadUInt16BigEndian(coded) % 31 == 0;

    // The decoder does not detect truncation.
    private static bool IsWhole(ReadOnlySpan<byte> gzip, int length) =>
        gzip.Length > GzipLengthSize && BinaryPrimitives.ReadUInt32LittleEndian(gzip[^GzipLengthSize..]) == length;
}
