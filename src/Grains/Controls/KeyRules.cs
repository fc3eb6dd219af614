using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Grains.Controls;

/// <summary>What a change of keys comes to.</summary>
/// <param name="Answer">For the caller.</param>
/// <param name="Next">What is to be written; <see langword="null"/> if nothing is.</param>
internal sealed record KeyDecision(KeyAnswer Answer, KeysState? Next = null);

/// <summary>Which changes of keys are allowed, and what comes of them (docs/adr/0030).</summary>
internal static class KeyRules
{
    /// <summary>The most keys. For a further one the key that was revoked first is forgotten.</summary>
    public const int MostKeys = 1000;

    /// <summary>The most secrets of one key that work at the same time.</summary>
    public const int MostSecrets = 5;

    /// <summary>Makes a key, unless this very one is there.</summary>
    /// <exception cref="ArgumentException">The scopes are not those of such a key.</exception>
    public static KeyDecision Make(KeysState state, MakeKey command, DateTimeOffset now)
    {
        if (command.Scopes.IsDefaultOrEmpty || command.Scopes.Except(ServiceKey.PossibleScopes).Any())
        {
            throw new ArgumentException($"A key that is made at run time has some of the scopes {string.Join(", ", ServiceKey.PossibleScopes)}.", nameof(command));
        }

        if (state.Keys.FirstOrDefault(key => key.Id == command.Id) is { } same)
        {
            return new(new(same.Secrets.Any(secret => secret.Sha256 == command.Sha256) ? KeyVerdict.Done : KeyVerdict.NotActive, same));
        }

        if (state.Keys.Any(key => key.Name == command.Name || key.Id == command.Name))
        {
            return new(new(KeyVerdict.NameTaken));
        }

        if (WithRoom(state.Keys) is not { } others)
        {
            return new(new(KeyVerdict.Full));
        }

        var made = new ServiceKey(
            command.Id, command.Name, command.Scopes, command.Person, now, [new(command.Sha256, now)], [command.Person], ClientId: command.ClientId, ExpiresAt: command.ExpiresAt);
        return new(new(KeyVerdict.Done, made), state with { Keys = others.Add(made) });
    }

    /// <summary>Adds a secret, unless it is there.</summary>
    public static KeyDecision Rotate(KeysState state, RotateKey command, DateTimeOffset now)
    {
        if (state.Keys.FirstOrDefault(key => key.Id == command.Id) is not { } key)
        {
            return new(new(KeyVerdict.NotFound));
        }

        if (!key.Secrets.IsEmpty && key.Secrets[^1].Sha256 == command.Sha256)
        {
            return new(new(KeyVerdict.Done, key));
        }

        if (!key.IsActiveAt(now))
        {
            return new(new(KeyVerdict.NotActive, key));
        }

        if (!command.Versions.IsDefault && !command.Versions.Contains(key.Version))
        {
            return new(new(KeyVerdict.VersionMismatch, key));
        }

        var end = now + command.Overlap;
        var earlier = key.Secrets.Select(secret => secret.IsActiveAt(end) ? secret with { Until = end } : secret).Where(secret => secret.IsActiveAt(now)).ToImmutableArray();
        return earlier.Length < MostSecrets
            ? Changed(state, key, key with
            {
                Secrets = earlier.Add(new(command.Sha256, now)),
                ShownTo = key.ShownTo.Contains(command.Person) ? key.ShownTo : key.ShownTo.Add(command.Person),
            })
            : new(new(KeyVerdict.TooManySecrets, key));
    }

    /// <summary>Ends a key that was made at run time; one that has expired too.</summary>
    public static KeyDecision Revoke(KeysState state, RevokeKey command, DateTimeOffset now)
    {
        var found = state.Keys.FirstOrDefault(key => key.Id == command.IdOrName) ?? state.Keys.FirstOrDefault(key => key.Name == command.IdOrName);
        return found switch
        {
            null => new(new(KeyVerdict.NotFound)),
            { Revoked: not null } => new(new(KeyVerdict.Done, found)),
            _ => Changed(state, found, found with { Secrets = [], Revoked = new(now, command.Reason, command.By.Person, command.By.Key) }),
        };
    }

    /// <summary>Ends a configured key, unless nobody could administer keys then.</summary>
    public static KeyDecision RevokeConfigured(KeysState state, RevokeConfiguredKey command, DateTimeOffset now)
    {
        if (state.Configured.FirstOrDefault(key => key.Sha256 == command.Sha256) is { } done)
        {
            return new(new(KeyVerdict.Done, Configured: done));
        }

        if (!command.OtherAdmins.IsDefault && command.OtherAdmins.All(admin => state.Configured.Any(key => key.Sha256 == admin)))
        {
            return new(new(KeyVerdict.LastAdmin));
        }

        var revoked = new RevokedKey(command.Name, command.Sha256, new(now, command.Reason, command.By.Person, command.By.Key));
        return new(new(KeyVerdict.Done, Configured: revoked), state with { Configured = state.Configured.Add(revoked) });
    }

    /// <summary>The keys, one less than the most; <see langword="null"/> if that would cost one that is not revoked.</summary>
    private static ImmutableArray<ServiceKey>? WithRoom(ImmutableArray<ServiceKey> keys) =>
        keys.Length < MostKeys ? keys
        : keys.Where(key => key.Revoked is not null).MinBy(key => key.Revoked!.At) is { } first ? keys.Remove(first)
        : null;

    private static KeyDecision Changed(KeysState state, ServiceKey before, ServiceKey after)
    {
        var changed = after with { Version = before.Version + 1 };
        return new(new(KeyVerdict.Done, changed), state with { Keys = state.Keys.Replace(before, changed) });
    }
}
