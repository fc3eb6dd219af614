using System.Collections.Immutable;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <content>
/// What the policy, the address book and the limits have to say before a payout leaves, and the holds that it takes and
/// gives back: counted before the write that stores them, confirmed after it (docs/adr/0038).
/// </content>
public sealed partial class PayoutGrain
{
    /// <inheritdoc/>
    public async Task<CreatePayoutResult> Create(CreatePayout command)
    {
        using var turn = await _lock.EnterAsync();
        if (State is not null)
        {
            return PayoutRecord.Existing(State, command);
        }

        var id = this.GetPrimaryKeyString();
        var gate = controls.GateOf(command.Request);
        if (gate == SendGate.Stale)
        {
            // What was accepted before is answered as always.
            return PayoutRecord.Existing(await Read() ?? throw new ControlsUnavailableException(), command);
        }

        var now = clock.GetUtcNow();
        Admission? admission;
        try
        {
            admission = await controls.JudgeAsync(id, command, gate, now);
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            // Nor does that depend on whether a limit or an address book can be asked.
            if (await Read() is { } before)
            {
                return PayoutRecord.Existing(before, command);
            }

            throw;
        }

        return await Make(command, PayoutMachine.Create(id, command, now, gate, admission, options.Value), admission);
    }

    private async Task<CreatePayoutResult> Make(CreatePayout command, Decision decision, Admission? admission)
    {
        ImmutableArray<LimitHold> holds = admission is null ? [] : admission.Holds;
        if (admission is { Refusal: { } refusal })
        {
            return await Read() is { } before ? PayoutRecord.Existing(before, command) : new(decision.State.Payout, false, [], refusal);
        }

        if (decision.Effect == PayoutEffect.Submit && provider.IsBusy)
        {
            // Waiting creates are held in memory. A repeat of an accepted create is never refused.
            await GiveBack(holds);
            _ = await Read() ?? throw new LimitExceededException("Too many payouts wait to be sent to Heleket.");
        }
        else if (admission is not null && !controls.IsUsable(admission.JudgedAt))
        {
            // By now the limits may have given them back, the address be revoked, and another policy be in force.
            await GiveBack(holds);
            _ = await Read() ?? throw new OrleansException("It was judged too long ago: nothing was stored.");
        }
        else if (await Store(decision))
        {
            await controls.ConfirmAsync(holds);
            Alarm.SetPending(decision.Effect);
            return PayoutRecord.Created(decision.State);
        }
        else
        {
            await GiveBack(holds);
        }

        return PayoutRecord.Existing(State!, command);
    }

    /// <summary>Stores holds together with the intent to send, or gives them back.</summary>
    private async Task<PayoutEffect> Take(PayoutEvent.Admitted admitted)
    {
        using var turn = await _lock.EnterAsync();
        var effect = controls.IsUsable(admitted.ReservedAt) ? await Decide(admitted) : PayoutEffect.None;
        if (State!.Holds is { } stored && admitted.Holds.All(stored.Contains))
        {
            await controls.ConfirmAsync(admitted.Holds);
        }
        else
        {
            await GiveBack(admitted.Holds);
        }

        return effect;
    }

    /// <summary>Holds that no row has: if this fails, the limit's own sweep finds them.</summary>
    private Task<bool> GiveBack(ImmutableArray<LimitHold> holds) =>
        holds.IsDefaultOrEmpty ? Task.FromResult(true) : controls.ReleaseAsync(this.GetPrimaryKeyString(), holds, _stopwatch.Now);

    /// <summary>
    /// Decides what is due. Holds are given back only by what was read or written lately: if that was long ago, it is read
    /// anew, and decided by what is stored now.
    /// </summary>
    private async Task<PayoutEffect> Wakened()
    {
        var effect = await Decide(WakeUp());
        if (effect is PayoutEffect.Admit or PayoutEffect.Release && State!.Holds is [_, ..] && !controls.IsUsable(_seenAt))
        {
            await Read();
            effect = await Decide(WakeUp());
        }

        return effect;
    }

    private PayoutEvent.Woken WakeUp() => new(controls.GateOf(State!.Payout.Request), controls.MustAdmit(State));

    /// <summary>Has it admitted, unless something else came first.</summary>
    private async Task<PayoutEvent> Admit() => State is { Payout.Detail: PayoutDetail.Scheduled or PayoutDetail.Queued } state
        ? await controls.AdmitAsync(state, _seenAt)
        : new PayoutEvent.Woken(SendGate.Stale);

    /// <summary>Gives back what is never sent.</summary>
    private async Task<PayoutEvent> Release() =>
        State is { Holds: [_, ..] holds } && await controls.ReleaseAsync(this.GetPrimaryKeyString(), holds, _seenAt)
            ? new PayoutEvent.Released()
            : new PayoutEvent.Woken(SendGate.Stale);
}
