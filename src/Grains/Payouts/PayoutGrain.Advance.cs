using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <content>What a payout does when its time comes: alone, and at the pace of Heleket.</content>
public sealed partial class PayoutGrain
{
    /// <summary>Everything that wakes a payout comes here. A write that the store failed ends the activation; nobody waits to hear of it.</summary>
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

    /// <summary>Decide, store, act, until nothing is left to do now.</summary>
    private async Task AdvanceUntilDone()
    {
        // What is pending is taken under the lock, too: a timer that came round while a create was being stored must not call it lost.
        var effect = await _lock.RunAsync(async () => Alarm.TakePending() is var pending && pending != PayoutEffect.None ? pending : await Decide(new PayoutEvent.Woken()));
        while (effect != PayoutEffect.None)
        {
            var answer = await Act(effect);
            effect = await _lock.RunAsync(() => Decide(answer));
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
