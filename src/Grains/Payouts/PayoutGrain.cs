using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Placement;
using Orleans.Storage;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>
/// One payout. A thin shell around <see cref="PayoutMachine"/>: it admits one event at a time, stores the decision, and
/// only then performs its effect. Calls to Heleket run outside that order, so that nothing else waits for Heleket;
/// their answers come back as events.
/// </summary>
[HashBasedPlacement, CollectionAgeLimit(Minutes = 2)]
public sealed partial class PayoutGrain(
    [FromKeyedServices(PayoutGrain.Storage)] IGrainStorage storage,
    IPayoutProvider provider,
    ISendControls controls,
    IOptions<PayoutsOptions> options,
    TimeProvider clock,
    AuditKeys audit,
    Telemetry telemetry) : Grain, IPayoutGrain, IPayoutSignals, IDisposable
{
    /// <summary>
    /// How long a webhook waits for calls to Heleket before it is answered without them. Below the gateway's own
    /// timeout.
    /// </summary>
    private static readonly TimeSpan WebhookTimeout = TimeSpan.FromSeconds(5);

    private readonly PayoutLock _lock = new();
    private readonly PayoutStopwatch _stopwatch = new(clock, options.Value);

    private PayoutAlarm Alarm => field ??= new PayoutAlarm(this, clock, Advance);

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Alarm.FinishAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    /// <inheritdoc/>
    public async Task<Payout?> GetPayout()
    {
        _lock.ThrowIfBroken();
        return await IsKnown() ? Standing.Show(State!) : null;
    }

    /// <inheritdoc/>
    public async Task<CreatePayoutResult?> FindExisting(CreatePayout command)
    {
        _lock.ThrowIfBroken();
        return await IsKnown() ? PayoutRecord.Existing(State!, command) : null;
    }

    /// <inheritdoc/>
    public async Task Wake()
    {
        await IsKnown();
        await Alarm.WakeAsync();
    }

    /// <inheritdoc/>
    public async Task<bool> Unpark()
    {
        await Wake();
        return State is not { } state || !Parking.Has(state) || controls.GateOf(state.Payout.Request) == SendGate.Paused;
    }

    /// <inheritdoc/>
    public async Task<bool> Notify(ProviderReport report)
    {
        if (!await IsKnown())
        {
            return false;
        }

        report = provider.Interpret(report);
        using var timeout = new CancellationTokenSource(WebhookTimeout, clock);
        if (State!.Payout.Detail == PayoutDetail.Submitting)
        {
            // The answer to our own create is about to report the same; if it is late, the lookup below runs in the
            // remaining time.
            using var answer = new CancellationTokenSource(WebhookTimeout / 2, clock);
            await Alarm.Advancing.WaitAsync(answer.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        if (await DecideInTurn(new PayoutEvent.Notified(report)) == PayoutEffect.LookUp)
        {
            var answer = await provider.LookUpAsync(State.Payout, LogSource.Webhook, timeout.Token);
            // Heleket itself just reported it: a lookup that does not find it is lagging, and proves nothing.
            var isConfirmed = answer is not (PayoutEvent.LookUpFailed or PayoutEvent.NotFound);
            await DecideInTurn(isConfirmed ? answer : new PayoutEvent.Unconfirmed(report));
        }

        return true;
    }

    private async Task<PayoutEffect> DecideInTurn(PayoutEvent happened)
    {
        using var turn = await _lock.EnterAsync();
        return await Decide(happened);
    }

    private async Task<PayoutEffect> Decide(PayoutEvent happened)
    {
        var decision = PayoutMachine.Apply(State!, happened, options.Value, clock.GetUtcNow());
        await Store(decision);
        return decision.Effect;
    }

    /// <summary>Absence is never trusted from memory: another activation may have created the payout since.</summary>
    private async Task<bool> IsKnown()
    {
        if (State is not null)
        {
            return true;
        }

        using var turn = await _lock.EnterAsync();
        return (State ?? await Read()) is not null;
    }
}
