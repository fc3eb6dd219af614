using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>
/// When a payout acts without being asked: its timer, the effect that waits for it, whoever waits for a wake-up, and when the activation leaves memory.
/// What the payout does then is the grain's.
/// </summary>
/// <param name="grain">The payout's grain.</param>
/// <param name="clock">Tells when an action is due.</param>
/// <param name="advance">Does what is to be done now. Never run twice at a time.</param>
internal sealed class PayoutAlarm(IGrainBase grain, TimeProvider clock, Func<Task> advance)
{
    /// <summary>A timer is armed only for what comes sooner than this; the sweep finds the rest.</summary>
    private static readonly TimeSpan TimerHorizon = TimeSpan.FromMinutes(15);

    /// <summary>How long whoever wakes a payout waits until it has looked after itself.</summary>
    private static readonly TimeSpan WakeTimeout = TimeSpan.FromMilliseconds(200);

    /// <summary>A payout that a sweep looked at is not kept in memory when nothing is to be done for longer than this.</summary>
    private static readonly TimeSpan MemoryHorizon = TimeSpan.FromSeconds(30);

    /// <summary>How long an id that no payout has is kept in mind, or what was read of a payout that is over.</summary>
    private static readonly TimeSpan UnusedRetention = TimeSpan.FromSeconds(5);

    private PayoutState? _state;
    private IGrainTimer? _timer;
    private PayoutEffect _pendingEffect;
    private TaskCompletionSource? _wakeCompletion;
    private bool _isStopped;

    /// <summary>What is being done now, or was done last.</summary>
    public Task Advancing { get; private set; } = Task.CompletedTask;

    private bool IsOpen => _state is { Payout.IsFinal: false };

    /// <summary>The state is this one now.</summary>
    public void Set(PayoutState? state)
    {
        _state = state;
        Arm();
    }

    /// <summary>The state was read, and is this one now.</summary>
    public void SetRead(PayoutState? state)
    {
        _state = state;
        if (!IsOpen && _timer is null)
        {
            // Whoever asks for ids that do not exist must not fill the memory, nor webhooks that come late. Not at once: a create may be on its way.
            ArmFor(UnusedRetention);
        }

        Arm();
    }

    /// <summary>The state was written, and is this one now.</summary>
    public void SetWritten(PayoutState state)
    {
        Set(state);
        LeaveIfDone();
    }

    /// <summary>Leaves an effect to the next timer tick, so that the caller does not wait for Heleket.</summary>
    public void SetPending(PayoutEffect effect)
    {
        if (effect != PayoutEffect.None)
        {
            _pendingEffect = effect;
            Arm();
        }
    }

    /// <summary>The effect that was left to the tick, once, unless what has happened since overtook it.</summary>
    public PayoutEffect TakePending()
    {
        var pending = _pendingEffect;
        _pendingEffect = PayoutEffect.None;
        return pending == PayoutEffect.Submit && _state!.Payout.Detail != PayoutDetail.Submitting ? PayoutEffect.None : pending;
    }

    /// <summary>Has the payout act now, if it is due. Returns once it has, or after <see cref="WakeTimeout"/>.</summary>
    public async Task WakeAsync()
    {
        if (IsOpen && Advancing.IsCompleted)
        {
            _wakeCompletion ??= new TaskCompletionSource();
            ArmFor(TimeSpan.Zero);
        }

        if (_wakeCompletion is { } completion)
        {
            // A Heleket that is slow must not hold up the sweep: what is woken then waits for its turn to call.
            await completion.Task.WaitAsync(WakeTimeout, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        if (Advancing.IsCompleted && _pendingEffect == PayoutEffect.None && _state is { NotFoundSince: null } state && state.NextActionAt - clock.GetUtcNow() > MemoryHorizon)
        {
            // The next sweep finds it. A hundred thousand that were due at once must not all stay in memory.
            grain.DeactivateOnIdle();
        }
    }

    /// <summary>The activation no longer knows what is stored: it acts no more, and goes.</summary>
    public void Stop()
    {
        _isStopped = true;
        _timer?.Dispose();
        grain.DeactivateOnIdle();
    }

    /// <summary>The activation goes: does what cannot be left to the next one.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (_pendingEffect != PayoutEffect.None && !_isStopped && Advancing.IsCompleted)
        {
            // Stored, and its timer has not come round: nobody after us could tell that it was not sent.
            Advancing = advance();
        }

        // A call to Heleket that is under way may still bring its answer home; without it the next activation looks it up.
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

        // Not after a failure: the sweep tries again, at its own pace.
        Arm();
        LeaveIfDone();
    }

    /// <summary>
    /// Nothing is to be done any more: under load most of the memory would be final payouts. Not while our own call is out, which a webhook may have
    /// overtaken: an activation that leaves waits for it, and whoever asks for the payout would wait as long.
    /// </summary>
    private void LeaveIfDone()
    {
        if (_state is { Payout.IsFinal: true } && Advancing.IsCompleted)
        {
            grain.DeactivateOnIdle();
        }
    }

    private void Arm()
    {
        if (_isStopped || !Advancing.IsCompleted || _state is not { NextActionAt: { } at })
        {
            return;
        }

        var wait = _pendingEffect == PayoutEffect.None ? at - clock.GetUtcNow() : TimeSpan.Zero;
        if (wait <= TimerHorizon)
        {
            ArmFor(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
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
