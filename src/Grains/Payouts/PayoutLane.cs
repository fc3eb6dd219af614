using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using Orleans.Storage;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <inheritdoc cref="IPayoutLane"/>
/// <remarks>
/// The store's insert decides between all who create a payout, and nothing but storing follows for one that is due
/// later: no intent whose age would have to be known, no timer, no memory that could be wrong after a failed write. An
/// activation of the payout's own grain that saw no payout reads again before it believes that (docs/adr/0029).
/// </remarks>
[StatelessWorker, Reentrant]
public sealed class PayoutLane([FromKeyedServices(PayoutGrain.Storage)] IGrainStorage storage, ISendControls controls, AuditKeys audit, TimeProvider clock, Telemetry telemetry) : Grain, IPayoutLane
{
    private readonly GrainReferences<IPayoutGrain> _payouts = new();

    /// <inheritdoc/>
    public async Task<CreatePayoutResult> Create(string id, CreatePayout command)
    {
        var gate = controls.GateOf(command.Request);
        if (gate == SendGate.Stale)
        {
            var before = await PayoutRecord.ReadAsync(storage, id);
            return PayoutRecord.Existing(before.State ?? throw new ControlsUnavailableException(), command);
        }

        var now = clock.GetUtcNow();
        if (!(command.Request.ScheduledFor > now))
        {
            // It fell due on the way, or our clock is ahead of the caller's: what is to be sent needs its grain.
            return await _payouts.To(GrainFactory, id).Create(command);
        }

        Admission? admission;
        try
        {
            admission = await controls.JudgeAsync(id, command, gate, now);
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            if ((await PayoutRecord.ReadAsync(storage, id)).State is { } accepted)
            {
                return PayoutRecord.Existing(accepted, command);
            }

            throw;
        }

        return await Make(command, PayoutMachine.Create(id, command, now, gate, admission), admission);
    }

    private async Task<CreatePayoutResult> Make(CreatePayout command, Decision decision, Admission? admission)
    {
        var id = decision.State.Payout.Id;
        if (admission is { Refusal: { } refusal })
        {
            var before = await PayoutRecord.ReadAsync(storage, id);
            return before.State is { } stands ? PayoutRecord.Existing(stands, command) : new(decision.State.Payout, false, [], refusal);
        }

        if (admission is not null && !controls.IsUsable(admission))
        {
            throw new OrleansException("It was judged too long ago, or by another policy: nothing was stored.");
        }

        var stored = await PayoutRecord.WriteAsync(storage, audit, new PayoutGrainState(), decision.State);
        if (!ReferenceEquals(stored.State.Payout, decision.State.Payout))
        {
            return PayoutRecord.Existing(stored.State, command);
        }

        telemetry.Stored(null, decision.State.Payout);
        return PayoutRecord.Created(decision.State);
    }
}
