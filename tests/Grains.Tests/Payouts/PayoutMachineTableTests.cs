using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using static Payouts.Grains.Payouts.PayoutEvent;

namespace Payouts.Grains.Tests.Payouts;

/// <summary>Every stage times every event, the whole table of <see cref="PayoutMachine"/> written down a second time, by hand.</summary>
public sealed class PayoutMachineTableTests
{
    /// <summary>Long after every due time, so that a wake-up finds the payout due; before the queue expires.</summary>
    private static readonly DateTimeOffset Later = Some.Now + TimeSpan.FromHours(2);

    private static readonly Dictionary<string, PayoutEvent> Events = new()
    {
        ["woken"] = new Woken(),
        ["cancel"] = new CancelRequested(Some.Ana),
        ["approve"] = new Decided(Some.Approval(Some.Ana), Some.Ana),
        ["reject"] = new Decided(Some.Approval(Some.Ana) with { Decision = ApprovalWord.Rejected }, Some.Ana),
        ["lookUp"] = new LookUpRequested(Some.Ana),
        ["claim"] = new AttentionClaimed(null, Some.Ana),
        ["resolve"] = new AttentionResolved("seen", Some.Ana),
        ["accepted"] = new Accepted(Some.Report("process", source: LogSource.Submit)),
        ["refused"] = new Refused(PayoutReason.BelowMinimum, false, "Minimum amount 30 USDT"),
        ["refusedForNow"] = new Refused(PayoutReason.PayoutsBlocked, true, "You are forbidden"),
        ["notSent"] = new NotSent("connection refused"),
        ["blocked"] = new NotSent("HTTP 403", IsBlocked: true),
        ["unsendable"] = new Unsendable("the memo is too long"),
        ["lost"] = new AnswerLost("timeout"),
        ["mismatch"] = new EchoMismatched(["address"], LogSource.Poll),
        ["foundPaid"] = new LookedUp(Some.Report("paid", true)),
        ["notFound"] = new NotFound(),
        ["lookUpFailed"] = new LookUpFailed("502"),
        ["webhook"] = new Notified(Some.Report("paid", true, LogSource.Webhook)),
        ["wokenPaused"] = new Woken(SendGate.Paused),
        ["wokenStale"] = new Woken(SendGate.Stale),
        ["heldBack"] = NotReady.Of(SendGate.Paused),
        ["blind"] = NotReady.Of(SendGate.Stale),
        ["wokenToAdmit"] = new Woken(SendGate.Open, MustAdmit: true),
        ["admitted"] = new Admitted([Some.Hold], 1),
        ["noRoom"] = new NotAdmitted("client-day", TimeSpan.FromDays(1), Later.AddMinutes(5)),
        ["neverRoom"] = new NotAdmitted("client-day", TimeSpan.FromDays(1), null),
        ["overRoom"] = new NotAdmitted("client-day", TimeSpan.FromDays(1), null, new ApprovalNeed([new()], TimeSpan.FromHours(1), "client-day")),
        ["revoked"] = new AddressRevoked(),
        ["released"] = new Released(),
        ["unconfirmed"] = new Unconfirmed(Some.Report("paid", true, LogSource.Webhook)),
    };

    /// <summary>Stages at which the same event does something else, because of what people have decided or limits hold.</summary>
    private static readonly Dictionary<string, PayoutState> Others = new()
    {
        ["AwaitingLast"] = Some.After(Some.At("AwaitingApproval"), new Decided(Some.Approval(Some.Ben), Some.Ben)),
        ["Held"] = Some.Awaiting(ApprovalNeed.Held),
        ["Limited"] = Some.After(Some.At("Scheduled"), new NotAdmitted("client-day", TimeSpan.FromDays(1), Later.AddHours(-1))),
        ["Holding"] = Some.After(Some.Holding(), new Refused(PayoutReason.InsufficientFunds, true, "Not enough funds")),
        ["HoldingParked"] = Some.After(Some.Holding(), NotReady.Of(SendGate.Paused)),
        ["Spent"] = Some.After(Some.Holding(), new Accepted(Some.Report("paid", true, LogSource.Submit))),
        ["Owing"] = Some.After(Some.Holding(), new Refused(PayoutReason.BelowMinimum, false, "Minimum amount 30 USDT")),
    };

    // "." the very same state; "~" stored anew at the same place (a log line, attention, or a later look); "!" cannot happen; else the new place;
    // "+" and an effect.
    private const string Table = """
        stage              woken                  cancel             lookUp    claim  resolve  accepted    refused  refusedForNow  notSent  blocked  unsendable  lost                   mismatch        foundPaid  notFound  lookUpFailed  webhook                unconfirmed     wokenPaused            wokenStale             heldBack  blind   approve  reject     wokenToAdmit           admitted           noRoom  neverRoom  overRoom          revoked            released
        Scheduled          Submitting+Submit      Cancelled          .         .      .        Processing  !        !              !        !        !           !                      ~               Confirmed  .         .             ~                      .               Queued                 .                      !         !       .        .          .+Admit                Submitting+Submit  Queued  Failed     AwaitingApproval  Cancelled          .
        AwaitingApproval   Cancelled              Cancelled          .         .      .        Processing  !        !              !        !        !           !                      ~               Confirmed  .         .             ~                      .               Cancelled              Cancelled              !         !       ~        Cancelled  Cancelled              .                  .       .          .                 .                  .
        AwaitingLast       Cancelled              Cancelled          .         .      .        Processing  !        !              !        !        !           !                      ~               Confirmed  .         .             ~                      .               Cancelled              Cancelled              !         !       Queued   Cancelled  Cancelled              .                  .       .          .                 .                  .
        Held               .                      Cancelled          .         .      .        Processing  !        !              !        !        !           !                      ~               Confirmed  .         .             ~                      .               .                      .                      !         !       Queued   Cancelled  .                      .                  .       .          .                 .                  .
        Queued             Submitting+Submit      Cancelled          .         .      .        Processing  !        !              !        !        !           !                      OutcomeUnknown  Confirmed  .         .             OutcomeUnknown+LookUp  OutcomeUnknown  ~                      .                      !         !       .        .          .+Admit                Submitting+Submit  ~       Failed     AwaitingApproval  Cancelled          .
        Limited            Submitting+Submit      Cancelled          .         .      .        Processing  !        !              !        !        !           !                      OutcomeUnknown  Confirmed  .         .             OutcomeUnknown+LookUp  OutcomeUnknown  ~                      .                      !         !       .        .          .+Admit                Submitting+Submit  ~       Failed     AwaitingApproval  Cancelled          .
        Holding            Submitting+Submit      Cancelled+Release  .         .      .        Processing  !        !              !        !        !           !                      OutcomeUnknown  Confirmed  .         .             OutcomeUnknown+LookUp  OutcomeUnknown  ~                      .                      !         !       .        .          .+Admit                Submitting+Submit  ~       Failed     AwaitingApproval  Cancelled+Release  ~+Admit
        Parked             Submitting+Submit      Cancelled          .         .      .        Processing  !        !              !        !        !           !                      OutcomeUnknown  Confirmed  .         .             OutcomeUnknown+LookUp  OutcomeUnknown  .                      .                      !         !       .        .          .+Admit                Submitting+Submit  ~       Failed     AwaitingApproval  Cancelled          .
        HoldingParked      Submitting+Submit      Cancelled+Release  .         .      .        Processing  !        !              !        !        !           !                      OutcomeUnknown  Confirmed  .         .             OutcomeUnknown+LookUp  OutcomeUnknown  .                      .                      !         !       .        .          .+Admit                Submitting+Submit  ~       Failed     AwaitingApproval  Cancelled+Release  ~+Admit
        Submitting         OutcomeUnknown+LookUp  .                  .         .      .        Processing  Failed   Queued         Queued   Queued   Failed      OutcomeUnknown+LookUp  OutcomeUnknown  Confirmed  .         .             .+LookUp               ~               OutcomeUnknown+LookUp  OutcomeUnknown+LookUp  Queued    Queued  .        .          OutcomeUnknown+LookUp  .                  .       .          .                 .                  .
        OutcomeUnknown     .+LookUp               .                  ~+LookUp  .      .        Processing  .        .              .        .        .           .                      ~               Confirmed  ~         ~             .+LookUp               ~               .+LookUp               .+LookUp               .         .       .        .          .+LookUp               .                  .       .          .                 .                  .
        Processing         .+LookUp               .                  ~+LookUp  .      .        .           .        .              .        .        .           .                      ~               Confirmed  ~         ~             .+LookUp               ~               .+LookUp               .+LookUp               .         .       .        .          .+LookUp               .                  .       .          .                 .                  .
        FailedProvisional  .+LookUp               .                  ~+LookUp  .      .        .           .        .              .        .        .           .                      ~               Confirmed  ~         ~             .+LookUp               ~               .+LookUp               .+LookUp               .         .       .        .          .+LookUp               .                  .       .          .                 .                  .
        Confirmed          .                      .                  .         .      .        .           .        .              .        .        .           .                      .               .          .         .             .                      .               .                      .                      .         .       .        .          .                      .                  .       .          .                 .                  .
        Spent              .                      .                  .         .      .        .           .        .              .        .        .           .                      .               .          .         .             .                      .               .                      .                      .         .       .        .          .                      .                  .       .          .                 .                  .
        Failed             .                      .                  .         .      .        .           .        .              .        .        .           .                      .               ~          .         .             ~                      .               .                      .                      .         .       .        .          .                      .                  .       .          .                 .                  .
        Owing              .+Release              .                  .         .      .        ~           .        .              .        .        .           .                      .               ~          .         .             ~                      .               .+Release              .                      .         .       .        .          .+Release              .                  .       .          .                 .                  ~
        Cancelled          .                      .                  .         .      .        ~           .        .              .        .        .           .                      .               ~          .         .             ~                      .               .                      .                      .         .       .        .          .                      .                  .       .          .                 .                  .
        """;

    public static TheoryData<string, string, string> Cells() => WrittenTable.Cells(Table);

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_event_at_every_stage_does_what_the_table_says(string stage, string happened, string expected)
    {
        var before = Others.GetValueOrDefault(stage) ?? Some.At(stage);
        if (expected == "!")
        {
            Assert.Throws<InvalidOperationException>(() => PayoutMachine.Apply(before, Events[happened], Some.Options, Later));
            return;
        }

        var (after, effect) = PayoutMachine.Apply(before, Events[happened], Some.Options, Later);

        var place = ReferenceEquals(before, after) ? "." : after.Place() == before.Place() ? "~" : after.Place();
        Assert.Equal(expected, effect == PayoutEffect.None ? place : $"{place}+{effect}");
    }

    [Theory]
    [InlineData("Scheduled")]
    [InlineData("AwaitingApproval")]
    [InlineData("Queued")]
    [InlineData("Submitting")]
    [InlineData("OutcomeUnknown")]
    [InlineData("Processing")]
    [InlineData("FailedProvisional")]
    [InlineData("Confirmed")]
    [InlineData("Failed")]
    [InlineData("Cancelled")]
    public void Where_a_person_is_needed_attention_is_claimed_and_resolved_at_every_stage(string stage)
    {
        var before = Some.At(stage);
        before = before with { Payout = before.Payout with { NeedsAttention = true } };
        foreach (var happened in new[] { Events["claim"], Events["resolve"] })
        {
            var (after, effect) = PayoutMachine.Apply(before, happened, Some.Options, Later);

            Assert.Equal((stage, PayoutEffect.None, before.Payout.Version + 1, before.NextActionAt, happened is AttentionClaimed), (after.Place(), effect, after.Payout.Version, after.NextActionAt, after.Payout.NeedsAttention));
        }
    }

    [Fact]
    public void The_table_has_every_stage_and_every_event()
    {
        var cells = Cells();
        Assert.Equal((Some.Stages.Length + Others.Count) * Events.Count, cells.Count);
        Assert.Equal(
            Events.Values.Select(e => e.GetType()).Distinct().Order(Comparer<Type>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name))),
            typeof(PayoutEvent).GetNestedTypes().Order(Comparer<Type>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name))));
    }
}
