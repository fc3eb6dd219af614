using System.Collections.Immutable;

namespace Payouts.Grains.Interfaces.Controls;

/// <summary>A key that was made at run time: for a service, never for a person (docs/adr/0030).</summary>
/// <param name="Id">8 letters and digits; part of each of its secrets. Never changes, and no other key ever has it.</param>
/// <param name="Name">For people, logs and limits; no other key has it.</param>
/// <param name="Scopes">Some of <see cref="PossibleScopes"/>; never changes.</param>
/// <param name="CreatedBy">The person who made it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="Secrets">Those that work, or did when the key was last changed; none once it is revoked.</param>
/// <param name="ShownTo">Every person who ever saw one of its secrets.</param>
/// <param name="Version">1, and one more with each change.</param>
/// <param name="ClientId">The only client that it sees; <see langword="null"/> for all. Never changes.</param>
/// <param name="ExpiresAt">It works before this time only; <see langword="null"/>: until it is revoked.</param>
/// <param name="Revoked">How it came to its end; <see langword="null"/> if it did not.</param>
[GenerateSerializer, Immutable, Alias("payouts.ServiceKey")]
public sealed record ServiceKey(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] ImmutableArray<string> Scopes,
    [property: Id(3)] string CreatedBy,
    [property: Id(4)] DateTimeOffset CreatedAt,
    [property: Id(5)] ImmutableArray<KeySecret> Secrets,
    [property: Id(6)] ImmutableArray<string> ShownTo,
    [property: Id(7)] int Version = 1,
    [property: Id(8)] string? ClientId = null,
    [property: Id(9)] DateTimeOffset? ExpiresAt = null,
    [property: Id(10)] Revocation? Revoked = null)
{
    /// <summary>
    /// What such a key may be allowed to do: who approves, operates or administers is a person, so that nobody can make
    /// a second pair of eyes for himself.
    /// </summary>
    public static ImmutableArray<string> PossibleScopes { get; } = ["payouts:read", "payouts:create", "payouts:webhooks"];

    /// <summary>Whether it still works at that time.</summary>
    public bool IsActiveAt(DateTimeOffset time) => Revoked is null && (ExpiresAt is not { } end || time < end);
}

/// <summary>One secret of a key, which itself is stored nowhere.</summary>
/// <param name="Sha256">Of the whole secret in UTF-8: 64 hex digits, lower case.</param>
/// <param name="From">When it was made.</param>
/// <param name="Until">It works before this time only; <see langword="null"/>: as long as the key.</param>
[GenerateSerializer, Immutable, Alias("payouts.KeySecret")]
public sealed record KeySecret(
    [property: Id(0)] string Sha256,
    [property: Id(1)] DateTimeOffset From,
    [property: Id(2)] DateTimeOffset? Until = null)
{
    /// <summary>Whether it still works at that time, if its key does.</summary>
    public bool IsActiveAt(DateTimeOffset time) => Until is not { } end || time < end;
}

/// <summary>The end of a key.</summary>
/// <param name="At">When.</param>
/// <param name="Reason">1 to 200 characters.</param>
/// <param name="Person">Who revoked it, if a person did.</param>
/// <param name="Key">With which key, if with one.</param>
[GenerateSerializer, Immutable, Alias("payouts.Revocation")]
public sealed record Revocation(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] string Reason,
    [property: Id(2)] string? Person = null,
    [property: Id(3)] string? Key = null);

/// <summary>A configured key that was revoked: its hash is refused wherever it stays configured.</summary>
/// <param name="Name">Its name in the configuration then.</param>
/// <param name="Sha256">64 hex digits, lower case.</param>
/// <param name="Revoked">How it came to its end.</param>
[GenerateSerializer, Immutable, Alias("payouts.RevokedKey")]
public sealed record RevokedKey(
    [property: Id(0)] string Name,
    [property: Id(1)] string Sha256,
    [property: Id(2)] Revocation Revoked);

/// <summary>All keys that are not in the configuration, and what is to be known of those that are.</summary>
/// <param name="Version">How often they were changed; 0 if never.</param>
/// <param name="Keys">Made at run time, in the order of their making.</param>
/// <param name="Configured">The configured ones that were revoked.</param>
[GenerateSerializer, Immutable, Alias("payouts.KeyTable")]
public sealed record KeyTable(
    [property: Id(0)] int Version,
    [property: Id(1)] ImmutableArray<ServiceKey> Keys,
    [property: Id(2)] ImmutableArray<RevokedKey> Configured);
