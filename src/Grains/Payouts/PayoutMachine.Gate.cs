using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Grains.Interfaces.Payouts.PayoutDetail;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Grains.Payouts;

/// <content>
/// The gate before the first byte: what the controls and the treasury hold back, and where it waits (docs/lifecycle.md,
/// "Held back").
/// </content>
public static partial class PayoutMachine
{
    /// <summary>
    /// When a payout tries again that was kept from leaving because the controls could not be read.
    /// </summary>
    public static readonly TimeSpan ControlsRetry = TimeSpan.FromSeconds(5);

    // The treasury wakes them sooner, in their order. Where it cannot, they look for themselves.
    private const int FundsRestInPolls = 6;

    /// <summary>Whether it may be at Heleket: then neither limits nor the treasury hold it back.</summary>
    public static bool WasEverSent(PayoutState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.UnknownSince is not null || WasSeen(state.Payout);
    }

    private static bool WasSeen(Payout payout) => payout.HeleketTransactionId is not null || payout.Reason is PayoutReason.EchoMismatch;

    /// <summary>How long a payout that waits for money rests before it looks for itself.</summary>
    private static TimeSpan FundsRest(string id, int attempts, PayoutsOptions options)
    {
        var rest = FundsRestInPolls * options.MaxPollInterval;
        return Backoff.After(id, attempts, new PayoutsOptions { FirstPollAfter = rest, MaxPollInterval = rest });
    }

    private readonly partial struct Transition
    {
        public bool IsParked => Parking.Has(state);

        private bool AwaitsFunds => _payout is { Detail: Queued, Reason: PayoutReason.InsufficientFunds };

        private DateTimeOffset FundsLook => DueIn(FundsRest(_payout.Id, state.Attempts, options));

        /// <summary>What was never sent, or definitely refused, is due: it leaves if it may.</summary>
        public Decision Leave(SendGate gate, bool mustAdmit) => gate switch
        {
            SendGate.Paused => HoldBack(NotReady.Of(gate)),
            // It stays due, and the sweep comes again.
            SendGate.Stale => Ignore(),
            SendGate.Short when !WasEverSent => AwaitFunds(),
            // What may be out already is held back by no limit and no address book.
            _ => mustAdmit && !WasEverSent ? new(state, PayoutEffect.Admit) : Submit(),
        };

        /// <summary>There is money for it, if it waits for that.</summary>
        public Decision TakeFunds(Funded funded) => AwaitsFunds ? Leave(funded.Gate, funded.MustAdmit) : Ignore();

        /// <summary>
        /// Nothing of it left. A pause is not Heleket's refusal: the queue does not expire meanwhile, and begins again
        /// after it.
        /// </summary>
        public Decision HoldBack(NotReady held)
        {
            var isPaused = held.Reason == PayoutReason.Paused;
            var isShort = held.Reason == PayoutReason.InsufficientFunds;
            var queued = _payout with { Detail = Queued, Reason = held.Reason };
            return new(Changed(Logged(queued, LogSource.System, isPaused ? null : held.Message)) with
            {
                QueuedSince = isPaused ? null : isShort ? state.QueuedSince ?? now : state.QueuedSince,
                NextActionAt = isPaused ? Parking.Place(_payout) : isShort ? FundsLook : DueIn(ControlsRetry),
            });
        }

        /// <summary>Heleket has denied it for the grace, but it may not be sent now: it is asked again later.</summary>
        public Decision AwaitGate() => new(Rescheduled(Answered()));

        /// <summary>There is no money for it. One that waits for money already rests on, and nothing is seen of that.</summary>
        private Decision AwaitFunds() => AwaitsFunds
            ? new(Touched() with { NextActionAt = FundsLook, Attempts = state.Attempts + 1 })
            : HoldBack(new(PayoutReason.InsufficientFunds, "Not sent: the asset is short of money."));
    }
}
