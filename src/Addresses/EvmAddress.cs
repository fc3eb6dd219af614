using System.Text;

namespace Payouts.Addresses;

/// <summary>Ethereum and its like: 0x and 20 bytes in hexadecimal; mixed case carries the checksum of EIP-55, one case carries none.</summary>
internal static class EvmAddress
{
    private const string Prefix = "0x";
    private const int Digits = 40;

    public static string? Fault(string address)
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

    public static string Canonical(string address) => address.ToLowerInvariant();

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
        Span<byte> ascii = stackalloc byte[Digits];
        Encoding.ASCII.GetBytes(lower, ascii);
        Span<byte> hash = stackalloc byte[Keccak.HashSizeInBytes];
        Keccak.HashData(ascii, hash);
        for (var i = 0; i < Digits; i++)
        {
            var nibble = i % 2 == 0 ? hash[i / 2] >> 4 : hash[i / 2] & 0xF;
            if (char.IsAsciiLetter(digits[i]) && char.IsAsciiLetterUpper(digits[i]) != nibble >= 8)
            {
                return false;
            }
        }

        return true;
    }
}
