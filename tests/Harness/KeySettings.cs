using System.Security.Cryptography;
using System.Text;

namespace Payouts.Harness;

/// <summary>The settings that make an API key known to a host.</summary>
public static class KeySettings
{
    /// <summary>Of one key.</summary>
    /// <param name="number">Its place among the host's keys.</param>
    /// <param name="name">Its name.</param>
    /// <param name="secret">What the client sends.</param>
    /// <param name="clientId">The client that it is bound to; <see langword="null"/>: any.</param>
    /// <param name="scopes">What it may do.</param>
    public static IEnumerable<KeyValuePair<string, string>> Of(int number, string name, string secret, string? clientId, params string[] scopes) =>
    [
        new($"ApiKeys__{number}__Name", name),
        new($"ApiKeys__{number}__Sha256", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)))),
        .. clientId is null ? [] : new KeyValuePair<string, string>[] { new($"ApiKeys__{number}__ClientId", clientId) },
        .. scopes.Select((scope, place) => new KeyValuePair<string, string>($"ApiKeys__{number}__Scopes__{place}", scope)),
    ];
}
