using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Payouts.Hosting;

namespace Payouts.Gateway.Authentication;

/// <summary>The keys that the service knows.</summary>
internal sealed class ApiKeys(ImmutableArray<ApiKey> keys)
{
    /// <summary>The key that Development has when none is configured.</summary>
    public const string DevelopmentKey = "dev";

    /// <summary>What was configured or, in Development with nothing configured, the key <c>dev</c>. What is wrong is with the reader afterwards.</summary>
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
                "ApiKeys__0__Name, ApiKeys__0__Sha256 and ApiKeys__0__Scopes__0 must be set: outside Development there is no key without them.");
        }

        return new(keys);
    }

    /// <summary>The key that was presented. Takes the same time for every wrong one, whatever it has in common with a right one.</summary>
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

    /// <summary>A secret that all gateways with the same keys share, and that says nothing about them.</summary>
    public byte[] SharedSecret() =>
        SHA256.HashData([.. keys.OrderBy(key => key.Name, StringComparer.Ordinal).SelectMany(key => key.Sha256)]);

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
