using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Grains.Interfaces.Payouts.PayoutDetail;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Grains.Payouts;

/// <content>Waiting for the grace, for news or for an operator. Attention is raised here, with the reason.</content>
public static partial class PayoutMachine
{
    private readonly partial struct Transition
    {
        private TimeSpan NoNewsTimeout => _payout.Detail is OutcomeUnknown ? UnknownTooLong : UnfinishedTooLong;

        private bool IsStuck => _payout.Detail is not AwaitingApproval && Lasting(state.UnknownSince ?? state.Since) >= NoNewsTimeout;

        public Decision FlagMismatch(IReadOnlyList<string> differs, LogSource source)
        {
            var message = $"Heleket shows another {string.Join(", ", differs)} under this order id.";
            var doubted = _payout with { NeedsAttention = _payout.NeedsAttention || !IsResolved(message), Reason = PayoutReason.EchoMismatch };
            doubted = _payout.Detail is Submitting or Queued ? doubted with { Detail = OutcomeUnknown } : doubted;
            return doubted == _payout
                ? Reschedule()
                : new(Changed(Logged(doubted, source, message)) with
                {
                    NextActionAt = NextPoll,
                    Attempts = state.Attempts + 1,
                    UnknownSince = doubted.Detail == OutcomeUnknown ? state.UnknownSince ?? now : state.UnknownSince,
                });
        }

        public Decision FlagUnexpected(ProviderReport report)
        {
            const string message = "A webhook came for a payout that was never sent.";
            return _payout.NeedsAttention || IsResolved(message)
                ? Ignore()
                : new(Changed(Logged(_payout with { NeedsAttention = true }, report.Source, message)));
        }

        public Decision AwaitGrace(NotFound missing)
        {
            var graceEnds = DueIn(options.ResubmitGrace - missing.For);
            var waiting = Rescheduled(state.NotFoundSince is null ? Logged(Answered(), LogSource.Poll, "Not found at Heleket.") : Answered());
            // The first recheck may come early; after that the backoff applies, so that a create lost repeatedly is
            // sent ever more rarely.
            var soon = graceEnds < NextPoll ? graceEnds : NextPoll;
            var late = graceEnds > NextPoll ? graceEnds : NextPoll;
            return new(waiting with { NotFoundSince = state.NotFoundSince ?? now, NextActionAt = state.Attempts == 0 ? soon : late });
        }

        /// <summary>
        /// Heleket had it and now reports it missing. Nothing is concluded; it is flagged to an operator.
        /// </summary>
        public Decision FlagMissing()
        {
            const string message = "Heleket no longer finds it.";
            return IsResolved(message) || (_payout.NeedsAttention && _payout.ResponseLogs[^1].Message == message)
                ? Reschedule()
                : new(Changed(Logged(_payout with { NeedsAttention = true }, LogSource.Poll, message)) with
                {
                    NextActionAt = NextPoll,
                    Attempts = state.Attempts + 1,
                });
        }

        /// <summary>
        /// For a webhook that could not be confirmed: looks up again at once. A payout queued to be sent again may be
        /// there already, and waits no longer.
        /// </summary>
        public Decision ExpediteLookUp(ProviderReport report)
        {
            var message = $"A webhook says {report.RawStatus}; not confirmed yet.";
            var known = _payout.HeleketTransactionId is null ? _payout with { HeleketTransactionId = report.Uuid } : _payout;
            if (_payout.Detail is Queued)
            {
                known = known with { Detail = OutcomeUnknown, Reason = LastingReason(_payout.Reason) };
            }
            else if (_payout.ResponseLogs[^1].Message == message)
            {
                return IsDue ? Ignore() : new(Touched() with { NextActionAt = now });
            }

            return new(Changed(Logged(known, LogSource.Webhook, message)) with
            {
                NextActionAt = now,
                NotFoundSince = null,
                UnknownSince = known.Detail is OutcomeUnknown ? state.UnknownSince ?? now : state.UnknownSince,
            });
        }

        /// <summary>No news: checks again later, and flags it to an operator when this has lasted too long.</summary>
        public Decision Reschedule() => new(Rescheduled(_payout));

        /// <summary>No answer: checks again later, and flags it to an operator after repeated failures.</summary>
        public Decision CountFailedLookUp(string message)
        {
            var failed = (state.FailedLookUps ?? 0) + 1;
            var waiting = failed == TooManyFailedLookUps
                ? Logged(_payout with { NeedsAttention = true }, LogSource.Poll, $"{failed} look-ups in a row failed. The last one: {message}")
                : _payout;
            return new(Rescheduled(waiting) with { FailedLookUps = failed });
        }

        private PayoutState Rescheduled(Payout waiting)
        {
            if (IsStuck && !waiting.NeedsAttention)
            {
                waiting = Logged(waiting with { NeedsAttention = true }, LogSource.System, $"Nothing new for {NoNewsTimeout.TotalHours:0} hours.");
            }

            var next = ReferenceEquals(waiting, _payout) ? Touched() : Changed(waiting);
            return next with { NextActionAt = NextPoll, Attempts = state.Attempts + 1 };
        }

        /// <summary>The payout without the attention raised by failed lookups: this one was answered.</summary>
        private Payout Answered() => state.FailedLookUps >= TooManyFailedLookUps && !IsStuck ? _payout with { NeedsAttention = false } : _payout;
    }
}
