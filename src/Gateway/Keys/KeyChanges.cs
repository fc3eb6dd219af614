using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Payouts.Gateway.Authentication;
using Payouts.Gateway.Cluster;
using Payouts.Gateway.Http;
using Payouts.Gateway.Problems;
using Payouts.Gateway.Sessions;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Gateway.Keys;

/// <summary>
/// Makes, rotates and revokes keys. Id and secret are made here, before the grain is called: a call that is repeated
/// through a failover brings the same ones, and makes no second key.
/// </summary>
internal static class KeyChanges
{
    public static async Task<Results<KeyResult, ProblemResult>> MakeAsync(
        HttpRequest http, ClaimsPrincipal caller, ApiKeys keys, GrainCalls grains, TimeProvider time, CancellationToken cancellationToken)
    {
        if (caller.Caller().Person is not { } person)
        {
            return PersonRequired();
        }

        var (asked, problem) = await KeyRequests.ReadAsync(http, fields => KeyRequests.NewKey(fields, time.GetUtcNow()), cancellationToken);
        if (asked is null)
        {
            return problem!;
        }

        if (keys.Configured.Any(key => key.Name == asked.Name))
        {
            return NameTaken();
        }

        var id = ServiceSecret.NewId();
        var secret = ServiceSecret.Of(id);
        var command = new MakeKey(id, HashOf(secret), asked.Name, asked.Scopes, person, asked.ClientId, asked.ExpiresAt);
        var answer = await ChangeAsync(grains, grain => grain.Make(command), cancellationToken);
        return answer.Verdict switch
        {
            KeyVerdict.Done => new KeyResult(KeyView.Of(answer.Key!, lastUsedAt: null, time.GetUtcNow()) with { Secret = secret }, StatusCodes.Status201Created),
            KeyVerdict.NameTaken => NameTaken(),
            KeyVerdict.Full => new ProblemResult(ProblemRegistry.KeyNotActive, "There are as many keys as there may be: revoke one first."),
            KeyVerdict.NotActive => new ProblemResult(ProblemRegistry.KeyNotActive, "The key was revoked before it could be handed out."),
            _ => throw new UnreachableException($"The making of a key answered {answer.Verdict}."),
        };
    }

    public static async Task<Results<KeyResult, ProblemResult>> RotateAsync(
        string id, HttpRequest http, ClaimsPrincipal caller, ApiKeys keys, GrainCalls grains, TimeProvider time, CancellationToken cancellationToken)
    {
        if (caller.Caller().Person is not { } person)
        {
            return PersonRequired();
        }

        var (match, refusal) = RequiredIfMatch.Read(http, "the key's ETag");
        if (match is null)
        {
            return refusal!;
        }

        var (rotation, problem) = await KeyRequests.ReadAsync(http, KeyRequests.Rotation, cancellationToken);
        if (rotation is null)
        {
            return problem!;
        }

        if (keys.Configured.Any(key => key.Name == id))
        {
            return new ProblemResult(ProblemRegistry.KeyNotActive, "The key is configured, and gets another secret in the configuration.");
        }

        if (!ServiceSecret.IsId(id))
        {
            return NoSuchKey();
        }

        var secret = ServiceSecret.Of(id);
        var command = new RotateKey(id, HashOf(secret), rotation.Overlap, person, match.Accepted);
        var answer = await ChangeAsync(grains, grain => grain.Rotate(command), cancellationToken);
        return ProblemOf(answer) is { } fault ? fault : new KeyResult(await ViewAsync(answer.Key!, grains, time, cancellationToken) with { Secret = secret });
    }

    public static ProblemResult NoSuchKey() => new(ProblemRegistry.KeyNotFound, "No key has this id.");

    private static ProblemResult? ProblemOf(KeyAnswer rotation) => rotation.Verdict switch
    {
        KeyVerdict.Done => null,
        KeyVerdict.NotFound => NoSuchKey(),
        KeyVerdict.NotActive => new ProblemResult(ProblemRegistry.KeyNotActive, "The key is revoked or expired."),
        KeyVerdict.VersionMismatch => new ProblemResult(ProblemRegistry.VersionMismatch, $"The key is at version {rotation.Key!.Version}."),
        KeyVerdict.TooManySecrets => ProblemResult.Invalid([new("/overlap", "cannot be granted: too many earlier secrets of the key still work. Wait for one to end, or rotate with 0.")]),
        _ => throw new UnreachableException($"The rotation of a key answered {rotation.Verdict}."),
    };

    public static async Task<Results<KeyResult, ProblemResult>> RevokeAsync(
        string id, HttpRequest http, ClaimsPrincipal caller, ApiKeys keys, SessionSettings sessions, GrainCalls grains, TimeProvider time, CancellationToken cancellationToken)
    {
        var (reason, problem) = await KeyRequests.ReadAsync(http, KeyRequests.Reason, cancellationToken);
        if (reason is null)
        {
            return problem!;
        }

        if (keys.Configured.FirstOrDefault(key => key.Name == id) is { } configured)
        {
            var command = new RevokeConfiguredKey(configured.Name, configured.HexSha256, reason, caller.Caller(), sessions.HasAdmins ? default : OtherAdmins(configured, keys));
            var (verdict, _, _) = await ChangeAsync(grains, grain => grain.RevokeConfigured(command), cancellationToken);
            return verdict == KeyVerdict.Done
                ? new KeyResult(KeyView.Of(configured, isRevoked: true, await LastUseAsync(configured.Id, grains, cancellationToken)))
                : new ProblemResult(ProblemRegistry.KeyNotActive, "It is the last key that may administer keys.");
        }

        var answer = await ChangeAsync(grains, grain => grain.Revoke(new RevokeKey(id, reason, caller.Caller())), cancellationToken);
        return answer.Verdict == KeyVerdict.Done ? new KeyResult(await ViewAsync(answer.Key!, grains, time, cancellationToken)) : NoSuchKey();
    }

    /// <summary>The other keys that may administer keys, if this one may: default otherwise.</summary>
    private static ImmutableArray<string> OtherAdmins(ApiKey key, ApiKeys keys) =>
        IsAdmin(key) ? [.. keys.Configured.Where(other => other != key && IsAdmin(other)).Select(other => other.HexSha256)] : default;

    private static bool IsAdmin(ApiKey key) => key.ClientId is null && key.Scopes.Contains(Scopes.Admin);

    private static Task<KeyAnswer> ChangeAsync(GrainCalls grains, Func<IKeysGrain, Task<KeyAnswer>> change, CancellationToken cancellationToken) =>
        grains.RunAsync(factory => change(factory.GetGrain<IKeysGrain>(IKeysGrain.Key)), cancellationToken);

    private static async Task<KeyView> ViewAsync(ServiceKey key, GrainCalls grains, TimeProvider time, CancellationToken cancellationToken) =>
        KeyView.Of(key, await LastUseAsync(key.Id, grains, cancellationToken), time.GetUtcNow());

    private static async Task<DateTimeOffset?> LastUseAsync(string id, GrainCalls grains, CancellationToken cancellationToken) =>
        (await grains.RunAsync(factory => factory.GetGrain<IKeyUseGrain>(IKeyUseGrain.Key).Read(), cancellationToken)).TryGetValue(id, out var at) ? at : null;

    private static string HashOf(string secret) => Convert.ToHexStringLower(ApiKeys.Hash(secret));

    private static ProblemResult PersonRequired() => new(ProblemRegistry.PersonRequired, "The key belongs to no person.");

    private static ProblemResult NameTaken() => ProblemResult.Invalid([new("/name", "is the name of another key.")]);
}
