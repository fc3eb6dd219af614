namespace Payouts.Addresses;

/// <summary>
/// Bitcoin Cash's CashAddr, with or without its prefix. The old Base58 form is also a Bitcoin address and is refused.
/// </summary>
internal static class CashAddress
{
    private const string Prefix = "bitcoincash";
    private const int ChecksumLength = 8;

    // The version bytes of the old form.
    private const byte PublicKeyHash = 0x00;
    private const byte ScriptHash = 0x05;
    private static readonly ulong[] Generator = [0x98F2BC8E61, 0x79B76D99E2, 0xF33E5FB3C4, 0xAE2EABE2A8, 0x1E4F43E470];

    public static string? Validate(string address)
    {
        if (Base58Check.Validate(address, out _) is null)
        {
            return "the old Base58 form is also a Bitcoin address, the CashAddr form is needed";
        }

        if (Bech32Text.IsMixedCase(address))
        {
            return "capitals and small letters are mixed (CashAddr)";
        }

        var separator = address.IndexOf(':', StringComparison.Ordinal);
        if (separator >= 0 && !address.AsSpan(0, separator).Equals(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return "its prefix is not bitcoincash (CashAddr)";
        }

        var values = Bech32Text.Values(address.AsSpan(separator + 1));
        return values switch
        {
            null => "a character is outside the CashAddr alphabet",
            { Length: <= ChecksumLength } => "its length is wrong (CashAddr)",
            _ when Checksum(values) != 0 => "the checksum does not match (CashAddr)",
            _ => ValidatePayload(Bech32Text.Bytes(values.AsSpan()[..^ChecksumLength])),
        };
    }

    /// <summary>
    /// Lower case without the prefix; for the old Base58 form, the CashAddr of the same type and hash.
    /// </summary>
    public static string? Canonical(string address)
    {
        if (Validate(address) is null)
        {
            return address[(address.IndexOf(':', StringComparison.Ordinal) + 1)..].ToLowerInvariant();
        }

        Span<byte> payload = stackalloc byte[1 + Base58Check.HashLength];
        if (Base58Check.Validate(address, out var version, payload[1..]) is not null || version is not (PublicKeyHash or ScriptHash))
        {
            return null;
        }

        payload[0] = version == PublicKeyHash ? (byte)0x00 : (byte)0x08;
        return Text(payload);
    }

    public static IEnumerable<string> Spellings(string canonical) =>
        [canonical, $"{Prefix}:{canonical}", canonical.ToUpperInvariant(), $"{Prefix}:{canonical}".ToUpperInvariant()];

    // The version byte: type in bits 3 to 6, size of the hash in bits 0 to 2 (0 is 20 bytes, 3 is 32).
    private static string? ValidatePayload(byte[]? payload) => (payload is [var version, ..] ? version : -1, payload?.Length) switch
    {
        (_, null) => "its padding is wrong (CashAddr)",
        (0x00 or 0x08, 21) or (0x0B, 33) => null,
        (0x10 or 0x18, 21) or (0x1B, 33) => "the form for tokens is not paid, the plain CashAddr form is needed",
        _ => "its type or the length of its hash is wrong (CashAddr)",
    };

    private static string Text(ReadOnlySpan<byte> payload)
    {
        byte[] values = [.. Bech32Text.Groups(payload), .. new byte[ChecksumLength]];
        var checksum = Checksum(values);
        for (var i = 1; i <= ChecksumLength; i++)
        {
            values[^i] = (byte)(checksum & 31);
            checksum >>= 5;
        }

        return Bech32Text.Text(values);
    }

    private static ulong Checksum(ReadOnlySpan<byte> values)
    {
        var state = 1ul;
        foreach (var letter in Prefix)
        {
            state = Step(state, (ulong)letter & 31);
        }

        state = Step(state, 0);
        foreach (var value in values)
        {
            state = Step(state, value);
        }

        return state ^ 1;
    }

    private static ulong Step(ulong state, ulong value)
    {
        var top = state >> 35;
        state = ((state & 0x07FFFFFFFF) << 5) ^ value;
        for (var i = 0; i < Generator.Length; i++)
        {
            state ^= ((top >> i) & 1) == 1 ? Generator[i] : 0;
        }

        return state;
    }
}
