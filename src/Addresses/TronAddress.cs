namespace Payouts.Addresses;

/// <summary>TRON: Base58Check with version 0x41, which makes it begin with T.</summary>
internal static class TronAddress
{
    private const byte Version = 0x41;
    private const int HexLength = 42;

    public static string? Validate(string address)
    {
        if (IsHex(address))
        {
            return "the hexadecimal form has no checksum, the form that begins with T is needed";
        }

        return Base58Check.Validate(address, out var version)
            ?? (version == Version ? null : "its version byte is that of another network (0x41 is TRON's)");
    }

    /// <summary>The address itself; for the hexadecimal form, the one that begins with T.</summary>
    public static string Canonical(string address) =>
        IsHex(address) ? Base58Check.Text(Version, Convert.FromHexString(address).AsSpan(1)) : address;

    private static bool IsHex(string address) =>
        address.Length == HexLength && address.StartsWith("41", StringComparison.Ordinal) && address.All(char.IsAsciiHexDigit);
}
