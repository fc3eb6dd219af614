using System.Collections.Immutable;

namespace Payouts.Grains.Interfaces.Controls;

/// <summary>
/// Makes and changes keys at run time. One grain, under <see cref="Key"/>. A call that is repeated because its answer
/// was lost is recognised by the secret that it brings, and answered as the first one was.
/// </summary>
[GrainInterfaceType("Payouts.IKeysGrain")]
[Alias("payouts.IKeysGrain")]
public interface IKeysGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string Key = "keys";

    /// <summary>Returns all of them.</summary>
    [Alias("Read")]
    Task<KeyTable> Read();

    /// <summary>Makes a key, durably before it returns.</summary>
    [Alias("Make")]
    Task<KeyAnswer> Make(MakeKey command);

    /// <summary>Gives a key a further secret, and the others an end.</summary>
    [Alias("Rotate")]
    Task<KeyAnswer> Rotate(RotateKey command);

    /// <summary>Ends a key that was made at run time. Repeating it changes nothing.</summary>
    [Alias("Revoke")]
    Task<KeyAnswer> Revoke(RevokeKey command);

    /// <summary>Ends a key of the configuration. Repeating it changes nothing.</summary>
    [Alias("RevokeConfigured")]
    Task<KeyAnswer> RevokeConfigured(RevokeConfiguredKey command);
}

/// <summary>A key to make.</summary>
/// <param name="Id">New, and part of the secret.</param>
/// <param name="Sha256">Of the secret, which only the gateway knows: 64 hex digits, lower case.</param>
/// <param name="Name">Unlike that of any other key.</param>
/// <param name="Scopes">Some of <see cref="ServiceKey.PossibleScopes"/>.</param>
/// <param name="Person">Who makes it, and will see the secret.</param>
/// <param name="ClientId">The only client that it will see.</param>
/// <param name="ExpiresAt">When it stops working.</param>
[GenerateSerializer, Immutable, Alias("payouts.MakeKey")]
public sealed record MakeKey(
    [property: Id(0)] string Id,
    [property: Id(1)] string Sha256,
    [property: Id(2)] string Name,
    [property: Id(3)] ImmutableArray<string> Scopes,
    [property: Id(4)] string Person,
    [property: Id(5)] string? ClientId,
    [property: Id(6)] DateTimeOffset? ExpiresAt);

/// <summary>A further secret for a key.</summary>
/// <param name="Id">The key.</param>
/// <param name="Sha256">Of the new secret: 64 hex digits, lower case.</param>
/// <param name="Overlap">How long the earlier secrets work on, if they would longer.</param>
/// <param name="Person">Who will see it.</param>
/// <param name="Versions">The versions of the key that the caller means; default: any.</param>
[GenerateSerializer, Immutable, Alias("payouts.RotateKey")]
public sealed record RotateKey(
    [property: Id(0)] string Id,
    [property: Id(1)] string Sha256,
    [property: Id(2)] TimeSpan Overlap,
    [property: Id(3)] string Person,
    [property: Id(4)] ImmutableArray<long> Versions);

/// <summary>The end of a key that was made at run time.</summary>
/// <param name="IdOrName">The key.</param>
/// <param name="Reason">1 to 200 characters.</param>
/// <param name="By">Who ends it.</param>
[GenerateSerializer, Immutable, Alias("payouts.RevokeKey")]
public sealed record RevokeKey(
    [property: Id(0)] string IdOrName,
    [property: Id(1)] string Reason,
    [property: Id(2)] Caller By);

/// <summary>The end of a configured key.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sha256">64 hex digits, lower case.</param>
/// <param name="Reason">1 to 200 characters.</param>
/// <param name="By">Who ends it.</param>
/// <param name="OtherAdmins">
/// If it may administer keys: the hashes of all other configured keys that may. Default: there is no need for another.
/// </param>
[GenerateSerializer, Immutable, Alias("payouts.RevokeConfiguredKey")]
public sealed record RevokeConfiguredKey(
    [property: Id(0)] string Name,
    [property: Id(1)] string Sha256,
    [property: Id(2)] string Reason,
    [property: Id(3)] Caller By,
    [property: Id(4)] ImmutableArray<string> OtherAdmins);

/// <summary>What became of a change.</summary>
[GenerateSerializer, Alias("payouts.KeyVerdict")]
public enum KeyVerdict
{
    /// <summary>It is done, by this call or an earlier one.</summary>
    Done,

    /// <summary>There is no such key.</summary>
    NotFound,

    /// <summary>Another key has the name.</summary>
    NameTaken,

    /// <summary>There are as many keys as there may be, and none is revoked.</summary>
    Full,

    /// <summary>The key is revoked or expired.</summary>
    NotActive,

    /// <summary>The key is at another version.</summary>
    VersionMismatch,

    /// <summary>So many of its secrets still work that it gets no further one.</summary>
    TooManySecrets,

    /// <summary>Nobody could administer keys any more.</summary>
    LastAdmin,
}

/// <summary>The answer to a change.</summary>
/// <param name="Verdict">What became of it.</param>
/// <param name="Key">A key that was made at run time, as it is now; <see langword="null"/> if it is about none.</param>
/// <param name="Configured">What is kept of a configured key, if it is revoked.</param>
[GenerateSerializer, Immutable, Alias("payouts.KeyAnswer")]
public sealed record KeyAnswer(
    [property: Id(0)] KeyVerdict Verdict,
    [property: Id(1)] ServiceKey? Key = null,
    [property: Id(2)] RevokedKey? Configured = null);
