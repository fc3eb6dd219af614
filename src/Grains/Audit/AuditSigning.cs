using System.Security.Cryptography;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Audit;

/// <summary>The key that signs checkpoints: ECDSA on P-256 with SHA-256, which openssl verifies as well.</summary>
public static class AuditSigning
{
    /// <summary>Reads a private or a public key.</summary>
    /// <param name="pem">PEM; the kind is told from it.</param>
    /// <exception cref="ArgumentException">It is no PEM of a key, or not on P-256.</exception>
    /// <exception cref="CryptographicException">It cannot be read.</exception>
    public static ECDsa Read(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return key.KeySize == 256 && key.ExportParameters(false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value
                ? key
                : throw new ArgumentException("The key is not on the curve P-256.", nameof(pem));
        }
        catch (PlatformNotSupportedException exception)
        {
            key.Dispose();
            throw new ArgumentException("The key is on no known curve.", nameof(pem), exception);
        }
        catch (Exception)
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>Signs: DER, as base64.</summary>
    internal static string Sign(ECDsa key, AuditText text) =>
        Convert.ToBase64String(key.SignData(text.Bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

    /// <summary>Whether the key that is named made the signature, and it is spelt as we spell it.</summary>
    internal static bool IsSigned(IEnumerable<ECDsa> keys, string? keyId, AuditText text, string? signature)
    {
        var bytes = new byte[128];
        return Convert.TryFromBase64String(signature ?? "", bytes, out var length) && length > 0 && Convert.ToBase64String(bytes.AsSpan(0, length)) == signature
            && keys.Any(key => IdOf(key) == keyId && key.VerifyData(text.Bytes, bytes.AsSpan(0, length), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    /// <summary>Names a key without telling it: 8 hex digits of its public part.</summary>
    public static string IdOf(ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()).AsSpan(0, 4));
    }
}
