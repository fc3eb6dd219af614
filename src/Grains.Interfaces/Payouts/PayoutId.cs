using System.Security.Cryptography;
using System.Text;

namespace Payouts.Grains.Interfaces.Payouts;

/// <summary>A payout's id: what it is made of, and its form (docs/http-api.md, "Identity").</summary>
public static class PayoutId
{
    /// <summary>32 lower-case hex digits, as a regular expression.</summary>
    public const string Pattern = "^[0-9a-f]{32}$";

    private const int Length = 32;

    /// <summary>The first 32 hex digits of SHA-256 over client id, a line feed (which neither can contain) and key.</summary>
    public static string Of(string clientId, string idempotencyKey) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{clientId}\n{idempotencyKey}")).AsSpan(0, Length / 2));

    /// <summary>Whether a text has the form; no other text can be the id of a payout.</summary>
    public static bool IsValid(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.Length == Length && id.All(char.IsAsciiHexDigitLower);
    }
}
