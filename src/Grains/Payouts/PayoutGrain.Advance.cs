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
            effect = Alarm.TakePending() is var pending && pending != PayoutEffect.None ? pending : await Decide(new PayoutEvent.Woken());
        }

        while (effect != PayoutEffect.None)
        {
            var answer = await Act(effect);
            effect = await DecideInTurn(answer);
        }
    }

    private Task<PayoutEvent> Act(PayoutEffect effect)
    {
        var payout = State!.Payout;
        if (effect == PayoutEffect.LookUp)
        {
            return LookUp(payout);
        }

        return _stopwatch.IntentLeft is var left && left > TimeSpan.Zero
            ? provider.SubmitAsync(payout, left, mayBeThere: State!.UnknownSince is not null)
            : Task.FromResult<PayoutEvent>(new PayoutEvent.AnswerLost("The process that was sending it paused for too long."));
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
        return _stopwatch.NotFound(State!, asked);
    }
}
