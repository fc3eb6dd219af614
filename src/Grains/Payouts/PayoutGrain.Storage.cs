namespace Payouts.Grains.Payouts;

/// <content>The stored state, as far as this activation knows.</content>
public sealed partial class PayoutGrain
{
    /// <summary>The name of the grain storage that keeps payouts.</summary>
    public const string Storage = "payouts";

    // Not Orleans' own persistent state, which is read before the first call: most first calls are creates, and the
    // store itself rejects a second payout with the same id. A new object for each write, so that no state is visible
    // before it is durable.
    private PayoutGrainState _stored = new();

    // From before its row was last read or written.
    private long _seenAt;

    private PayoutState? State => _stored.State;

    private async Task<PayoutState?> Read()
    {
        _seenAt = _stopwatch.Now;
        _stored = await PayoutRecord.ReadAsync(storage, this.GetPrimaryKeyString());
        Alarm.SetRead(State);
        return State;
    }

    /// <summary>Makes a decision durable.</summary>
    /// <returns>False when a create came too late: a payout with this id already exists and is now the state.</returns>
    private async Task<bool> Store(Decision decision)
    {
        var begun = _stopwatch.Now;
        var before = State;
        if (ReferenceEquals(decision.State, before))
        {
            Alarm.Set(before);
        }
        else if (await Write(decision.State))
        {
            telemetry.Stored(before?.Payout, decision.State.Payout);
            Alarm.SetWritten(decision.State);
        }
        else
        {
            Alarm.Set(State);
            return false;
        }

        if (decision.Effect == PayoutEffect.Submit)
        {
            _stopwatch.Intend(begun);
        }

        return true;
    }

    /// <summary>
    /// Writes the first or the next version. A failed write may have happened all the same: this activation then no
    /// longer knows what is stored.
    /// </summary>
    /// <returns>False when it should have been the first version, but one already existed.</returns>
    private async Task<bool> Write(PayoutState state)
    {
        _seenAt = _stopwatch.Now;
        try
        {
            _stored = await PayoutRecord.WriteAsync(storage, audit, _stored, state);
        }
        catch (Exception)
        {
            _lock.Break();
            Alarm.Stop();
            throw;
        }

        return ReferenceEquals(State?.Payout, state.Payout);
    }
}
