using System.Buffers.Binary;
using System.Text.RegularExpressions;

namespace Payouts.Addresses;

/// <summary>
/// TON's friendly form: 36 bytes in Base64 or Base64url: tag, workchain, 32 bytes of account, CRC-16. The raw form
/// (workchain:hex) has no checksum and is refused.
/// </summary>
internal static partial class TonAddress
{
    private const int TextLength = 48;
    private const int Length = 36;
    private const int BodyLength = 34;
    private const byte Bounceable = 0x11;
    private const byte NotBounceable = 0x51;
    private const byte TestOnly = 0x80;
    private const byte Masterchain = 0xFF;

    public static string? Validate(string address)
    {
        if (address.Contains(':', StringComparison.Ordinal))
        {
            return "the raw form has no checksum, the friendly form of 48 characters is needed";
        }

        if (address.Length != TextLength)
        {
            return "its length is wrong (48 characters)";
        }

        if (address.AsSpan().ContainsAny('+', '/') && address.AsSpan().ContainsAny('-', '_'))
        {
            return "Base64 and Base64url are mixed";
        }

        Span<byte> bytes = stackalloc byte[Length];
        return TryDecode(address, bytes) ? ValidateBytes(bytes) : "a character is outside the Base64 alphabets";
    }

    /// <summary>
    /// The raw form, workchain and account in lower-case hexadecimal: the tag, including the test network's, determines
    /// how to send, not to whom.
    /// </summary>
    public static string? Canonical(string address)
    {
        if (RawForm().IsMatch(address))
        {
            return address.ToLowerInvariant();
        }

        Span<byte> bytes = stackalloc byte[Length];
        return address.Length == TextLength && TryDecode(address, bytes) && ValidateBytes(bytes, TestOnly) is null
            ? $"{(bytes[1] == Masterchain ? "-1" : "0")}:{Convert.ToHexStringLower(bytes[2..BodyLength])}"
            : null;
    }

    public static IEnumerable<string> Spellings(string canonical)
    {
        var bytes = new byte[Length];
        var separator = canonical.IndexOf(':', StringComparison.Ordinal);
        Convert.FromHexString(canonical[(separator + 1)..]).CopyTo(bytes, 2);
        bytes[1] = separator == 1 ? (byte)0 : Masterchain;
        foreach (var tag in new[] { Bounceable, NotBounceable })
        {
            bytes[0] = tag;
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(BodyLength), Crc16(bytes.AsSpan(0, BodyLength)));
            var text = Convert.ToBase64String(bytes);
            yield return text.Replace('+', '-').Replace('/', '_');
            yield return text;
        }
    }

    /// <summary>
    /// The bounceable form in Base64url: people see a friendly form and never the raw one, and the last characters of the
    /// two have only the last byte of the account in common. The checksum is linear: two accounts with the same ends in one
    /// friendly form have them in each.
    /// </summary>
    public static string Shown(string canonical) => Spellings(canonical).First();

    private static string? ValidateBytes(ReadOnlySpan<byte> bytes, byte ignored = 0) => (bytes[0] & ~ignored, bytes[1]) switch
    {
        _ when Crc16(bytes[..BodyLength]) != BinaryPrimitives.ReadUInt16BigEndian(bytes[BodyLength..]) => "the checksum does not match (CRC-16)",
        (Bounceable | TestOnly or NotBounceable | TestOnly, _) => "it is for the test network only",
        (not (Bounceable or NotBounceable), _) => "its tag is not one of TON's (0x11, 0x51)",
        (_, not (0 or Masterchain)) => "its workchain is neither 0 nor -1",
        _ => null,
    };

    private static bool TryDecode(string address, Span<byte> bytes) =>
        Convert.TryFromBase64String(address.Replace('-', '+').Replace('_', '/'), bytes, out var written) && written == Length;

    [GeneratedRegex(@"\A(0|-1):[0-9A-Fa-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RawForm();

    // CRC-16/XMODEM: polynomial 0x1021, initial value 0.
    private static ushort Crc16(ReadOnlySpan<byte> data)
    {
        var crc = 0;
        foreach (var value in data)
        {
            crc ^= value << 8;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ 0x1021;
            }
        }

        return (ushort)crc;
    }
}
