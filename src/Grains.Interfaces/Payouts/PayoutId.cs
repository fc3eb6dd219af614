using System.Security.Cryptography;
using System.Text;

namespace Payouts.Grains.Interfaces.Payouts;

/// <summary>Derives and validates payout ids (docs/http-api.md, "Identity").</summary>
public static class PayoutId
{
    /// <summary>32 lower-case hex digits, as a regular expression.</summary>
    public const string Pattern = "^[0-9a-f]{32}$";

    private const int Length = 32;

    /// <summary>
    /// The first 32 hex digits of SHA-256 over client id, line feed (which neither part can contain) and key.
    /// </summary>
    public static string Of(string clientId, string idempotencyKey) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{clientId}\n{idempotencyKey}")).AsSpan(0, Length / 2));

    /// <summary>Whether a string has the form of an id; no other string can be one.</summary>
    public static bool IsValid(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.Length == Length && id.All(char.IsAsciiHexDigitLower);
    }
}
