using System.Text;

namespace Payouts.Addresses;

/// <summary>
/// Ethereum-like networks: 0x and 20 bytes in hexadecimal. Mixed case carries the EIP-55 checksum; single case carries
/// none.
/// </summary>
internal static class EvmAddress
{
    private const string Prefix = "0x";
    private const int Digits = 40;

    public static string? Validate(string address)
    {
        if (!address.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return "it does not begin with 0x";
        }

        var digits = address.AsSpan(Prefix.Length);
        return digits.Length != Digits ? "its length is wrong (0x and 40 hexadecimal digits)"
            : !IsHex(digits) ? "a character is not a hexadecimal digit"
            : Bech32Text.IsMixedCase(digits) && !HasChecksumCase(digits) ? "the checksum does not match (the mix of capitals and small letters, EIP-55)"
            : null;
    }

    public static AddressStrength Strength(string address) =>
        Bech32Text.IsMixedCase(address.AsSpan(Prefix.Length)) ? AddressStrength.Conditional : AddressStrength.None;

    /// <summary>Lower case: mixed case is a checksum and not part of the account.</summary>
    public static string? Canonical(string address) =>
        address.Length == Prefix.Length + Digits && address.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && IsHex(address.AsSpan(Prefix.Length))
            ? address.ToLowerInvariant()
            : null;

    public static IEnumerable<string> Spellings(string canonical)
    {
        var digits = canonical[Prefix.Length..];
        return [canonical, WithChecksum(digits), Prefix + digits.ToUpperInvariant()];
    }

    private static bool IsHex(ReadOnlySpan<char> digits)
    {
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit(digit))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasChecksumCase(ReadOnlySpan<char> digits)
    {
        Span<char> lower = stackalloc char[Digits];
        digits.ToLowerInvariant(lower);
        return WithChecksum(lower).AsSpan(Prefix.Length).SequenceEqual(digits);
    }

    /// <summary>The EIP-55 spelling of a lower-case address.</summary>
    private static string WithChecksum(ReadOnlySpan<char> lower)
    {
        Span<byte> ascii = stackalloc byte[Digits];
        Encoding.ASCII.GetBytes(lower, ascii);
        Span<byte> hash = stackalloc byte[Keccak.HashSizeInBytes];
        Keccak.HashData(ascii, hash);
        Span<char> mixed = stackalloc char[Digits];
        for (var i = 0; i < Digits; i++)
        {
            var nibble = i % 2 == 0 ? hash[i / 2] >> 4 : hash[i / 2] & 0xF;
            mixed[i] = nibble >= 8 ? char.ToUpperInvariant(lower[i]) : lower[i];
        }

        return $"{Prefix}{mixed}";
    }
}
