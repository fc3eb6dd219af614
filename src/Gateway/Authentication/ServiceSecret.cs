using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Payouts.Gateway.Authentication;

/// <summary>
/// The secret of a key that is made at run time: <c>po_</c>, the key's id of 8 characters, <c>_</c>, 43 random ones (256
/// bits) and 6 of a checksum (CRC-32C of all before them), each of <c>0-9 A-Z a-z</c>. Scanners find such a secret in a
/// text, and a mistyped one is refused without a look at any key.
/// </summary>
internal static class ServiceSecret
{
    private const string Prefix = "po_";
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int IdLength = 8;
    private const int RandomLength = 43;
    private const int ChecksumLength = 6;
    private const int Length = 3 + IdLength + 1 + RandomLength + ChecksumLength;

    /// <summary>The id of a new key: 47 random bits.</summary>
    public static string NewId() => RandomNumberGenerator.GetString(Digits, IdLength);

    /// <summary>Whether a text can be such an id.</summary>
    public static bool IsId(string text) => text.Length == IdLength && text.All(char.IsAsciiLetterOrDigit);

    /// <summary>A new secret of a key.</summary>
    /// <param name="id">From <see cref="NewId"/>.</param>
    public static string Of(string id)
    {
        var secret = $"{Prefix}{id}_{RandomNumberGenerator.GetString(Digits, RandomLength)}";
        return secret + Checksum(secret);
    }

    /// <summary>The id in a secret, unless it cannot be one.</summary>
    public static bool TryReadId(ReadOnlySpan<char> secret, out ReadOnlySpan<char> id)
    {
        id = default;
        if (secret.Length != Length || !secret.StartsWith(Prefix, StringComparison.Ordinal) || secret[Prefix.Length + IdLength] != '_'
            || !secret[^ChecksumLength..].SequenceEqual(Checksum(secret[..^ChecksumLength])))
        {
            return false;
        }

        id = secret.Slice(Prefix.Length, IdLength);
        return true;
    }

    private static string Checksum(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[3 * Length];
        var sum = uint.MaxValue;
        foreach (var letter in bytes[..Encoding.UTF8.GetBytes(text, bytes)])
        {
            sum = BitOperations.Crc32C(sum, letter);
        }

        sum = ~sum;
        return string.Create(ChecksumLength, sum, static (digits, rest) =>
        {
            for (var place = digits.Length - 1; place >= 0; place--)
            {
                digits[place] = Digits[(int)(rest % Digits.Length)];
                rest /= (uint)Digits.Length;
            }
        });
    }
}
