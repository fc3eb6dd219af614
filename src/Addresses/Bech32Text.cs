namespace Payouts.Addresses;

/// <summary>
/// The common part of Bech32, Bech32m and CashAddr: the alphabet, the single-case rule, and groups of five bits.
/// </summary>
internal static class Bech32Text
{
    private const string Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

    public static bool IsMixedCase(ReadOnlySpan<char> text) =>
        text.ContainsAnyInRange('a', 'z') && text.ContainsAnyInRange('A', 'Z');

    /// <summary>
    /// Null when a character is outside the alphabet; otherwise one value from 0 to 31 per character.
    /// </summary>
    public static byte[]? Values(ReadOnlySpan<char> text)
    {
        var values = new byte[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            var value = Alphabet.IndexOf(char.ToLowerInvariant(text[i]), StringComparison.Ordinal);
            if (value < 0)
            {
                return null;
            }

            values[i] = (byte)value;
        }

        return values;
    }

    /// <summary>One lower-case letter per value from 0 to 31.</summary>
    public static string Text(ReadOnlySpan<byte> values)
    {
        Span<char> letters = stackalloc char[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            letters[i] = Alphabet[values[i]];
        }

        return new string(letters);
    }

    /// <summary>Converts bytes to groups of five bits, the last one padded with zeros.</summary>
    public static byte[] Groups(ReadOnlySpan<byte> bytes)
    {
        var values = new byte[((bytes.Length * 8) + 4) / 5];
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var isSet = (bytes[bit / 8] >> (7 - (bit % 8))) & 1;
            values[bit / 5] |= (byte)(isSet << (4 - (bit % 5)));
        }

        return values;
    }

    /// <summary>
    /// Converts groups of five bits to bytes. Null when the remainder is a whole group or is not zero (BIP-173).
    /// </summary>
    public static byte[]? Bytes(ReadOnlySpan<byte> values)
    {
        var bytes = new byte[values.Length * 5 / 8];
        var (buffer, bits, written) = (0, 0, 0);
        foreach (var value in values)
        {
            buffer = ((buffer << 5) | value) & 0xFFF;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes[written++] = (byte)(buffer >> bits);
            }
        }

        return bits < 5 && (buffer & ((1 << bits) - 1)) == 0 ? bytes : null;
    }
}
