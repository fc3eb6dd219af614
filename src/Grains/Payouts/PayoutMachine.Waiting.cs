using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Grains.Interfaces.Payouts.PayoutDetail;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Grains.Payouts;

/// <content>What waits: for the grace, for news, for a person. Here attention is called, and here it says why.</content>
public static partial class PayoutMachine
{
    private readonly partial struct Turn
    {
        private TimeSpan Patience => _payout.Detail is OutcomeUnknown ? UnknownTooLong : UnfinishedTooLong;

        private bool IsStuck => _payout.Detail is not AwaitingApproval && now - (state.UnknownSince ?? state.Since) >= Patience;

        public Decision Distrust(IReadOnlyList<string> differs, LogSource source)
        {
            var message = $"Heleket shows another {string.Join(", ", differs)} under this order id.";
            var doubted = _payout with { NeedsAttention = true, Reason = PayoutReason.EchoMismatch };
            doubted = _payout.Detail is Submitting or Queued ? doubted with { Detail = OutcomeUnknown } : doubted;
            return doubted == _payout
                ? WaitOn()
                : new(Changed(Logged(doubted, source, message)) with
                {
                    NextActionAt = NextLook,
                    Attempts = state.Attempts + 1,
                    UnknownSince = doubted.Detail == OutcomeUnknown ? state.UnknownSince ?? now : state.UnknownSince,
                });
        }

        public Decision Suspect(ProviderReport report)
        {
            const string message = "A webhook came for a payout that was never sent.";
            return _payout.NeedsAttention
                ? Nothing()
                : new(Changed(Logged(_payout with { NeedsAttention = true }, report.Source, message)));
        }

        public Decision WaitForGrace(NotFound missing)
        {
            var graceEnds = In(options.ResubmitGrace - missing.For);
            var waiting = WaitingOn(state.NotFoundSince is null ? Logged(Answered(), LogSource.Poll, "Not found at Heleket.") : Answered());
            // The first look again may come early; after that the pace holds, so that what is lost again and again is sent ever more rarely.
            var soon = graceEnds < NextLook ? graceEnds : NextLook;
            var late = graceEnds > NextLook ? graceEnds : NextLook;
            return new(waiting with { NotFoundSince = state.NotFoundSince ?? now, NextActionAt = state.Attempts == 0 ? soon : late });
        }

        /// <summary>Heleket had it and now denies it. Nothing is concluded; a person is told.</summary>
        public Decision MissIt()
        {
            const string message = "Heleket no longer finds it.";
            return _payout.NeedsAttention && _payout.ResponseLogs[^1].Message == message
                ? WaitOn()
                : new(Changed(Logged(_payout with { NeedsAttention = true }, LogSource.Poll, message)) with
                {
                    NextActionAt = NextLook,
                    Attempts = state.Attempts + 1,
                });
        }

        /// <summary>A final word that could not be confirmed: ask again at once. What waits to be sent again may be there already, and waits no longer.</summary>
        public Decision LookSoon(ProviderReport report)
        {
            var message = $"A webhook says {report.RawStatus}; not confirmed yet.";
            var known = _payout.HeleketTransactionId is null ? _payout with { HeleketTransactionId = report.Uuid } : _payout;
            if (_payout.Detail is Queued)
            {
                known = known with { Detail = OutcomeUnknown, Reason = Lasting(_payout.Reason) };
            }
            else if (_payout.ResponseLogs[^1].Message == message)
            {
                return IsDue ? Nothing() : new(Unseen() with { NextActionAt = now });
            }

            return new(Changed(Logged(known, LogSource.Webhook, message)) with
            {
                NextActionAt = now,
                NotFoundSince = null,
                UnknownSince = known.Detail is OutcomeUnknown ? state.UnknownSince ?? now : state.UnknownSince,
            });
        }

        /// <summary>No news: look again later, and tell a person when that has gone on for too long.</summary>
        public Decision WaitOn() => new(WaitingOn(_payout));

        /// <summary>Nobody answered: look again later, and tell a person when that happens again and again.</summary>
        public Decision FailLookUp(string message)
        {
            var failed = (state.FailedLookUps ?? 0) + 1;
            var waiting = failed == TooManyFailedLookUps
                ? Logged(_payout with { NeedsAttention = true }, LogSource.Poll, $"{failed} look-ups in a row failed. The last one: {message}")
                : _payout;
            return new(WaitingOn(waiting) with { FailedLookUps = failed });
        }

        private PayoutState WaitingOn(Payout waiting)
        {
            if (IsStuck && !waiting.NeedsAttention)
            {
                waiting = Logged(waiting with { NeedsAttention = true }, LogSource.System, $"Nothing new for {Patience.TotalHours:0} hours.");
            }

            var next = ReferenceEquals(waiting, _payout) ? Unseen() : Changed(waiting);
            return next with { NextActionAt = NextLook, Attempts = state.Attempts + 1 };
        }

        /// <summary>Without the attention that failing look-ups called: this one was answered.</summary>
        private Payout Answered() => state.FailedLookUps >= TooManyFailedLookUps && !IsStuck ? _payout with { NeedsAttention = false } : _payout;
    }
}
