using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Grains.Interfaces.Payouts.PayoutDetail;
using static Payouts.Grains.Interfaces.Payouts.PayoutStatus;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Grains.Payouts;

public static partial class PayoutMachine
{
    /// <summary>One decision in progress: the actions of the table, in its order.</summary>
    private readonly partial struct Transition(PayoutState state, PayoutEvent happened, PayoutsOptions options, DateTimeOffset now)
    {
        private readonly Payout _payout = state.Payout;

        public bool IsDue => state.NextActionAt <= now;

        public bool IsExpired => _payout.Reason != PayoutReason.LimitExceeded && state.QueuedSince is { } since && now - since >= options.QueueExpiry;

        /// <summary>
        /// Heleket once showed something under our order id, right or wrong: it is never sent again, even if a lookup
        /// does not find it.
        /// </summary>
        public bool WasSeen => PayoutMachine.WasSeen(_payout);

        public bool WasEverSent => PayoutMachine.WasEverSent(state);

        public bool IsGraceOver(NotFound missing) => state.NotFoundSince is not null && missing.For >= options.ResubmitGrace;

        private DateTimeOffset NextPoll => DueIn(Backoff.After(_payout.Id, state.Attempts, options));

        public Decision Ignore() => new(state);

        public Decision LookUp() => new(state, PayoutEffect.LookUp);

        public Decision Submit() => new(
            Changed(Logged(_payout with { Detail = Submitting, Reason = LastingReason(_payout.Reason) }, LogSource.System, null)) with
            {
                NextActionAt = now,
                NotFoundSince = null,
                // That a limit had no room was no refusal of Heleket's: its queue has not begun.
                QueuedSince = _payout.Reason == PayoutReason.LimitExceeded ? null : state.QueuedSince,
            },
            PayoutEffect.Submit);

        public Decision Cancel(Caller? by) => Finish(
            _payout with { Status = Cancelled, Detail = null, Reason = PayoutReason.CancelledByClient }, LogSource.Api, by: by);

        public Decision Fail(PayoutReason reason, LogSource source, string? message = null) => Finish(
            _payout with { Status = Failed, Detail = null, Reason = reason, NeedsAttention = _payout.NeedsAttention && source != LogSource.Submit }, source, message);

        /// <summary>Heleket itself refused it for now: any earlier need for attention is settled.</summary>
        public Decision QueueRefused(PayoutReason reason, string message) => Queue(reason, message, needsAttention: false);

        /// <summary>Queues a create that did not reach Heleket.</summary>
        public Decision QueueUnsent(string message, bool isBlocked) => Queue(
            PayoutReason.ProviderUnavailable, message, _payout.NeedsAttention || (isBlocked && Lasting(state.QueuedSince ?? now) >= BlockedTooLong));

        public Decision MarkUnknown(string message, LogSource source) => new(
            Changed(Logged(_payout with { Detail = OutcomeUnknown, Reason = LastingReason(_payout.Reason) }, source, message)) with
            {
                NextActionAt = now,
                UnknownSince = state.UnknownSince ?? now,
            },
            PayoutEffect.LookUp);

        public Decision KeepUnknown(string message, bool needsAttention = false)
        {
            var unknown = _payout with { Detail = OutcomeUnknown, NeedsAttention = _payout.NeedsAttention || (needsAttention && !IsResolved(message)) };
            return new(Changed(Logged(unknown, LogSource.Submit, message)) with { NextActionAt = NextPoll, Attempts = state.Attempts + 1 });
        }

        /// <summary>Applies a report from Heleket.</summary>
        /// <param name="report">The report.</param>
        /// <param name="isCompared">
        /// Whether what Heleket holds was compared and matches our request: that settles every doubt except that it
        /// takes too long.
        /// </param>
        public Decision ApplyReport(ProviderReport report, bool isCompared)
        {
            if (IsOtherPayout(report))
            {
                return FlagMismatch(["uuid"], report.Source);
            }

            var (status, detail, reason) = Meaning(report);
            var taken = _payout with
            {
                Status = status,
                Detail = detail,
                Reason = isCompared ? reason : _payout.Reason,
                NeedsAttention = isCompared
                    ? IsUnclear(report) || (_payout.NeedsAttention && IsStuck && (status, detail) == (_payout.Status, _payout.Detail))
                    : _payout.NeedsAttention,
                HeleketTransactionId = report.Uuid,
                HeleketStatus = report.RawStatus,
                Txid = report.Txid ?? _payout.Txid,
                Fee = report.Fee ?? _payout.Fee,
            };
            if (taken == _payout)
            {
                // A repeated webhook must not move the payout's own schedule.
                return report.Source != LogSource.Webhook ? Reschedule() : (state.FailedLookUps, state.IsDoubtResolved) is (null, null) ? Ignore() : new(Touched());
            }

            taken = Logged(taken, report.Source, null, report);
            return taken.IsFinal
                ? End(Changed(taken) with { UnknownSince = null })
                : new(Changed(taken) with
                {
                    NextActionAt = DueIn(Backoff.After(_payout.Id, 0, options)),
                    Attempts = 1,
                    NotFoundSince = null,
                    UnknownSince = null,
                });
        }

        /// <summary>
        /// A webhook while Heleket has the payout is a hint: only what cannot be wrong is accepted without a lookup.
        /// </summary>
        public Decision ApplyWebhook(ProviderReport report) =>
            IsOtherPayout(report) ? Ignore()
            : report.IsFinal ? LookUp()
            : WasReported(report) ? Ignore()
            : Meaning(report).Detail == _payout.Detail ? ApplyReport(report, isCompared: false)
            : LookUp();

        /// <summary>
        /// A report after a final status: the status stands; a contradiction is flagged to an operator, once.
        /// </summary>
        public Decision FlagContradiction(ProviderReport report)
        {
            if (IsOtherPayout(report) || WasReported(report) || !Contradicts(report))
            {
                return Ignore();
            }

            var disputed = _payout with { NeedsAttention = true, Reason = PayoutReason.ContradictedFinal };
            var message = _payout.Reason is { } reason ? $"Contradicts the final status, whose reason was {EnumNames<PayoutReason>.Of(reason)}." : "Contradicts the final status.";
            return new(Changed(Logged(disputed, report.Source, message, report)));
        }

        /// <summary>
        /// Due times are whole milliseconds like all times, rounded up: a timer that fires early finds nothing due.
        /// </summary>
        private DateTimeOffset DueIn(TimeSpan wait) => now + WholeMilliseconds.Ceiling(wait);

        private bool IsLookUpAnswered => happened is LookedUp or NotFound or EchoMismatched { Source: not LogSource.Submit };

        /// <summary>Whether Heleket shows what was asked for, which settles every doubt about it.</summary>
        private bool IsAgreed => (happened switch { LookedUp e => e.Report, Accepted e => e.Report, _ => null }) is { } report
            && !IsOtherPayout(report) && !IsUnknownEnd(report);

        private static bool IsUnknownEnd(ProviderReport report) => report.IsFinal && Meaning(report).Status == Broadcast;

        /// <summary>Whether a person has to look at the report itself; one whom it called already still has to.</summary>
        private bool IsUnclear(ProviderReport report) => IsUnknownEnd(report)
            && (_payout.NeedsAttention || !IsResolved(line => line.HeleketStatus == report.RawStatus && line.IsFinal));

        private static PayoutReason? LastingReason(PayoutReason? reason) =>
            reason is PayoutReason.EchoMismatch or PayoutReason.ContradictedFinal ? reason : null;

        private bool IsOtherPayout(ProviderReport report) =>
            _payout.HeleketTransactionId is { } known && !string.Equals(known, report.Uuid, StringComparison.OrdinalIgnoreCase);

        private bool WasReported(ProviderReport report) =>
            _payout.ResponseLogs.Any(log => log.HeleketStatus == report.RawStatus && log.IsFinal == report.IsFinal);

        private bool Contradicts(ProviderReport report) => (_payout.Status, Status(report)) switch
        {
            (Confirmed, ProviderStatus.Paid) => false,
            (Confirmed, _) => report.IsFinal,
            (_, ProviderStatus.Paid) => true,
            // Our record is that Heleket never had it, and Heleket reports that it does.
            _ => _payout.HeleketTransactionId is null,
        };

        private Decision Queue(PayoutReason reason, string message, bool needsAttention)
        {
            var queued = _payout with { Detail = Queued, Reason = reason, NeedsAttention = needsAttention };
            return new(Changed(Logged(queued, LogSource.Submit, message)) with
            {
                QueuedSince = state.QueuedSince ?? now,
                UnknownSince = null,
                NextActionAt = reason == PayoutReason.InsufficientFunds ? FundsLook : NextPoll,
                Attempts = state.Attempts + 1,
            });
        }

        private Decision Finish(Payout settled, LogSource source, string? message = null, Caller? by = null) =>
            End(Changed(Logged(settled, source, message, by: by)));

        private PayoutState Touched() => state with
        {
            Payout = _payout with { Version = _payout.Version + 1 },
            FailedLookUps = IsLookUpAnswered ? null : state.FailedLookUps,
            IsDoubtResolved = IsAgreed ? null : state.IsDoubtResolved,
        };

        private PayoutState Changed(Payout changed) => state with
        {
            Payout = changed with
            {
                Version = _payout.Version + 1,
                UpdatedAt = now,
                ClaimedBy = changed.NeedsAttention ? changed.ClaimedBy : null,
                AcceptedAt = _payout.AcceptedAt ?? (changed.HeleketTransactionId is null ? null : now),
                SettledAt = _payout.SettledAt ?? (changed.IsFinal ? now : null),
            },
            FailedLookUps = IsLookUpAnswered || changed.IsFinal ? null : state.FailedLookUps,
            IsDoubtResolved = IsAgreed ? null : state.IsDoubtResolved,
            Since = (changed.Status, changed.Detail) == (_payout.Status, _payout.Detail) ? state.Since : now,
        };

        private Payout Logged(Payout changed, LogSource source, string? message, ProviderReport? report = null, Caller? by = null) => changed with
        {
            ResponseLogs = PayoutHistory.Add(changed.ResponseLogs, new ResponseLog
            {
                At = now,
                Source = source,
                Status = changed.Status,
                Detail = changed.Detail,
                HeleketStatus = report?.RawStatus,
                IsFinal = report?.IsFinal ?? false,
                Message = message,
                Version = _payout.Version + 1,
                Reason = changed.Reason,
                NeedsAttention = changed.NeedsAttention ? true : null,
                Txid = changed.Txid == _payout.Txid ? null : changed.Txid,
                Fee = changed.Fee == _payout.Fee ? null : changed.Fee,
                HeleketTransactionId = changed.HeleketTransactionId == _payout.HeleketTransactionId ? null : changed.HeleketTransactionId,
                By = by,
            }),
        };
    }
}
