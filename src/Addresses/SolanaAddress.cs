using SimpleBase;

namespace Payouts.Addresses;

/// <summary>
/// Solana: 32 bytes in Base58 without a checksum. A mistyped character makes another well-formed address, and half of
/// those are on the curve.
/// </summary>
internal static class SolanaAddress
{
    private const int Length = 32;

    public static string? Validate(string address)
    {
        // A few SegWit texts are 32 bytes in Base58 too; a key that looks like one by chance is less likely than a
        // broken checksum.
        if (address.StartsWith("bc1", StringComparison.OrdinalIgnoreCase) && !Bech32Text.IsMixedCase(address))
        {
            return "it has the form of a Bitcoin address";
        }

        Span<byte> decoded = stackalloc byte[AddressText.MaxLength];
        return !Base58.Bitcoin.TryDecode(address, decoded, out var length) ? "a character is outside the Base58 alphabet"
            : length != Length ? "its length is wrong (Base58 of 32 bytes)"
            : null;
    }

    /// <summary>
    /// Accounts without a key are off the curve by design: those of programs, and the token accounts that belong to a
    /// wallet.
    /// </summary>
    public static string? ValidateAccount(string address, bool allowOffCurve)
    {
        if (allowOffCurve)
        {
            return null;
        }

        Span<byte> decoded = stackalloc byte[AddressText.MaxLength];
        return Base58.Bitcoin.TryDecode(address, decoded, out var length) && Ed25519Curve.Contains(decoded[..length])
            ? null
            : "it is off the ed25519 curve, as programs and token accounts are, so that nobody has its key; give the wallet that owns it";
    }
}
