using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Grains.Interfaces.Payouts.PayoutDetail;
using static Payouts.Grains.Interfaces.Payouts.PayoutStatus;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Grains.Payouts;

/// <summary>
/// The lifecycle of a payout as a pure function: (state, event, now) to (state, effect). Every pair of stage and event
/// is decided in this one table, and no other code sets a status (docs/lifecycle.md, "Rules").
/// </summary>
public static partial class PayoutMachine
{
    /// <summary>An outcome unknown for this long is flagged to an operator.</summary>
    public static readonly TimeSpan UnknownTooLong = TimeSpan.FromHours(1);

    /// <summary>
    /// A payout refused for this long by something in front of Heleket's API is flagged to an operator.
    /// </summary>
    public static readonly TimeSpan BlockedTooLong = TimeSpan.FromHours(1);

    /// <summary>
    /// This many failed lookups in a row are flagged to an operator, however they fail: an open circuit accounts for
    /// some.
    /// </summary>
    public const int TooManyFailedLookUps = 5;

    /// <summary>A payout that Heleket has not finished for this long is flagged to an operator.</summary>
    public static readonly TimeSpan UnfinishedTooLong = TimeSpan.FromHours(24);

    /// <summary>
    /// Creates a payout: scheduled, parked by a pause, or with the intent to send in its first write, so that the intent
    /// is durable before the first byte leaves and costs no extra write.
    /// </summary>
    /// <param name="id">The payout's id.</param>
    /// <param name="command">What is asked for.</param>
    /// <param name="now">The time.</param>
    /// <param name="gate">What the controls say; without them nothing is accepted.</param>
    /// <param name="admission">What the policy says of it; <see langword="null"/>: there is none.</param>
    /// <param name="options">The pace at which one looks for itself that waits for money; by default that of the defaults.</param>
    /// <exception cref="ArgumentException">The gate is <see cref="SendGate.Stale"/>.</exception>
    public static Decision Create(
        string id, CreatePayout command, DateTimeOffset now, SendGate gate = SendGate.Open, Admission? admission = null, PayoutsOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfEqual((int)gate, (int)SendGate.Stale, nameof(gate));
        now = WholeMilliseconds.Floor(now);
        var due = command.Request.ScheduledFor is { } at && at > now ? at : now;
        var approval = admission?.ApprovalFor(command, now);
        var detail = approval is not null ? AwaitingApproval
            : due > now ? Scheduled
            : gate != SendGate.Open || admission is { RoomAt: not null } ? Queued
            : Submitting;
        PayoutReason? reason = approval is { IsHeld: true } ? PayoutReason.Held
            : approval is not null ? PayoutReason.ApprovalRequired
            : detail != Queued ? null
            : gate == SendGate.Paused ? PayoutReason.Paused
            : gate == SendGate.Short ? PayoutReason.InsufficientFunds
            : PayoutReason.LimitExceeded;
        var payout = new Payout
        {
            Id = id,
            IdempotencyKey = command.IdempotencyKey,
            Request = command.Request,
            Status = Pending,
            Detail = detail,
            Reason = reason,
            RequestedAt = WholeMilliseconds.Floor(command.RequestedAt),
            CreatedAt = now,
            UpdatedAt = now,
            Version = 1,
            Approval = approval,
            Policy = admission?.Policy,
            ResponseLogs = [new ResponseLog { At = now, Source = LogSource.Api, Status = Pending, Detail = detail, Reason = reason, Version = 1, By = command.By }],
        };
        return new(
            new PayoutState
            {
                Payout = payout,
                Since = now,
                NextActionAt = approval is not null ? Deadline(approval, now)
                    : reason == PayoutReason.Paused ? Parking.Place(payout)
                    : reason == PayoutReason.LimitExceeded ? admission!.RoomAt
                    : reason == PayoutReason.InsufficientFunds ? now + WholeMilliseconds.Ceiling(FundsRest(id, 0, options ?? new()))
                    : due,
                QueuedSince = reason is PayoutReason.LimitExceeded or PayoutReason.InsufficientFunds ? now : null,
                Holds = detail == Submitting && admission is { Holds: [_, ..] holds } ? holds : null,
                AddressId = admission?.AddressId,
            },
            detail == Submitting ? PayoutEffect.Submit : PayoutEffect.None);
    }

    /// <summary>Applies an event to a payout.</summary>
    /// <exception cref="InvalidOperationException">The event cannot happen at this stage, which is a bug.</exception>
    public static Decision Apply(PayoutState state, PayoutEvent happened, PayoutsOptions options, DateTimeOffset now)
    {
        var transition = new Transition(state, happened, options, WholeMilliseconds.Floor(now));
        var stage = state.Payout.Detail;
        return (stage, happened) switch
        {
            // People: where it is allowed (Standing), wherever the payout is.
            (_, CancelRequested e) => Standing.MayCancel(state.Payout) ? transition.Cancel(e.By) : transition.Ignore(),
            (_, LookUpRequested e) => Standing.MayLookUp(state.Payout) ? transition.AskAgain(e.By) : transition.Ignore(),
            (_, AttentionClaimed e) => Standing.MayResolve(state.Payout) ? transition.Claim(e.Note, e.By) : transition.Ignore(),
            (AwaitingApproval, Decided e) => transition.Decide(e.Decision, e.By),
            (_, Decided) => transition.Ignore(),
            (_, AttentionResolved e) => Standing.MayResolve(state.Payout) ? transition.Resolve(e.Note, e.By) : transition.Ignore(),

            // Final: only a contradiction is recorded. stage is null exactly here.
            (null, Accepted e) => transition.FlagContradiction(e.Report),
            (null, LookedUp e) => transition.FlagContradiction(e.Report),
            (null, Notified e) => transition.FlagContradiction(e.Report),
            (null, Woken { Gate: not SendGate.Stale }) when transition.Owes => transition.Release(),
            (null, Released) => transition.Settle(),
            (null, _) => transition.Ignore(),

            (Scheduled, Woken e) => transition.IsDue ? transition.Leave(e.Gate, e.MustAdmit) : transition.Ignore(),
            (AwaitingApproval, Woken) => transition.IsDue ? transition.Expire() : transition.Ignore(),
            (Queued, Woken) when transition.IsExpired => transition.Fail(PayoutReason.QueueExpired, LogSource.System),
            (Queued, Woken e) when transition.IsParked => e.Gate is SendGate.Open or SendGate.Short ? transition.Leave(e.Gate, e.MustAdmit) : transition.Ignore(),
            (Queued, Woken e) => transition.IsDue ? transition.Leave(e.Gate, e.MustAdmit) : transition.Ignore(),
            (_, Funded e) => transition.TakeFunds(e),
            (Scheduled or Queued, Admitted e) => transition.Admit(e),
            (Scheduled or Queued, NotAdmitted e) => transition.AwaitRoom(e),
            (Scheduled or Queued, AddressRevoked) => transition.Revoke(),
            (Scheduled or Queued, Released) => transition.AdmitAnew(),
            // Something else came first; the grain gives back what was held for it.
            (_, Admitted or NotAdmitted or AddressRevoked) => transition.Ignore(),
            // The process that stored the intent would have received the answer itself: it died, so the answer is lost.
            (Submitting, Woken) => transition.MarkUnknown("The process that was sending it ended.", LogSource.System),
            (OutcomeUnknown or Processing or FailedProvisional, Woken) => transition.IsDue ? transition.LookUp() : transition.Ignore(),

            // The answer to a create is as old as the create: anything since is newer, unless this answer is final.
            (Processing or FailedProvisional, Accepted { Report.IsFinal: false }) => transition.Ignore(),
            // Evidence that Heleket has it holds at every stage, even when it arrives late.
            (_, Accepted e) => transition.ApplyReport(e.Report, isCompared: true),
            (_, LookedUp e) => transition.ApplyReport(e.Report, isCompared: true),

            // A webhook arrived in between: Heleket has the payout, so a refusal does not apply to it.
            (Submitting, Refused e) when transition.WasSeen => transition.MarkUnknown(e.Message, LogSource.Submit),
            // Rate limiting, blocking or failed authentication tells nothing about an earlier create.
            (Submitting, Refused { Reason: PayoutReason.RateLimited or PayoutReason.AuthenticationFailed or PayoutReason.PayoutsBlocked } e)
                when transition.WasEverSent => transition.KeepUnknown(e.Message),
            (Submitting, Refused { IsTransient: true } e) => transition.QueueRefused(e.Reason, e.Message),
            (Submitting, Refused e) => transition.Fail(e.Reason, LogSource.Submit, e.Message),
            // This create did not leave; an earlier one may have.
            (Submitting, NotSent e) => transition.WasEverSent ? transition.KeepUnknown(e.Message) : transition.QueueUnsent(e.Message, e.IsBlocked),
            (Submitting, NotReady e) => transition.WasEverSent ? transition.KeepUnknown(e.Message) : transition.HoldBack(e),
            // Our own check, made after the first create, is no reason to give up on what may have been sent.
            (Submitting, Unsendable e) when transition.WasEverSent => transition.KeepUnknown(e.Message, needsAttention: true),
            (Submitting, Unsendable e) => transition.Fail(PayoutReason.Refused, LogSource.System, e.Message),
            (Submitting, AnswerLost e) => transition.MarkUnknown(e.Message, LogSource.Submit),
            // A webhook or lookup brought newer information while the answer was in flight.
            (OutcomeUnknown or Processing or FailedProvisional, Refused or NotSent or NotReady or Unsendable or AnswerLost) => transition.Ignore(),
            (Scheduled or AwaitingApproval or Queued, Refused or NotSent or NotReady or Unsendable or AnswerLost) => throw Impossible(stage, happened),

            (_, EchoMismatched e) => transition.FlagMismatch(e.Differs, e.Source),

            (OutcomeUnknown, NotFound) when transition.WasSeen => transition.FlagMissing(),
            (OutcomeUnknown, NotFound e) when !transition.IsGraceOver(e) => transition.AwaitGrace(e),
            // It may be there all the same: it is asked for as before, and sent again once it may be.
            (OutcomeUnknown, NotFound e) => e.Gate is SendGate.Open or SendGate.Short ? transition.Submit() : transition.AwaitGate(),
            (Processing or FailedProvisional, NotFound) => transition.FlagMissing(),
            (Scheduled or AwaitingApproval or Queued or Submitting, NotFound) => transition.Ignore(),

            (OutcomeUnknown or Processing or FailedProvisional, LookUpFailed e) => transition.CountFailedLookUp(e.Message),
            (Scheduled or AwaitingApproval or Queued or Submitting, LookUpFailed) => transition.Ignore(),

            // Nothing was ever sent, so it cannot be about our payout; it must not start one either.
            (Scheduled or AwaitingApproval, Notified e) => transition.FlagUnexpected(e.Report),
            (Queued, Notified) => transition.MarkUnknown("A webhook came for a payout that was thought not sent.", LogSource.Webhook),
            (Submitting or OutcomeUnknown, Notified) => transition.LookUp(),
            (Processing or FailedProvisional, Notified e) => transition.ApplyWebhook(e.Report),

            (Scheduled or AwaitingApproval, Unconfirmed) => transition.Ignore(),
            (_, Unconfirmed e) => transition.ExpediteLookUp(e.Report),

            // Something else came first.
            (_, Released) => transition.Ignore(),

            _ => throw Impossible(stage, happened),
        };
    }

    private static InvalidOperationException Impossible(PayoutDetail? stage, PayoutEvent happened) =>
        new($"{happened.GetType().Name} cannot happen to a payout at stage {stage}.");

    /// <summary>Maps a report to status, detail and reason. Finality decides.</summary>
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
