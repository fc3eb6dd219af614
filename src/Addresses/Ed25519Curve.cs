using Org.BouncyCastle.Math.EC.Rfc7748;

namespace Payouts.Addresses;

/// <summary>The curve of Solana's keys.</summary>
internal static class Ed25519Curve
{
    // The d of -x² + y² = 1 + dx²y² (RFC 8032, 5.1), least significant byte first.
    private static readonly int[] D = Decode(Convert.FromHexString("a3785913ca4deb75abd841414d0a700098e879777940c78c73fe6f2bee6c0352"));

    /// <summary>
    /// Whether 32 bytes can be decompressed to a point. This is Solana's own rule, <c>is_on_curve</c>: there is an x
    /// for this y. It requires no more, so a y above the prime and points of small order pass, although RFC 8032 and
    /// BouncyCastle's public key check refuse them.
    /// </summary>
    public static bool Contains(ReadOnlySpan<byte> compressed)
    {
        var y = Decode(compressed.ToArray());
        var (above, below, x) = (X25519Field.Create(), X25519Field.Create(), X25519Field.Create());

        // x² = (y² - 1) / (dy² + 1)
        X25519Field.Sqr(y, above);
        X25519Field.Mul(above, D, below);
        X25519Field.SubOne(above);
        X25519Field.AddOne(below);
        return X25519Field.SqrtRatioVar(above, below, x);
    }

    // The highest bit, the sign of x, is ignored.
    private static int[] Decode(byte[] bytes)
    {
        var number = X25519Field.Create();
        X25519Field.Decode255(bytes, number);
        return number;
    }
}
