using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Gateway.Authentication;

/// <summary>The keys made at run time, and which configured ones were revoked, at one version; never changed.</summary>
internal sealed class ServiceKeys
{
    private readonly FrozenDictionary<string, Entry> _keys;
    private readonly FrozenDictionary<string, ImmutableArray<string>> _shownTo;
    private readonly FrozenSet<string> _revoked;

    /// <param name="table">From a silo.</param>
    /// <param name="configured">The keys of the configuration.</param>
    /// <param name="before">The keys until now: when they were used stays known.</param>
    public ServiceKeys(KeyTable table, ImmutableArray<ApiKey> configured, ServiceKeys? before)
    {
        Version = table.Version;
        _keys = table.Keys.Where(key => key.Revoked is null).ToFrozenDictionary(key => key.Id, key => Entry.Of(key, before?._keys.GetValueOrDefault(key.Id)), StringComparer.Ordinal);
        _shownTo = table.Keys.ToFrozenDictionary(key => key.Id, key => key.ShownTo, StringComparer.Ordinal);
        var hashes = table.Configured.Select(key => key.Sha256).ToHashSet(StringComparer.Ordinal);
        _revoked = configured.Where(key => hashes.Contains(key.HexSha256)).Select(key => key.Name).ToFrozenSet(StringComparer.Ordinal);
    }

    public int Version { get; }

    /// <summary>All that are not revoked.</summary>
    public IEnumerable<ApiKey> All => _keys.Values.Select(entry => entry.Key);

    /// <summary>The key with that id, if one of its secrets has the hash; compared in constant time.</summary>
    public ApiKey? Find(ReadOnlySpan<char> id, ReadOnlySpan<byte> sha256, DateTimeOffset now) =>
        _keys.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(id, out var entry) && entry.Has(sha256, now) ? entry.Key : null;

    /// <summary>
    /// Every person who saw a secret of the key with that id; nobody if there is none. A request that came in with a key
    /// which was revoked since still counts as theirs.
    /// </summary>
    public ImmutableArray<string> ShownTo(string id) => _shownTo.TryGetValue(id, out var persons) ? persons : [];

    /// <summary>The id of the key with that name, if it is not revoked.</summary>
    public string? IdOf(string name) => _keys.Values.FirstOrDefault(entry => entry.Key.Name == name)?.Key.ServiceKeyId;

    /// <summary>Whether the configured key of that name was revoked.</summary>
    public bool IsRevoked(string name) => _revoked.Contains(name);

    private sealed record Entry(ServiceKey Stored, ApiKey Key, ImmutableArray<(ImmutableArray<byte> Sha256, KeySecret Stored)> Secrets)
    {
        public static Entry Of(ServiceKey key, Entry? before) => new(
            key,
            new ApiKey(key.Name, [], key.Scopes, key.ClientId, ServiceKeyId: key.Id) { Use = before?.Key.Use ?? new KeyUse() },
            [.. key.Secrets.Select(secret => (Convert.FromHexString(secret.Sha256).ToImmutableArray(), secret))]);

        public bool Has(ReadOnlySpan<byte> sha256, DateTimeOffset now)
        {
            var has = false;
            foreach (var (hash, secret) in Secrets)
            {
                has |= CryptographicOperations.FixedTimeEquals(hash.AsSpan(), sha256) && secret.IsActiveAt(now);
            }

            return has && Stored.IsActiveAt(now);
        }
    }
}
