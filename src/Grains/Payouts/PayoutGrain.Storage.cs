using Orleans.Storage;

namespace Payouts.Grains.Payouts;

/// <content>What is stored of the payout, as far as this activation knows.</content>
public sealed partial class PayoutGrain
{
    /// <summary>The name of the grain storage that keeps payouts.</summary>
    public const string Storage = "payouts";

    private const string StateName = "payout";

    // Not Orleans' own persistent state, which is read before the first call comes in: most first calls are creates, and the store itself refuses to
    // make a second payout of one id. A new object at each write, so that nobody sees a state before it is durable.
    private GrainState<PayoutState> _stored = new();

    private PayoutState? State => _stored.State;

    private async Task<PayoutState?> Read()
    {
        var read = new GrainState<PayoutState>();
        await storage.ReadStateAsync(StateName, this.GetGrainId(), read);
        _stored = read;
        Alarm.SetRead(State);
        return State;
    }

    /// <summary>Makes a decision durable.</summary>
    /// <returns>False when a create came too late: there is a payout of this id already, and that is the state now.</returns>
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

    /// <summary>Stores the next version, or the first. A failed write may have happened all the same: this activation knows nothing any more.</summary>
    /// <returns>False when it was to be the first, and there was one before it.</returns>
    private async Task<bool> Write(PayoutState state)
    {
        var next = new GrainState<PayoutState>(state, _stored.ETag) { RecordExists = _stored.RecordExists };
        try
        {
            try
            {
                await storage.WriteStateAsync(StateName, this.GetGrainId(), next);
            }
            catch (InconsistentStateException) when (!_stored.RecordExists)
            {
                next = new GrainState<PayoutState>();
                await storage.ReadStateAsync(StateName, this.GetGrainId(), next);
                if (!next.RecordExists)
                {
                    throw;
                }
            }
        }
        catch (Exception)
        {
            _lock.Break();
            Alarm.Stop();
            throw;
        }

        _stored = next;
        return ReferenceEquals(next.State, state);
    }
}
