using System.Collections.Immutable;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Grains.Providers;

namespace Payouts.Grains.Tests.Payouts;

/// <summary>Payouts, reports and times for the tests of the machine.</summary>
internal static class Some
{
    public const string Id = "7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a";
    public const string Uuid = "a7c0caec-a594-4aaa-b1c4-77d511857594";

    public static readonly Caller Ana = new("ana@example.com", "console");
    public static readonly Caller Ben = new("ben@example.com", null);

    public static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    public static readonly PayoutsOptions Options = new();

    public static PayoutRequest Request { get; } = new()
    {
        ClientId = "c-1042",
        Asset = "USDT",
        Network = "TRON",
        Amount = 25.5m,
        WalletAddress = "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm",
    };

    public static CreatePayout Command(PayoutRequest? request = null) => new("key", request ?? Request, Now);

    public static Decision Created(DateTimeOffset? scheduledFor = null) =>
        PayoutMachine.Create(Id, Command(Request with { ScheduledFor = scheduledFor }), Now);

    public static ProviderReport Report(string word, bool isFinal = false, LogSource source = LogSource.Poll, string uuid = Uuid) =>
        new(uuid, word, isFinal, null, null, source, HeleketWords.Read(word));

    /// <summary>A payout at a stage, reached the way it is reached in life. Stages of the end are named by their status.</summary>
    public static PayoutState At(string stage) => stage switch
    {
        "Scheduled" => Created(Now + TimeSpan.FromHours(1)).State,
        "AwaitingApproval" => Awaiting(new([new(null, 2)], TimeSpan.FromHours(1))),
        "Queued" => After(At("Submitting"), new PayoutEvent.Refused(PayoutReason.InsufficientFunds, true, "Not enough funds")),
        "Parked" => After(At("Submitting"), PayoutEvent.NotReady.Of(SendGate.Paused)),
        "Submitting" => Created().State,
        "OutcomeUnknown" => After(At("Submitting"), new PayoutEvent.AnswerLost("timeout")),
        "Processing" => After(At("Submitting"), new PayoutEvent.Accepted(Report("process", source: LogSource.Submit))),
        "FailedProvisional" => After(At("Processing"), new PayoutEvent.LookedUp(Report("fail"))),
        "Confirmed" => After(At("Processing"), new PayoutEvent.LookedUp(Report("paid", true))),
        "Failed" => After(At("Processing"), new PayoutEvent.LookedUp(Report("fail", true))),
        "Cancelled" => After(At("Scheduled"), new PayoutEvent.CancelRequested()),
        _ => throw new ArgumentOutOfRangeException(nameof(stage)),
    };

    /// <summary>Room that a limit holds.</summary>
    public static LimitHold Hold { get; } = new("client-day/1.00:00:00/client=c-1042", "0123456789abcdef", Now, 25.5m);

    /// <summary>A payout that is being sent, for which a limit holds room.</summary>
    public static PayoutState Holding() => PayoutMachine.Create(Id, Command(), Now, admission: new(new(7)) { Holds = [Hold] }).State;

    /// <summary>A payout that waits for these people.</summary>
    public static PayoutState Awaiting(ApprovalNeed plan, DateTimeOffset? scheduledFor = null, CreatePayout? command = null) =>
        PayoutMachine.Create(Id, command ?? Command(Request with { ScheduledFor = scheduledFor }), Now, admission: new(new(7, "large-usdt")) { Plan = plan }).State;

    /// <summary>This person's approval.</summary>
    public static ApprovalDecision Approval(Caller by, string? role = null) => new(by.Person!, "oidc", Now, 1, ApprovalWord.Approved, role);

    public static PayoutState After(PayoutState state, PayoutEvent happened) => PayoutMachine.Apply(state, happened, Options, Now).State;

    public static PayoutState AfterAll(PayoutState state, IEnumerable<PayoutEvent> events) => events.Aggregate(state, After);

    public static string Place(this PayoutState state) => state.Payout.Detail?.ToString() ?? state.Payout.Status.ToString();

    public static ImmutableArray<string> Stages { get; } =
    [
        "Scheduled", "AwaitingApproval", "Queued", "Parked", "Submitting", "OutcomeUnknown", "Processing", "FailedProvisional", "Confirmed", "Failed", "Cancelled",
    ];
}
