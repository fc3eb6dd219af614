using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Grains.Interfaces.Payouts.PayoutDetail;
using static Payouts.Grains.Interfaces.Payouts.PayoutStatus;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Grains.Payouts;

/// <summary>
/// The life of a payout: (state, event, now) to (state, effect), pure. Every pair of a stage and an event is decided here, in one table, and
/// nowhere else does a status come into being (lifecycle.md).
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
        now = Milliseconds(now);
        var due = command.Request.ScheduledFor is { } at && at > now ? at : now;
        var detail = due > now ? Scheduled : Submitting;
        var payout = new Payout
        {
            Id = id,
            IdempotencyKey = command.IdempotencyKey,
            Request = command.Request,
            Status = Pending,
            Detail = detail,
            RequestedAt = Milliseconds(command.RequestedAt),
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
        var turn = new Turn(state, options, Milliseconds(now), isLookUpAnswered: happened is LookedUp or NotFound or EchoMismatched { Source: not LogSource.Submit });
        var stage = state.Payout.Detail;
        return (stage, happened) switch
        {
            // Final: only a contradiction is worth a word. stage is null exactly here.
            (null, Accepted e) => turn.HearLate(e.Report),
            (null, LookedUp e) => turn.HearLate(e.Report),
            (null, Notified e) => turn.HearLate(e.Report),
            (null, _) => turn.Nothing(),

            (Scheduled, Woken) => turn.IsDue ? turn.Begin() : turn.Nothing(),
            (AwaitingApproval, Woken) => turn.IsDue ? turn.WaitOn() : turn.Nothing(),
            (Queued, Woken) => turn.IsExpired ? turn.Fail(PayoutReason.QueueExpired, LogSource.System) : turn.IsDue ? turn.Begin() : turn.Nothing(),
            // Whoever stored the intent would have heard the answer itself: it died, and so the answer is lost.
            (Submitting, Woken) => turn.LoseTrack("The process that was sending it ended.", LogSource.System),
            (OutcomeUnknown or Processing or FailedProvisional, Woken) => turn.IsDue ? turn.Ask() : turn.Nothing(),

            (Scheduled or AwaitingApproval or Queued, CancelRequested) => turn.Cancel(),
            (_, CancelRequested) => turn.Nothing(),

            // The answer to a create is as old as the create: what came since is newer, unless this one is the end.
            (Processing or FailedProvisional, Accepted { Report.IsFinal: false }) => turn.Nothing(),
            // Evidence that Heleket has it holds at every stage, also when a slower answer brings it.
            (_, Accepted e) => turn.Take(e.Report, isCompared: true),
            (_, LookedUp e) => turn.Take(e.Report, isCompared: true),

            // A webhook came in between: a refusal of what Heleket has is no refusal of ours.
            (Submitting, Refused e) when turn.WasSeen => turn.LoseTrack(e.Message, LogSource.Submit),
            // Whoever limits, blocks or does not know us says nothing about an earlier sending.
            (Submitting, Refused { Reason: PayoutReason.RateLimited or PayoutReason.AuthenticationFailed or PayoutReason.PayoutsBlocked } e) when turn.WasEverSent =>
                turn.StayUnknown(e.Message),
            (Submitting, Refused e) => e.IsTransient ? turn.Defer(e.Reason, e.Message) : turn.Fail(e.Reason, LogSource.Submit, e.Message),
            // This one did not leave; an earlier one may have.
            (Submitting, NotSent e) => turn.WasEverSent ? turn.StayUnknown(e.Message) : turn.Block(e.Message, e.IsBlocked),
            // A check of ours that came later than the first sending is no reason to give up what may have been sent.
            (Submitting, Unsendable e) => turn.WasEverSent ? turn.StayUnknown(e.Message, needsAttention: true) : turn.Fail(PayoutReason.Refused, LogSource.System, e.Message),
            (Submitting, AnswerLost e) => turn.LoseTrack(e.Message, LogSource.Submit),
            // While the answer was under way a webhook or a look-up brought newer news.
            (OutcomeUnknown or Processing or FailedProvisional, Refused or NotSent or Unsendable or AnswerLost) => turn.Nothing(),
            (Scheduled or AwaitingApproval or Queued, Refused or NotSent or Unsendable or AnswerLost) => throw Impossible(stage, happened),

            (_, EchoMismatched e) => turn.Distrust(e.Differs, e.Source),

            (OutcomeUnknown, NotFound) when turn.WasSeen => turn.MissIt(),
            (OutcomeUnknown, NotFound e) => turn.IsGraceOver(e) ? turn.Begin() : turn.WaitForGrace(e),
            (Processing or FailedProvisional, NotFound) => turn.MissIt(),
            (Scheduled or AwaitingApproval or Queued or Submitting, NotFound) => turn.Nothing(),

            (OutcomeUnknown or Processing or FailedProvisional, LookUpFailed e) => turn.FailLookUp(e.Message),
            (Scheduled or AwaitingApproval or Queued or Submitting, LookUpFailed) => turn.Nothing(),

            // Nothing was ever sent, so it cannot be about a payout of ours; it must not start one either.
            (Scheduled or AwaitingApproval, Notified e) => turn.Suspect(e.Report),
            (Queued, Notified) => turn.LoseTrack("A webhook came for a payout that was thought not sent.", LogSource.Webhook),
            (Submitting or OutcomeUnknown, Notified) => turn.Ask(),
            (Processing or FailedProvisional, Notified e) => turn.Hear(e.Report),

            (Scheduled or AwaitingApproval, Unconfirmed) => turn.Nothing(),
            (_, Unconfirmed e) => turn.LookSoon(e.Report),

            _ => throw Impossible(stage, happened),
        };
    }

    /// <summary>Times in the state are whole milliseconds, because MongoDB keeps no more.</summary>
    public static DateTimeOffset Milliseconds(DateTimeOffset time) =>
        time.ToUniversalTime().AddTicks(-(time.UtcTicks % TimeSpan.TicksPerMillisecond));

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
