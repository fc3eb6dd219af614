using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <content>What people ask of a payout.</content>
public sealed partial class PayoutGrain
{
    /// <inheritdoc/>
    public async Task<CancelPayoutResult> Cancel(long? expectedVersion, Caller? by = null) =>
        await IsKnown() ? await CancelKnown(expectedVersion, by) : new CancelPayoutResult(CancelVerdict.NotFound, null);

    /// <inheritdoc/>
    public async Task<OperateResult> LookUp(Caller by)
    {
        if (!await IsKnown())
        {
            return new(OperateVerdict.NotFound, null);
        }

        using var turn = await _lock.EnterAsync();
        if (!Standing.MayLookUp(State!.Payout))
        {
            return new(OperateVerdict.NotPossible, Standing.Show(State));
        }

        var effect = await Decide(new PayoutEvent.LookUpRequested(by));
        Alarm.SetPending(effect);
        return effect == PayoutEffect.None
            ? new(OperateVerdict.TooSoon, Standing.Show(State), PayoutMachine.LookUpWait(State.Payout, clock.GetUtcNow()))
            : new(OperateVerdict.Done, Standing.Show(State));
    }

    /// <inheritdoc/>
    public Task<OperateResult> ClaimAttention(string? note, Caller by) => Attend(null, new PayoutEvent.AttentionClaimed(note, by));

    /// <inheritdoc/>
    public Task<OperateResult> ResolveAttention(long? expectedVersion, string note, Caller by) => Attend(expectedVersion, new PayoutEvent.AttentionResolved(note, by));

    private async Task<OperateResult> Attend(long? expectedVersion, PayoutEvent happened)
    {
        if (!await IsKnown())
        {
            return new(OperateVerdict.NotFound, null);
        }

        using var turn = await _lock.EnterAsync();
        if (expectedVersion is { } expected && expected != State!.Payout.Version)
        {
            return new(OperateVerdict.VersionMismatch, Standing.Show(State));
        }

        if (!Standing.MayResolve(State!.Payout))
        {
            return new(OperateVerdict.NotPossible, Standing.Show(State));
        }

        await Decide(happened);
        return new(OperateVerdict.Done, Standing.Show(State));
    }

    private async Task<CancelPayoutResult> CancelKnown(long? expectedVersion, Caller? by)
    {
        using var turn = await _lock.EnterAsync();
        switch (State!.Payout)
        {
            // With a Heleket id it was sent, and Heleket cancelled it.
            case { Status: PayoutStatus.Cancelled, HeleketTransactionId: null }:
                return new(CancelVerdict.Cancelled, Standing.Show(State));
            case var payout when expectedVersion is { } expected && expected != payout.Version:
                return new(CancelVerdict.VersionMismatch, Standing.Show(State));
            default:
                await Decide(new PayoutEvent.CancelRequested(by));
                var verdict = State.Payout is { Status: PayoutStatus.Cancelled, HeleketTransactionId: null }
                    ? CancelVerdict.Cancelled
                    : CancelVerdict.NotCancellable;
                return new(verdict, Standing.Show(State));
        }
    }
}
