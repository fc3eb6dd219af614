using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <content>What a payout does when it is due: on its own, at Heleket's pace.</content>
public sealed partial class PayoutGrain
{
    /// <summary>
    /// The entry point for everything that wakes a payout. A failed write ends the activation; no caller is waiting for
    /// the error.
    /// </summary>
    private async Task Advance()
    {
        try
        {
            await AdvanceUntilDone();
        }
        catch (OrleansException exception) when (_lock.IsBroken)
        {
            telemetry.NotStored(this.GetPrimaryKeyString(), exception);
        }
    }

    /// <summary>Decides, stores and acts until nothing is left to do now.</summary>
    private async Task AdvanceUntilDone()
    {
        // The pending effect is taken under the lock too: a timer that fires while a create is being stored must not
        // treat that create as lost.
        PayoutEffect effect;
        using (await _lock.EnterAsync())
        {
            effect = Alarm.TakePending() is var pending && pending != PayoutEffect.None ? pending : await Wakened();
        }

        while (effect != PayoutEffect.None)
        {
            var answer = await Act(effect);
            effect = answer is PayoutEvent.Admitted admitted ? await Take(admitted) : await DecideInTurn(answer);
        }
    }

    private Task<PayoutEvent> Act(PayoutEffect effect)
    {
        var payout = State!.Payout;
        return effect switch
        {
            PayoutEffect.LookUp => LookUp(payout),
            PayoutEffect.Admit => Admit(),
            PayoutEffect.Release => Release(),
            _ => Submit(payout),
        };
    }

    /// <summary>
    /// Sends it, if that is still right when its first byte would leave: the intent is young enough, and the controls
    /// say so at that moment, by a snapshot that is not too old then.
    /// </summary>
    private async Task<PayoutEvent> Submit(Payout payout)
    {
        if (_stopwatch.IntentLeft <= TimeSpan.Zero)
        {
            return new PayoutEvent.AnswerLost("The process that was sending it paused for too long.");
        }

        var gate = controls.GateOf(payout.Request);
        if (gate != SendGate.Open)
        {
            return new PayoutEvent.NotReady(gate);
        }

        var answer = await provider.SubmitAsync(
            payout,
            () => (gate = controls.GateOf(payout.Request)) == SendGate.Open && _stopwatch.IntentLeft > TimeSpan.Zero,
            mayBeThere: State!.UnknownSince is not null);
        return answer is PayoutEvent.NotSent && gate != SendGate.Open ? new PayoutEvent.NotReady(gate) : answer;
    }

    private async Task<PayoutEvent> LookUp(Payout payout)
    {
        var asked = _stopwatch.Now;
        var answer = await provider.LookUpAsync(payout, LogSource.Poll, CancellationToken.None);
        if (answer is not PayoutEvent.NotFound)
        {
            return answer;
        }

        DelayDeactivation(_stopwatch.NotFoundRetention);
        return _stopwatch.NotFound(State!, asked) with { Gate = controls.GateOf(payout.Request) };
    }
}
