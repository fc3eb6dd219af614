using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using Payouts.Grains.Audit;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Grains.Controls;

/// <inheritdoc cref="IKeysGrain"/>
[GrainType("keys")]
internal sealed partial class KeysGrain([FromKeyedServices(Document.Storage)] IGrainStorage storage, TimeProvider clock, ILogger<KeysGrain> logger) : Grain, IKeysGrain
{
    private Document<KeysState> Stored => field ??= new Document<KeysState>(this, storage);

    private AuditOutbox Outbox => field ??= new AuditOutbox(this, GrainFactory, logger, () => Stored.State?.Unlogged);

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Stored.ReadAsync();
        Outbox.Begin();
    }

    /// <inheritdoc/>
    public Task<KeyTable> Read() => Task.FromResult((Stored.State ?? KeysState.Empty).Table(Stored.Version));

    /// <inheritdoc/>
    public Task<KeyAnswer> Make(MakeKey command) => ChangeAsync("made", new(command.Person), null, (state, now) => KeyRules.Make(state, command, now));

    /// <inheritdoc/>
    public Task<KeyAnswer> Rotate(RotateKey command) => ChangeAsync("rotated", new(command.Person), null, (state, now) => KeyRules.Rotate(state, command, now));

    /// <inheritdoc/>
    public Task<KeyAnswer> Revoke(RevokeKey command) => ChangeAsync("revoked", command.By, command.Reason, (state, now) => KeyRules.Revoke(state, command, now));

    /// <inheritdoc/>
    public Task<KeyAnswer> RevokeConfigured(RevokeConfiguredKey command) => ChangeAsync("revoked", command.By, command.Reason, (state, now) => KeyRules.RevokeConfigured(state, command, now));

    private async Task<KeyAnswer> ChangeAsync(string change, Caller by, string? reason, Func<KeysState, DateTimeOffset, KeyDecision> rule)
    {
        var (before, now) = (Stored.State ?? KeysState.Empty, WholeMilliseconds.Floor(clock.GetUtcNow()));
        var (answer, next) = rule(before, now);
        if (next is not null)
        {
            var (id, actor, action) = (FormattableString.Invariant($"keys/{Stored.Version + 1}"), AuditOrigin.Of(by), $"key.{change}");
            var draft = answer.Key is { } key
                ? AuditDrafts.Of(id, now, actor, action, key.Id, before.Keys.FirstOrDefault(old => old.Id == key.Id), key, reason)
                : AuditDrafts.Of<RevokedKey>(id, now, actor, action, answer.Configured!.Name, null, answer.Configured, reason);
            await Stored.WriteAsync(next with { Unlogged = Outbox.With(draft) });
            Log.Changed(logger, answer.Key?.Name ?? answer.Configured?.Name, change, Stored.Version);
            await Outbox.LogAsync(isTightening: change == "revoked");
        }

        return answer;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Key {Key} was {Change}; the keys are at version {Version}")]
        public static partial void Changed(ILogger logger, string? key, string change, int version);
    }
}
