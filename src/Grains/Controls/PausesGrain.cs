using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using Payouts.Grains.Audit;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Controls;

/// <inheritdoc cref="IPausesGrain"/>
[GrainType("pauses")]
internal sealed partial class PausesGrain(
    [FromKeyedServices(Document.Storage)] IGrainStorage storage, IPayoutStore payouts, Controls controls, TimeProvider clock, ILogger<PausesGrain> logger)
    : Grain, IPausesGrain
{
    // Every page that somebody opens asks for them, and setting a pause must not wait for that.
    private static readonly TimeSpan SumsKept = TimeSpan.FromSeconds(1);

    private (long At, ImmutableArray<ParkedSum> Sums)? _waiting;

    private Document<PausesState> Stored => field ??= new Document<PausesState>(this, storage);

    private PausesState State => Stored.State ?? PausesState.Empty;

    private AuditOutbox Outbox => field ??= new AuditOutbox(this, GrainFactory, logger, () => Stored.State?.Unlogged);

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Stored.ReadAsync();
        Outbox.Begin();
    }

    /// <inheritdoc/>
    /// <remarks>From the database: an activation that was given up and does not know it would go on telling what was.</remarks>
    public async Task<PauseList> Read()
    {
        await Stored.ReadAsync();
        if (_waiting is not { } waiting || clock.GetElapsedTime(waiting.At) > SumsKept)
        {
            var at = clock.GetTimestamp();
            _waiting = waiting = (at, await payouts.SumParkedAsync(CancellationToken.None));
        }

        return new(Stored.Version, State.Pauses, controls.Lease, waiting.Sums);
    }

    /// <inheritdoc/>
    public async Task<PauseAnswer> Pause(string scope, string reason, Caller by)
    {
        if (!PauseScope.TryParse(scope, out _))
        {
            throw new ArgumentException($"There is no such scope: {scope}.", nameof(scope));
        }

        var wanted = new Pause(scope, reason, by, WholeMilliseconds.Floor(clock.GetUtcNow()), Version: 0);
        await Stored.ReadAsync();
        return await ChangeAsync("set", by, PauseRules.Pause(State, Stored.Version + 1, wanted));
    }

    /// <inheritdoc/>
    public async Task<PauseAnswer> Lift(string scope, ImmutableArray<long> versions, string reason, Caller by)
    {
        await Stored.ReadAsync();
        return await ChangeAsync("lifted", by, PauseRules.Lift(State, Stored.Version, scope, versions), reason);
    }

    private async Task<PauseAnswer> ChangeAsync(string change, Caller by, PauseDecision decision, string? reason = null)
    {
        var (verdict, pause, next) = decision;
        if (next is not null)
        {
            var before = State.Pauses.FirstOrDefault(other => other.Scope == pause!.Scope);
            var draft = AuditDrafts.Of(
                FormattableString.Invariant($"pauses/{Stored.Version + 1}"), WholeMilliseconds.Floor(clock.GetUtcNow()), AuditOrigin.Of(by), $"pause.{change}", pause!.Scope,
                before, change == "set" ? pause : null, reason ?? pause.Reason);
            await Stored.WriteAsync(next with { Unlogged = Outbox.With(draft) });
            Log.Changed(logger, pause!.Scope, change, by.Name, reason ?? pause.Reason, Stored.Version);

            // Here at once; the other silos look within a second. The log must hold up no pause.
            await controls.RefreshAsync(CancellationToken.None);
            Outbox.LogSoon();
        }

        return new(verdict, pause, verdict == PauseVerdict.Done ? WholeMilliseconds.Floor(clock.GetUtcNow()) + controls.Lease : null);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The pause of {Scope} was {Change} by {By}: {Reason}; the pauses are at version {Version}")]
        public static partial void Changed(ILogger logger, string scope, string change, string? by, string reason, int version);
    }
}
