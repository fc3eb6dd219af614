using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Grains.Interfaces.Payouts.PayoutDetail;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Grains.Payouts;

/// <content>
/// The gate before the first byte: what the controls hold back, and where it waits (docs/lifecycle.md, "Held back").
/// </content>
public static partial class PayoutMachine
{
    /// <summary>
    /// When a payout tries again that was kept from leaving because the controls could not be read.
    /// </summary>
    public static readonly TimeSpan ControlsRetry = TimeSpan.FromSeconds(5);

    private static string Said(SendGate gate) => gate == SendGate.Paused ? "Not sent: paused." : "Not sent: the controls could not be read.";

    private readonly partial struct Transition
    {
        public bool IsParked => Parking.Has(state);

        /// <summary>What was never sent, or definitely refused, is due: it leaves if it may.</summary>
        public Decision Leave(Woken woken) => woken.Gate switch
        {
            // What may be out already is held back by no limit and no address book.
            SendGate.Open => woken.MustAdmit && !WasEverSent ? new(state, PayoutEffect.Admit) : Submit(),
            SendGate.Paused => HoldBack(woken.Gate),
            // It stays due, and the sweep comes again.
            _ => Ignore(),
        };

        /// <summary>
        /// Nothing of it left. A pause is not Heleket's refusal: the queue does not expire meanwhile, and begins again
        /// after it.
        /// </summary>
        public Decision HoldBack(SendGate gate)
        {
            var isPaused = gate == SendGate.Paused;
            var held = _payout with { Detail = Queued, Reason = isPaused ? PayoutReason.Paused : PayoutReason.ControlsUnavailable };
            return new(Changed(Logged(held, LogSource.System, isPaused ? null : Said(gate))) with
            {
                QueuedSince = isPaused ? null : state.QueuedSince,
                NextActionAt = isPaused ? Parking.Place(_payout) : DueIn(ControlsRetry),
            });
        }

        /// <summary>Heleket has denied it for the grace, but it may not be sent now: it is asked again later.</summary>
        public Decision AwaitGate() => new(Rescheduled(Answered()));
    }
}
