using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Gateway.Tests.Answers;

/// <content>Keys that are made at run time.</content>
internal sealed partial class ScriptedGrain : IControlsGrain, IKeysGrain, IKeyUseGrain
{
    public async Task<KeysAnswer> KeysNewerThan(int version)
    {
        await Task.CompletedTask;
        var shown = cluster.ShownKeys?.Invoke() ?? cluster.Keys;
        return new(shown.Version, shown.Version > version ? shown : null);
    }

    Task<KeyTable> IKeysGrain.Read() => Task.FromResult(cluster.Keys);

    public Task<KeyAnswer> Make(MakeKey command) => Task.FromResult(
        cluster.Keys.Keys.Any(key => key.Name == command.Name) ? new KeyAnswer(KeyVerdict.NameTaken) : new(KeyVerdict.Done, Stored(
            new(command.Id, command.Name, command.Scopes, command.Person, GoldenGateway.Now, [new(command.Sha256, GoldenGateway.Now)], [command.Person], ClientId: command.ClientId))));

    public Task<KeyAnswer> Rotate(RotateKey command) => Task.FromResult(cluster.Keys.Keys.FirstOrDefault(key => key.Id == command.Id) switch
    {
        null => new KeyAnswer(KeyVerdict.NotFound),
        { Revoked: not null } key => new(KeyVerdict.NotActive, key),
        { } key when !command.Versions.IsDefault && !command.Versions.Contains(key.Version) => new(KeyVerdict.VersionMismatch, key),
        { } key => new(KeyVerdict.Done, Stored(key with { Secrets = key.Secrets.Add(new(command.Sha256, GoldenGateway.Now)), Version = key.Version + 1 })),
    });

    public Task<KeyAnswer> Revoke(RevokeKey command) => Task.FromResult(
        cluster.Keys.Keys.FirstOrDefault(key => key.Id == command.IdOrName || key.Name == command.IdOrName) is { } key
            ? new KeyAnswer(KeyVerdict.Done, Stored(key with { Secrets = [], Revoked = new(GoldenGateway.Now, command.Reason), Version = key.Version + 1 }))
            : new(KeyVerdict.NotFound));

    public Task<KeyAnswer> RevokeConfigured(RevokeConfiguredKey command) => Task.FromResult(
        command.OtherAdmins is { IsDefault: false, IsEmpty: true }
            ? new KeyAnswer(KeyVerdict.LastAdmin)
            : new(KeyVerdict.Done, Configured: new(command.Name, command.Sha256, new(GoldenGateway.Now, command.Reason))));

    public Task Report(ImmutableDictionary<string, DateTimeOffset> uses)
    {
        cluster.KeyUses = cluster.KeyUses.SetItems(uses);
        return Task.CompletedTask;
    }

    Task<ImmutableDictionary<string, DateTimeOffset>> IKeyUseGrain.Read() => Task.FromResult(cluster.KeyUses);

    private ServiceKey Stored(ServiceKey key)
    {
        cluster.Keys = cluster.Keys with { Version = cluster.Keys.Version + 1, Keys = [.. cluster.Keys.Keys.Where(other => other.Id != key.Id), key] };
        return key;
    }
}
