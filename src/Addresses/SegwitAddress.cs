namespace Payouts.Addresses;

/// <summary>SegWit addresses: Bech32 for witness version 0 (BIP-173), Bech32m from version 1 (BIP-350).</summary>
internal static class SegwitAddress
{
    private const int MaxLength = 90;
    private const int ChecksumLength = 6;
    private const uint Bech32 = 1;
    private const uint Bech32m = 0x2BC830A3;
    private static readonly uint[] Generator = [0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3];

    /// <summary>Null when valid.</summary>
    /// <param name="address">
    /// An address that begins with <paramref name="prefix"/>, in upper or lower case, and the separator 1.
    /// </param>
    /// <param name="prefix">The human-readable part, in lower case.</param>
    public static string? Validate(string address, string prefix)
    {
        if (Bech32Text.IsMixedCase(address))
        {
            return "capitals and small letters are mixed (Bech32)";
        }

        var values = Bech32Text.Values(address.AsSpan(prefix.Length + 1));
        if (values is null)
        {
            return "a character is outside the Bech32 alphabet";
        }

        if (address.Length > MaxLength || values.Length <= ChecksumLength)
        {
            return "its length is wrong (Bech32)";
        }

        var version = values[0];
        var checksum = Checksum(prefix, values);
        return checksum == (version == 0 ? Bech32 : Bech32m)
            ? ValidateProgram(version, Bech32Text.Bytes(values.AsSpan()[1..^ChecksumLength]))
            : checksum is Bech32 or Bech32m
                ? "the checksum is of the wrong kind (Bech32 for witness version 0, Bech32m from 1)"
                : "the checksum does not match (Bech32)";
    }

    /// <summary>
    /// Later versions are well formed but undefined so far: anyone can spend what is sent to them (BIP-141).
    /// </summary>
    /// <param name="address">A well-formed address.</param>
    /// <param name="prefix">The human-readable part.</param>
    public static string? ValidateAccount(string address, string prefix) =>
        Bech32Text.Values(address.AsSpan(prefix.Length + 1, 1)) is [0 or 1] ? null : "its witness version is above 1, and no wallet can own it yet";

    private static string? ValidateProgram(byte version, byte[]? program) => (version, program?.Length) switch
    {
        (_, null) => "its padding is wrong (Bech32)",
        ( > 16, _) => "its witness version is above 16",
        (0, 20 or 32) or (1, 32) or ( > 1, >= 2 and <= 40) => null,
        _ => "the length of its witness program is wrong",
    };

    private static uint Checksum(string prefix, ReadOnlySpan<byte> values)
    {
        var state = 1u;
        foreach (var letter in prefix)
        {
            state = Step(state, (uint)letter >> 5);
        }

        state = Step(state, 0);
        foreach (var letter in prefix)
        {
            state = Step(state, (uint)letter & 31);
        }

        foreach (var value in values)
        {
            state = Step(state, value);
        }

        return state;
    }

    private static uint Step(uint state, uint value)
    {
        var top = state >> 25;
        state = ((state & 0x1FFFFFF) << 5) ^ value;
        for (var i = 0; i < Generator.Length; i++)
        {
            state ^= ((top >> i) & 1) == 1 ? Generator[i] : 0;
        }

        return state;
    }
}
