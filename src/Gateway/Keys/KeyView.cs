using System.Collections.Immutable;
using Payouts.Gateway.Authentication;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Gateway.Keys;

/// <summary>Where a key comes from.</summary>
internal enum KeyKind
{
    Configured,
    Runtime,
}

/// <summary>Whether a key works.</summary>
internal enum KeyStatus
{
    Active,
    Expired,
    Revoked,
}

/// <summary>A key as the API shows it: never with a hash, and with a secret once.</summary>
/// <param name="Id">A configured key's is its name.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Status">Whether it works.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Version">For the ETag.</param>
internal sealed record KeyView(string Id, string Name, KeyKind Kind, KeyStatus Status, ImmutableArray<string> Scopes, long Version)
{
    public string? Person { get; init; }

    public string? ClientId { get; init; }

    public string? CreatedBy { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    public ImmutableArray<KeySecret> Secrets { get; init; } = [];

    /// <summary>The secret that was just made.</summary>
    public string? Secret { get; init; }

    public static KeyView Of(ServiceKey key, DateTimeOffset? lastUsedAt, DateTimeOffset now) =>
        new(key.Id, key.Name, KeyKind.Runtime, StatusOf(key, now), key.Scopes, key.Version)
        {
            ClientId = key.ClientId,
            CreatedBy = key.CreatedBy,
            CreatedAt = key.CreatedAt,
            ExpiresAt = key.ExpiresAt,
            LastUsedAt = lastUsedAt,
            Secrets = [.. key.Secrets.Where(secret => secret.IsActiveAt(now))],
        };

    public static KeyView Of(ApiKey key, bool isRevoked, DateTimeOffset? lastUsedAt) =>
        new(key.Id, key.Name, KeyKind.Configured, isRevoked ? KeyStatus.Revoked : KeyStatus.Active, key.Scopes, isRevoked ? 2 : 1)
        {
            Person = key.Person,
            ClientId = key.ClientId,
            LastUsedAt = lastUsedAt,
        };

    private static KeyStatus StatusOf(ServiceKey key, DateTimeOffset now) =>
        key.Revoked is not null ? KeyStatus.Revoked
        : key.IsActiveAt(now) ? KeyStatus.Active
        : KeyStatus.Expired;
}
