using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Grains.Interfaces.Payouts.PayoutDetail;

namespace Payouts.Grains.Payouts;

/// <content>What waits for people, and what becomes of it when they decide.</content>
public static partial class PayoutMachine
{
    // Short of what is parked; nothing that is held back by a rule alone is ever due.
    private const int YearsHeld = 50;

    /// <summary>When a payout that waits for people is next looked at: when its time is over, if there is one.</summary>
    private static DateTimeOffset Deadline(PayoutApproval approval, DateTimeOffset createdAt) => approval.ExpiresAt ?? createdAt.AddYears(YearsHeld);

    private readonly partial struct Transition
    {
        public Decision Decide(ApprovalDecision given, Caller by)
        {
            var approval = _payout.Approval! with { Decisions = _payout.Approval.Decisions.Add(given) };
            return given.Decision == ApprovalWord.Rejected ? Reject(approval, given, by)
                : ApprovalRules.IsFull(approval) ? Release(approval, given, by)
                : new(Changed(Logged(_payout with { Approval = approval }, LogSource.Operator, Words(given), by: by)));
        }

        /// <summary>Nobody decided in its time, or too few did.</summary>
        public Decision Expire() => Finish(
            _payout with { Status = PayoutStatus.Cancelled, Detail = null, Reason = PayoutReason.ApprovalExpired, Approval = _payout.Approval! with { Outcome = ApprovalOutcome.Expired } },
            LogSource.System);

        private Decision Reject(PayoutApproval approval, ApprovalDecision given, Caller by) => Finish(
            _payout with
            {
                Status = PayoutStatus.Cancelled,
                Detail = null,
                Reason = PayoutReason.Rejected,
                Approval = approval with { Outcome = ApprovalOutcome.Rejected },
            },
            LogSource.Operator,
            Words(given),
            by);

        /// <summary>All have approved it: it waits for its time, or goes to the gate like everyone.</summary>
        private Decision Release(PayoutApproval approval, ApprovalDecision given, Caller by)
        {
            var due = _payout.Request.ScheduledFor is { } at && at > now ? at : now;
            var free = _payout with { Detail = due > now ? Scheduled : Queued, Reason = LastingReason(_payout.Reason), Approval = approval with { Outcome = ApprovalOutcome.Approved } };
            return new(Changed(Logged(free, LogSource.Operator, Words(given), by: by)) with { NextActionAt = due });
        }

        private static string Words(ApprovalDecision given)
        {
            var word = given.Decision == ApprovalWord.Approved ? "Approved" : "Rejected";
            return given.Reason is { } reason ? $"{word}: {reason}" : $"{word}.";
        }
    }
}
