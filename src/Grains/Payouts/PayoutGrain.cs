using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Placement;
using Orleans.Storage;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>
/// One payout. A thin shell around <see cref="PayoutMachine"/>: it lets events in one at a time, stores what the machine decides, and only then
/// does what the decision asks for. Calls to Heleket run outside that order, so that nobody waits for Heleket; their answers come back as events.
/// </summary>
[HashBasedPlacement, CollectionAgeLimit(Minutes = 2)]
public sealed partial class PayoutGrain(
    [FromKeyedServices(PayoutGrain.Storage)] IGrainStorage storage,
    IPayoutProvider provider,
    IOptions<PayoutsOptions> options,
    TimeProvider clock,
    Telemetry telemetry) : Grain, IPayoutGrain, IPayoutSignals, IDisposable
{
    /// <summary>The name of the grain storage that keeps payouts.</summary>
    public const string Storage = "payouts";

    /// <summary>A timer is armed only for what comes sooner than this; the sweep finds the rest.</summary>
    private static readonly TimeSpan NearFuture = TimeSpan.FromMinutes(15);

    /// <summary>How long a webhook waits for calls to Heleket before it is answered without them. Below the gateway's own patience.</summary>
    private static readonly TimeSpan WebhookPatience = TimeSpan.FromSeconds(5);

    /// <summary>How long whoever wakes a payout waits until it has looked after itself.</summary>
    private static readonly TimeSpan WakePatience = TimeSpan.FromMilliseconds(200);

    /// <summary>A payout that a sweep looked at is not kept in memory when nothing is to be done for longer than this.</summary>
    private static readonly TimeSpan Leaving = TimeSpan.FromSeconds(30);

    /// <summary>How long an id that no payout has is kept in mind, or what was read of a payout that is over.</summary>
    private static readonly TimeSpan Forgetting = TimeSpan.FromSeconds(5);

    private readonly PayoutRecord _record = new(storage);
    private readonly PayoutTurns _turns = new();
    private readonly PayoutStopwatch _stopwatch = new(clock, options.Value);
    private PayoutState? _state;
    private IGrainTimer? _timer;
    private Task _advance = Task.CompletedTask;
    private PayoutEffect _owed;
    private TaskCompletionSource? _round;

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_owed != PayoutEffect.None && !_turns.AreBroken && _advance.IsCompleted)
        {
            // Stored, and its timer has not come round: nobody after us could tell that it was not sent.
            _advance = Advance();
        }

        // A call to Heleket that is under way may still bring its answer home; without it the next activation looks it up.
        await _advance.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    /// <inheritdoc/>
    public Task<CreatePayoutResult> Create(CreatePayout command) => _turns.Take(async () =>
    {
        if (_state is null)
        {
            var decision = PayoutMachine.Create(this.GetPrimaryKeyString(), command, clock.GetUtcNow());
            if (decision.Effect == PayoutEffect.Submit && provider.IsBusy)
            {
                // What waits is held in memory. Nobody is refused what was accepted before.
                _ = await Read() ?? throw new LimitExceededException("Too many payouts wait to be sent to Heleket.");
            }
            else if (await Store(decision))
            {
                Owe(decision.Effect);
                return new CreatePayoutResult(decision.State.Payout, true, ImmutableArray<string>.Empty);
            }
        }

        var existing = _state!.Payout;
        return new CreatePayoutResult(existing, false, [.. RequestDifferences.Between(existing.Request, command.Request)]);
    });

    /// <inheritdoc/>
    public async Task<Payout?> GetPayout()
    {
        _turns.RefuseIfBroken();
        return await IsKnown() ? _state!.Payout : null;
    }

    /// <inheritdoc/>
    public async Task<CancelPayoutResult> Cancel(long? expectedVersion) =>
        await IsKnown() ? await CancelKnown(expectedVersion) : new CancelPayoutResult(CancelVerdict.NotFound, null);

    private Task<CancelPayoutResult> CancelKnown(long? expectedVersion) => _turns.Take(async () =>
    {
        switch (_state!.Payout)
        {
            // With Heleket's id it was sent, and Heleket cancelled it.
            case { Status: PayoutStatus.Cancelled, HeleketTransactionId: null } cancelled:
                return new CancelPayoutResult(CancelVerdict.Cancelled, cancelled);
            case var payout when expectedVersion is { } expected && expected != payout.Version:
                return new CancelPayoutResult(CancelVerdict.VersionMismatch, payout);
            default:
                await Decide(new PayoutEvent.CancelRequested());
                var verdict = _state.Payout is { Status: PayoutStatus.Cancelled, HeleketTransactionId: null }
                    ? CancelVerdict.Cancelled
                    : CancelVerdict.NotCancellable;
                return new CancelPayoutResult(verdict, _state.Payout);
        }
    });

    /// <inheritdoc/>
    public async Task Wake()
    {
        if (await IsKnown() && !_state!.Payout.IsFinal && _advance.IsCompleted)
        {
            _round ??= new TaskCompletionSource();
            ArmFor(TimeSpan.Zero);
        }

        if (_round is { } round)
        {
            // A Heleket that is slow must not hold up the sweep: what is woken then waits for its turn to call.
            await round.Task.WaitAsync(WakePatience, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        if (_advance.IsCompleted && _owed == PayoutEffect.None && _state is { NotFoundSince: null } rests && rests.NextActionAt - clock.GetUtcNow() > Leaving)
        {
            // The next sweep finds it. A hundred thousand that were due at once must not all stay in memory.
            DeactivateOnIdle();
        }
    }

    /// <inheritdoc/>
    public async Task<bool> Notify(ProviderReport report)
    {
        if (!await IsKnown())
        {
            return false;
        }

        report = provider.Interpret(report);
        using var patience = new CancellationTokenSource(WebhookPatience, clock);
        if (_state!.Payout.Detail == PayoutDetail.Submitting)
        {
            // The answer to our own create is about to say the same; when it does not come in time, the look-up below asks, in the time that is left.
            using var answer = new CancellationTokenSource(WebhookPatience / 2, clock);
            await _advance.WaitAsync(answer.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        if (await _turns.Take(() => Decide(new PayoutEvent.Notified(report))) == PayoutEffect.LookUp)
        {
            var answer = await provider.LookUpAsync(_state.Payout, LogSource.Webhook, patience.Token);
            // Heleket itself just spoke of it: a look-up that does not find it is late, and proves nothing.
            var isConfirmed = answer is not (PayoutEvent.LookUpFailed or PayoutEvent.NotFound);
            await _turns.Take(() => Decide(isConfirmed ? answer : new PayoutEvent.Unconfirmed(report)));
        }

        return true;
    }

    private async Task<PayoutEffect> Decide(PayoutEvent happened)
    {
        var decision = PayoutMachine.Apply(_state!, happened, options.Value, clock.GetUtcNow());
        await Store(decision);
        return decision.Effect;
    }

    /// <summary>Swaps the new state in only after it is durable. A failed write may have happened all the same: this activation knows nothing any more.</summary>
    /// <returns>False when a create came too late: there is a payout of this id already, and that is the state now.</returns>
    private async Task<bool> Store(Decision decision)
    {
        var begun = _stopwatch.Now;
        if (!ReferenceEquals(decision.State, _state))
        {
            var before = _state;
            _state = await Written(decision.State);
            if (!ReferenceEquals(_state, decision.State))
            {
                Arm();
                return false;
            }

            telemetry.Stored(before?.Payout, _state.Payout);
            if (_state.Payout.IsFinal)
            {
                // Nothing is to be done any more: under load most of the memory would be payouts that are over.
                DeactivateOnIdle();
            }
        }

        if (decision.Effect == PayoutEffect.Submit)
        {
            _stopwatch.Intend(begun);
        }

        Arm();
        return true;
    }

    private async Task<PayoutState> Written(PayoutState next)
    {
        try
        {
            return await _record.WriteAsync(this.GetGrainId(), next);
        }
        catch (Exception)
        {
            _turns.Break();
            _timer?.Dispose();
            DeactivateOnIdle();
            throw;
        }
    }

    /// <summary>Leaves the effect to the next timer turn, so that the caller does not wait for Heleket.</summary>
    private void Owe(PayoutEffect effect)
    {
        if (effect != PayoutEffect.None)
        {
            _owed = effect;
            Arm();
        }
    }

    /// <summary>That there is no such payout is never believed from memory: another activation may have made it since.</summary>
    private async Task<bool> IsKnown() => _state is not null || await _turns.Take(async () => (_state ?? await Read()) is not null);

    private async Task<PayoutState?> Read()
    {
        _state = await _record.ReadAsync(this.GetGrainId());
        if (_state is not { Payout.IsFinal: false } && _timer is null)
        {
            // Whoever asks for ids that do not exist must not fill the memory, nor webhooks that come late. Not at once: a create may be on its way.
            ArmFor(Forgetting);
        }

        Arm();
        return _state;
    }

    private void Arm()
    {
        if (_turns.AreBroken || !_advance.IsCompleted || _state is not { NextActionAt: { } at })
        {
            return;
        }

        var wait = _owed == PayoutEffect.None ? at - clock.GetUtcNow() : TimeSpan.Zero;
        if (wait <= NearFuture)
        {
            ArmFor(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
        }
    }

    private void ArmFor(TimeSpan wait)
    {
        if (_timer is null)
        {
            _timer = this.RegisterGrainTimer(OnTimer, new GrainTimerCreationOptions(wait, Timeout.InfiniteTimeSpan) { Interleave = true });
        }
        else
        {
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }
}
