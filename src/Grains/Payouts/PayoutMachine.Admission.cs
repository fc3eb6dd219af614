using System.Collections.Immutable;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Grains.Interfaces.Payouts.PayoutDetail;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Grains.Payouts;

/// <content>What the address book and the limits say at a gate, and what a payout owes to limits in the end.</content>
public static partial class PayoutMachine
{
    /// <summary>
    /// When a payout looks again whether a limit has room. It may have some before the time that the limit said: others may
    /// be given back, and people may raise or lift the cap.
    /// </summary>
    private static TimeSpan RoomLook(DateTimeOffset roomAt, DateTimeOffset now, PayoutsOptions options) => WholeMilliseconds.Ceiling(
        TimeSpan.FromTicks(Math.Clamp((roomAt - now).Ticks, options.FirstPollAfter.Ticks, options.MaxPollInterval.Ticks)));

    private readonly partial struct Transition
    {
        /// <summary>Whether limits hold room for it.</summary>
        public bool Holds => state.Holds is [_, ..];

        /// <summary>Whether it is final and limits hold room for what is never sent.</summary>
        public bool Owes => Holds && _payout.Status != PayoutStatus.Confirmed;

        public Decision Admit(Admitted admitted)
        {
            var submitted = Submit();
            return submitted with { State = submitted.State with { Holds = admitted.Holds.IsDefaultOrEmpty ? null : admitted.Holds } };
        }

        /// <summary>A limit is full: it waits for room, at least for the limit's window, or for people.</summary>
        public Decision AwaitRoom(NotAdmitted refused)
        {
            var since = _payout.Reason == PayoutReason.LimitExceeded ? state.QueuedSince ?? now : now;
            var patience = refused.Window > options.QueueExpiry ? refused.Window : options.QueueExpiry;
            var message = $"The limit {refused.Limit} has no room.";
            if (refused.Plan is { } plan)
            {
                return AwaitPeople(plan, refused.ShownTo, message);
            }

            return refused.At is not { } at ? Fail(PayoutReason.LimitExceeded, LogSource.System, $"The limit {refused.Limit} is below the amount.")
                : now - since >= patience ? Fail(PayoutReason.QueueExpired, LogSource.System, message)
                : new(Changed(Logged(_payout with { Detail = Queued, Reason = PayoutReason.LimitExceeded }, LogSource.System, message)) with
                {
                    QueuedSince = since,
                    NextActionAt = now + RoomLook(at, now, options),
                });
        }

        public Decision Revoke() => Finish(
            _payout with { Status = PayoutStatus.Cancelled, Detail = null, Reason = PayoutReason.AddressRevoked }, LogSource.System);

        public Decision Release() => new(state, PayoutEffect.Release);

        /// <summary>It owes nothing any more.</summary>
        public Decision Settle(Released given) => Owes && Has(given) ? new(Touched() with { Holds = null, NextActionAt = null }) : Ignore();

        /// <summary>
        /// What it held since an earlier gate is given back: now it is admitted like a new one. One that comes late finds nothing
        /// held. What is parked stays so until then.
        /// </summary>
        public Decision AdmitAnew(Released given) => Has(given)
            ? new(Touched() with { Holds = null, NextActionAt = IsParked ? state.NextActionAt : now }, PayoutEffect.Admit)
            : Ignore();

        /// <summary>A final state: the money of a confirmed one is gone, and counts until its window has passed.</summary>
        private Decision End(PayoutState final) => final is { Holds: [_, ..], Payout.Status: not PayoutStatus.Confirmed }
            ? new(final with { NextActionAt = now }, PayoutEffect.Release)
            : new(final with { NextActionAt = null });

        private Decision AwaitPeople(ApprovalNeed plan, ImmutableArray<string> shownTo, string message)
        {
            var makers = Admission.Makers(_payout.CreatedBy, _payout.Request, [.. _payout.Approval?.Makers ?? [], .. shownTo.IsDefault ? [] : shownTo]);
            var approval = plan.For(_payout.Policy ?? new DecidedBy(0), makers, now, _payout.Approval);
            return new(Changed(Logged(_payout with { Detail = AwaitingApproval, Reason = PayoutReason.ApprovalRequired, Approval = approval }, LogSource.System, message)) with
            {
                // Nor is people's time Heleket's: the queue begins after it.
                QueuedSince = null,
                NextActionAt = Deadline(approval, _payout.CreatedAt),
            });
        }

        private bool Has(Released given) => state.Holds is [_, ..] holds && holds.SequenceEqual(given.Holds);
    }
}
