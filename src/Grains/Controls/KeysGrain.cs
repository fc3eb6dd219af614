using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Grains.Controls;

/// <inheritdoc cref="IKeysGrain"/>
[GrainType("keys")]
internal sealed partial class KeysGrain([FromKeyedServices(Document.Storage)] IGrainStorage storage, TimeProvider clock, ILogger<KeysGrain> logger) : Grain, IKeysGrain
{
    private Document<KeysState> Stored => field ??= new Document<KeysState>(this, storage);

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken) => await Stored.ReadAsync();

    /// <inheritdoc/>
    public Task<KeyTable> Read() => Task.FromResult((Stored.State ?? KeysState.Empty).Table(Stored.Version));

    /// <inheritdoc/>
    public Task<KeyAnswer> Make(MakeKey command) => ChangeAsync("made", (state, now) => KeyRules.Make(state, command, now));

    /// <inheritdoc/>
    public Task<KeyAnswer> Rotate(RotateKey command) => ChangeAsync("rotated", (state, now) => KeyRules.Rotate(state, command, now));

    /// <inheritdoc/>
    public Task<KeyAnswer> Revoke(RevokeKey command) => ChangeAsync("revoked", (state, now) => KeyRules.Revoke(state, command, now));

    /// <inheritdoc/>
    public Task<KeyAnswer> RevokeConfigured(RevokeConfiguredKey command) => ChangeAsync("revoked", (state, now) => KeyRules.RevokeConfigured(state, command, now));

    private async Task<KeyAnswer> ChangeAsync(string change, Func<KeysState, DateTimeOffset, KeyDecision> rule)
    {
        var (answer, next) = rule(Stored.State ?? KeysState.Empty, WholeMilliseconds.Floor(clock.GetUtcNow()));
        if (next is not null)
        {
            await Stored.WriteAsync(next);
            Log.Changed(logger, answer.Key?.Name ?? answer.Configured?.Name, change, Stored.Version);
        }

        return answer;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Key {Key} was {Change}; the keys are at version {Version}")]
        public static partial void Changed(ILogger logger, string? key, string change, int version);
    }
}
