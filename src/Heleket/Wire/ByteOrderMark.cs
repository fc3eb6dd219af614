namespace Heleket.Wire;

/// <summary>
/// U+FEFF in UTF-8 before a text: PHP emits one for each of its source files that starts with one. It is not part of
/// the JSON.
/// </summary>
internal static class ByteOrderMark
{
    private static ReadOnlySpan<byte> Mark => "\uFEFF"u8;

    /// <summary>The number of bytes at the start that are byte order marks.</summary>
    public static int LengthAt(ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (text[length..].StartsWith(Mark))
        {
            length += Mark.Length;
        }

        return length;
    }
}
