using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Payouts.Hosting;

namespace Payouts.Gateway.Authentication;

/// <summary>The configured API keys.</summary>
internal sealed class ApiKeys(ImmutableArray<ApiKey> keys)
{
    /// <summary>The key in Development when none is configured.</summary>
    public const string DevelopmentKey = "dev";

    /// <summary>The configured keys or, in Development without any, the key <c>dev</c>.</summary>
    public static ApiKeys Read(SettingReader read, IHostEnvironment environment)
    {
        var keys = ApiKeySettings.Read(read);
        if (keys.IsEmpty && environment.IsDevelopment())
        {
            return new([new(DevelopmentKey, [.. Hash(DevelopmentKey)], Scopes.All, ClientId: null, LoopbackOnly: true)]);
        }

        if (keys.IsEmpty)
        {
            read.Error(
                ApiKeySettings.Section,
                "ApiKeys__0__Name, ApiKeys__0__Sha256 and ApiKeys__0__Scopes__0 must be set: outside Development there is no default key.");
        }

        return new(keys);
    }

    /// <summary>
    /// Finds the presented key in constant time: how much of a wrong key is right makes no difference.
    /// </summary>
    public ApiKey? Find(string presented)
    {
        var hash = Hash(presented);
        ApiKey? found = null;
        foreach (var key in keys)
        {
            found = CryptographicOperations.FixedTimeEquals(hash, key.Sha256.AsSpan()) ? key : found;
        }

        return found;
    }

    /// <summary>Whether a key that was let in before still would be: what a session of that key lives by.</summary>
    /// <param name="idOrName">The claim <see cref="CallerClaims.Key"/>.</param>
    public bool IsUsable(string idOrName) => keys.Any(key => key.Name == idOrName);

    /// <summary>The key with that id or name if it would still be let in; what a session of it may do is what it may do.</summary>
    public ApiKey? Usable(string idOrName) => keys.FirstOrDefault(key => key.Name == idOrName);

    /// <summary>Whether any key belongs to a person, who could sign in with it.</summary>
    public bool HavePersons => keys.Any(key => key.Person is not null);

    /// <summary>A secret that all gateways with the same keys share. It reveals nothing about the keys.</summary>
    public byte[] SharedSecret() =>
        SHA256.HashData([.. keys.OrderBy(key => key.Name, StringComparer.Ordinal).SelectMany(key => key.Sha256)]);

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
