using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>
/// Decides when a payout acts on its own: its timer, its pending effect, callers waiting for a wake-up, and when the
/// activation leaves memory. What the payout then does is up to the grain.
/// </summary>
/// <param name="grain">The payout's grain.</param>
/// <param name="clock">Tells when an action is due.</param>
/// <param name="advance">Performs the work that is due. Never runs concurrently with itself.</param>
internal sealed class PayoutAlarm(IGrainBase grain, TimeProvider clock, Func<Task> advance)
{
    /// <summary>How long a wake-up call waits for the payout to act.</summary>
    private static readonly TimeSpan WakeTimeout = TimeSpan.FromMilliseconds(200);

    /// <summary>After a sweep, a payout with nothing to do for longer than this is not kept in memory.</summary>
    private static readonly TimeSpan MemoryHorizon = TimeSpan.FromSeconds(30);

    /// <summary>How long to keep an id that no payout has, or the state read for a final payout.</summary>
    private static readonly TimeSpan UnusedRetention = TimeSpan.FromSeconds(5);

    private PayoutState? _state;
    private IGrainTimer? _timer;
    private PayoutEffect _pendingEffect;
    private TaskCompletionSource? _wakeCompletion;
    private bool _isStopped;

    /// <summary>The current run of the advance delegate, or the last one.</summary>
    public Task Advancing { get; private set; } = Task.CompletedTask;

    /// <summary>Whether anything is left to do.</summary>
    private bool IsOpen => _state is { NextActionAt: not null };

    /// <summary>Sets the current state.</summary>
    public void Set(PayoutState? state)
    {
        _state = state;
        Arm();
    }

    /// <summary>Sets the current state after a read.</summary>
    public void SetRead(PayoutState? state)
    {
        _state = state;
        if (!IsOpen && _timer is null)
        {
            // Requests for unknown ids and late webhooks must not fill the memory. Not at once: a create may be on its
            // way.
            ArmFor(UnusedRetention);
        }

        Arm();
    }

    /// <summary>Sets the current state after a write.</summary>
    public void SetWritten(PayoutState state)
    {
        Set(state);
        LeaveIfDone();
    }

    /// <summary>Defers an effect to the next timer tick, so that the caller does not wait for Heleket.</summary>
    public void SetPending(PayoutEffect effect)
    {
        if (effect != PayoutEffect.None)
        {
            _pendingEffect = effect;
            Arm();
        }
    }

    /// <summary>
    /// Takes the deferred effect, once, unless later events have superseded it.
    /// </summary>
    public PayoutEffect TakePending()
    {
        var pending = _pendingEffect;
        _pendingEffect = PayoutEffect.None;
        return pending == PayoutEffect.Submit && _state!.Payout.Detail != PayoutDetail.Submitting ? PayoutEffect.None : pending;
    }

    /// <summary>
    /// Makes the payout act now, if it is due. Returns once it has, or after <see cref="WakeTimeout"/>.
    /// </summary>
    public async Task WakeAsync()
    {
        if (IsOpen && Advancing.IsCompleted)
        {
            _wakeCompletion ??= new TaskCompletionSource();
            ArmFor(TimeSpan.Zero);
        }

        if (_wakeCompletion is { } completion)
        {
            // A slow Heleket must not hold up the sweep: payouts woken meanwhile wait for their turn to call.
            await completion.Task.WaitAsync(WakeTimeout, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        if (Advancing.IsCompleted && _pendingEffect == PayoutEffect.None && _state is { NotFoundSince: null } state && state.NextActionAt - clock.GetUtcNow() > MemoryHorizon)
        {
            // The next sweep finds it. A hundred thousand payouts due at once must not all stay in memory.
            grain.DeactivateOnIdle();
        }
    }

    /// <summary>Stops acting and deactivates: the activation no longer knows what is stored.</summary>
    public void Stop()
    {
        _isStopped = true;
        _timer?.Dispose();
        grain.DeactivateOnIdle();
    }

    /// <summary>Before deactivation, does what cannot be left to the next activation.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (_pendingEffect != PayoutEffect.None && !_isStopped && Advancing.IsCompleted)
        {
            // The intent is stored but its timer has not fired: no later activation could tell that it was not sent.
            Advancing = advance();
        }

        // A call to Heleket in progress may still return; otherwise the next activation looks the payout up.
        await Advancing.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private async Task OnTick()
    {
        if (!IsOpen)
        {
            grain.DeactivateOnIdle();
            return;
        }

        if (!Advancing.IsCompleted)
        {
            return;
        }

        var before = _state;
        Advancing = advance();
        try
        {
            await Advancing;
        }
        finally
        {
            _wakeCompletion?.TrySetResult();
            _wakeCompletion = null;
        }

        // Not after a failure: the sweep retries at its own pace. What is due as before could not be sent without the
        // controls.
        Arm(ifDue: ReferenceEquals(before, _state) ? PayoutMachine.ControlsRetry : TimeSpan.Zero);
        LeaveIfDone();
    }

    /// <summary>
    /// Deactivates once nothing is left to do: under load most of the memory would be final payouts. Not while our own
    /// call, which a webhook may have overtaken, is in progress: a deactivating activation waits for it, and callers
    /// would wait just as long.
    /// </summary>
    private void LeaveIfDone()
    {
        if (_state is { NextActionAt: null } && Advancing.IsCompleted)
        {
            grain.DeactivateOnIdle();
        }
    }

    private void Arm(TimeSpan ifDue = default)
    {
        if (_isStopped || !Advancing.IsCompleted || _state is not { NextActionAt: { } at })
        {
            return;
        }

        var wait = _pendingEffect == PayoutEffect.None ? at - clock.GetUtcNow() : TimeSpan.Zero;
        if (wait <= IPayoutLane.Horizon)
        {
            ArmFor(wait > TimeSpan.Zero || _pendingEffect != PayoutEffect.None ? wait : ifDue);
        }
    }

    private void ArmFor(TimeSpan wait)
    {
        if (_timer is null)
        {
            _timer = grain.RegisterGrainTimer(OnTick, new GrainTimerCreationOptions(wait, Timeout.InfiniteTimeSpan) { Interleave = true });
        }
        else
        {
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }
}
