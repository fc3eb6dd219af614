using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Grains.Interfaces.Payouts.PayoutDetail;
using static Payouts.Grains.Interfaces.Payouts.PayoutStatus;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Grains.Payouts;

/// <summary>
/// The life of a payout: (state, event, now) to (state, effect), pure. Every pair of a stage and an event is decided here, in one table, and
/// nowhere else does a status come into being (docs/lifecycle.md, "Rules").
/// </summary>
public static partial class PayoutMachine
{
    /// <summary>An outcome that stays unknown for this long is shown to a person.</summary>
    public static readonly TimeSpan UnknownTooLong = TimeSpan.FromHours(1);

    /// <summary>A payout that something in front of Heleket's API has refused for this long is shown to a person.</summary>
    public static readonly TimeSpan BlockedTooLong = TimeSpan.FromHours(1);

    /// <summary>So many look-ups in a row without an answer are shown to a person, in whatever way they fail: an open circuit answers for some of them.</summary>
    public const int TooManyFailedLookUps = 5;

    /// <summary>A payout that Heleket has not finished for this long is shown to a person.</summary>
    public static readonly TimeSpan UnfinishedTooLong = TimeSpan.FromHours(24);

    /// <summary>
    /// A new payout: scheduled, or with the intent to send already in its first write, so that the intent is durable before the first byte
    /// leaves and costs no write of its own.
    /// </summary>
    public static Decision Create(string id, CreatePayout command, DateTimeOffset now)
    {
        now = WholeMilliseconds.Floor(now);
        var due = command.Request.ScheduledFor is { } at && at > now ? at : now;
        var detail = due > now ? Scheduled : Submitting;
        var payout = new Payout
        {
            Id = id,
            IdempotencyKey = command.IdempotencyKey,
            Request = command.Request,
            Status = Pending,
            Detail = detail,
            RequestedAt = WholeMilliseconds.Floor(command.RequestedAt),
            CreatedAt = now,
            UpdatedAt = now,
            Version = 1,
            ResponseLogs = [new ResponseLog { At = now, Source = LogSource.Api, Status = Pending, Detail = detail }],
        };
        return new(
            new PayoutState { Payout = payout, NextActionAt = due, Since = now },
            detail == Submitting ? PayoutEffect.Submit : PayoutEffect.None);
    }

    /// <summary>What the event makes of the payout.</summary>
    /// <exception cref="InvalidOperationException">The event cannot happen at this stage: a bug of ours.</exception>
    public static Decision Apply(PayoutState state, PayoutEvent happened, PayoutsOptions options, DateTimeOffset now)
    {
        var isLookUpAnswered = happened is LookedUp or NotFound or EchoMismatched { Source: not LogSource.Submit };
        var transition = new Transition(state, options, WholeMilliseconds.Floor(now), isLookUpAnswered);
        var stage = state.Payout.Detail;
        return (stage, happened) switch
        {
            // Final: only a contradiction is worth a word. stage is null exactly here.
            (null, Accepted e) => transition.FlagContradiction(e.Report),
            (null, LookedUp e) => transition.FlagContradiction(e.Report),
            (null, Notified e) => transition.FlagContradiction(e.Report),
            (null, _) => transition.Ignore(),

            (Scheduled, Woken) => transition.IsDue ? transition.Submit() : transition.Ignore(),
            (AwaitingApproval, Woken) => transition.IsDue ? transition.Reschedule() : transition.Ignore(),
            (Queued, Woken) when transition.IsExpired => transition.Fail(PayoutReason.QueueExpired, LogSource.System),
            (Queued, Woken) => transition.IsDue ? transition.Submit() : transition.Ignore(),
            // Whoever stored the intent would have heard the answer itself: it died, and so the answer is lost.
            (Submitting, Woken) => transition.MarkUnknown("The process that was sending it ended.", LogSource.System),
            (OutcomeUnknown or Processing or FailedProvisional, Woken) => transition.IsDue ? transition.LookUp() : transition.Ignore(),

            (Scheduled or AwaitingApproval or Queued, CancelRequested) => transition.Cancel(),
            (_, CancelRequested) => transition.Ignore(),

            // The answer to a create is as old as the create: what came since is newer, unless this one is the end.
            (Processing or FailedProvisional, Accepted { Report.IsFinal: false }) => transition.Ignore(),
            // Evidence that Heleket has it holds at every stage, also when a slower answer brings it.
            (_, Accepted e) => transition.ApplyReport(e.Report, isCompared: true),
            (_, LookedUp e) => transition.ApplyReport(e.Report, isCompared: true),

            // A webhook came in between: a refusal of what Heleket has is no refusal of ours.
            (Submitting, Refused e) when transition.WasSeen => transition.MarkUnknown(e.Message, LogSource.Submit),
            // Whoever limits, blocks or does not know us says nothing about an earlier sending.
            (Submitting, Refused { Reason: PayoutReason.RateLimited or PayoutReason.AuthenticationFailed or PayoutReason.PayoutsBlocked } e)
                when transition.WasEverSent => transition.KeepUnknown(e.Message),
            (Submitting, Refused { IsTransient: true } e) => transition.QueueRefused(e.Reason, e.Message),
            (Submitting, Refused e) => transition.Fail(e.Reason, LogSource.Submit, e.Message),
            // This one did not leave; an earlier one may have.
            (Submitting, NotSent e) => transition.WasEverSent ? transition.KeepUnknown(e.Message) : transition.QueueUnsent(e.Message, e.IsBlocked),
            // A check of ours that came later than the first sending is no reason to give up what may have been sent.
            (Submitting, Unsendable e) when transition.WasEverSent => transition.KeepUnknown(e.Message, needsAttention: true),
            (Submitting, Unsendable e) => transition.Fail(PayoutReason.Refused, LogSource.System, e.Message),
            (Submitting, AnswerLost e) => transition.MarkUnknown(e.Message, LogSource.Submit),
            // While the answer was under way a webhook or a look-up brought newer news.
            (OutcomeUnknown or Processing or FailedProvisional, Refused or NotSent or Unsendable or AnswerLost) => transition.Ignore(),
            (Scheduled or AwaitingApproval or Queued, Refused or NotSent or Unsendable or AnswerLost) => throw Impossible(stage, happened),

            (_, EchoMismatched e) => transition.FlagMismatch(e.Differs, e.Source),

            (OutcomeUnknown, NotFound) when transition.WasSeen => transition.FlagMissing(),
            (OutcomeUnknown, NotFound e) => transition.IsGraceOver(e) ? transition.Submit() : transition.AwaitGrace(e),
            (Processing or FailedProvisional, NotFound) => transition.FlagMissing(),
            (Scheduled or AwaitingApproval or Queued or Submitting, NotFound) => transition.Ignore(),

            (OutcomeUnknown or Processing or FailedProvisional, LookUpFailed e) => transition.CountFailedLookUp(e.Message),
            (Scheduled or AwaitingApproval or Queued or Submitting, LookUpFailed) => transition.Ignore(),

            // Nothing was ever sent, so it cannot be about a payout of ours; it must not start one either.
            (Scheduled or AwaitingApproval, Notified e) => transition.FlagUnexpected(e.Report),
            (Queued, Notified) => transition.MarkUnknown("A webhook came for a payout that was thought not sent.", LogSource.Webhook),
            (Submitting or OutcomeUnknown, Notified) => transition.LookUp(),
            (Processing or FailedProvisional, Notified e) => transition.ApplyWebhook(e.Report),

            (Scheduled or AwaitingApproval, Unconfirmed) => transition.Ignore(),
            (_, Unconfirmed e) => transition.ExpediteLookUp(e.Report),

            _ => throw Impossible(stage, happened),
        };
    }

    private static InvalidOperationException Impossible(PayoutDetail? stage, PayoutEvent happened) =>
        new($"{happened.GetType().Name} cannot happen to a payout at stage {stage}.");

    /// <summary>What a report means. Finality decides.</summary>
    private static (PayoutStatus Status, PayoutDetail? Detail, PayoutReason? Reason) Meaning(ProviderReport report) => (report.IsFinal, Status(report)) switch
    {
        (true, ProviderStatus.Paid) => (Confirmed, null, null),
        (true, ProviderStatus.Failed) => (Failed, null, PayoutReason.ProviderFailed),
        (true, ProviderStatus.SystemFailed) => (Failed, null, PayoutReason.ProviderSystemFailure),
        (true, ProviderStatus.Cancelled) => (Cancelled, null, PayoutReason.CancelledByProvider),
        (false, ProviderStatus.Failed or ProviderStatus.SystemFailed or ProviderStatus.Cancelled) => (Broadcast, FailedProvisional, null),
        _ => (Broadcast, Processing, null),
    };

    private static ProviderStatus Status(ProviderReport report) => report.Status != ProviderStatus.Unread
        ? report.Status
        : throw new InvalidOperationException("A report whose status nobody read.");
}
