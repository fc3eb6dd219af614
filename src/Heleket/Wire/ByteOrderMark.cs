namespace Heleket.Wire;

/// <summary>U+FEFF in UTF-8 before a text: PHP sends one for each of its files that begins with one. It is no part of the JSON.</summary>
internal static class ByteOrderMark
{
    private static ReadOnlySpan<byte> Mark => "\uFEFF"u8;

    /// <summary>How many bytes at the start are byte order marks.</summary>
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
