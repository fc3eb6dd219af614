using System.Security.Cryptography;
using System.Text;

namespace Payouts.Client;

/// <summary>Computes the ids of payouts.</summary>
public static class PayoutIds
{
    private const int Length = 32;

    /// <summary>
    /// The id that a payout has or would have: the first 32 hex digits of SHA-256 over client, line feed and key (docs/adr/0002).
    /// </summary>
    /// <param name="clientId">The request's client.</param>
    /// <param name="idempotencyKey">The key under which it is created.</param>
    public static string Of(string clientId, string idempotencyKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(clientId);
        ArgumentException.ThrowIfNullOrEmpty(idempotencyKey);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{clientId}\n{idempotencyKey}")).AsSpan(0, Length / 2));
    }
}
