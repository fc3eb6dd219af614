using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Payouts.Gateway.OpenApi;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Payouts;

/// <summary>The examples of payouts. A host in Development accepts the requests.</summary>
internal static class PayoutExamples
{
    public const string TransactionId = "a7c0caec-a594-4aaa-b1c4-77d511857594";
    public const string Txid = "7b1b1a14204cfb2ee9b320e04c0b35b9cb42cd5073e73cf5447a2724ef979cd8";

    private static readonly Caller Person = new("ana@example.com", "console");

    private static readonly Payout Created = NewPayout();

    private static readonly Payout Broadcast = Created with
    {
        Status = PayoutStatus.Broadcast,
        Detail = PayoutDetail.Processing,
        HeleketTransactionId = TransactionId,
        HeleketStatus = "process",
        UpdatedAt = Examples.Start.AddSeconds(1),
        AcceptedAt = Examples.Start.AddSeconds(1),
        Version = 2,
        ResponseLogs = [.. Created.ResponseLogs, Line(1, LogSource.Submit, PayoutStatus.Broadcast, PayoutDetail.Processing, "process") with { Version = 2 }],
        Standing = new()
        {
            Since = Examples.Start.AddSeconds(1),
            Next = NextStep.Poll,
            NextAt = Examples.Start.AddSeconds(31),
            Attempt = 1,
            Money = MoneyPlace.Provider,
            Actions = [PayoutAction.LookUp],
        },
    };

    private static readonly Payout Missed = Noted(Broadcast with { NeedsAttention = true }, 60, LogSource.Poll, "Heleket no longer finds it.");

    private static readonly Payout Asked = Noted(Missed, 90, LogSource.Operator, "Asked Heleket again.");

    private static readonly Payout Claimed = Noted(Asked with { ClaimedBy = Person.Person }, 95, LogSource.Operator, "Attention claimed: I ask Heleket");

    private static readonly Payout Resolved = Noted(
        Claimed with { NeedsAttention = false, ClaimedBy = null }, 600, LogSource.Operator, "Attention resolved: Heleket confirmed it by mail, ticket 8812");

    private static readonly Payout Confirmed = Broadcast with
    {
        Status = PayoutStatus.Confirmed,
        Detail = null,
        HeleketStatus = "paid",
        Txid = Txid,
        Fee = 1m,
        UpdatedAt = Examples.Start.AddSeconds(40),
        SettledAt = Examples.Start.AddSeconds(40),
        Version = 3,
        ResponseLogs = [.. Broadcast.ResponseLogs, Line(40, LogSource.Webhook, PayoutStatus.Confirmed, null, "paid") with { IsFinal = true, Version = 3 }],
        Standing = Final(40, MoneyPlace.Gone),
    };

    private static readonly Payout Cancelled = Created with
    {
        Status = PayoutStatus.Cancelled,
        Detail = null,
        Reason = PayoutReason.CancelledByClient,
        UpdatedAt = Examples.Start.AddSeconds(20),
        SettledAt = Examples.Start.AddSeconds(20),
        Version = 2,
        ResponseLogs = [.. Created.ResponseLogs, Line(20, LogSource.Api, PayoutStatus.Cancelled, null, null) with { Version = 2, Reason = PayoutReason.CancelledByClient, By = Person }],
        Standing = Final(20, MoneyPlace.Back),
    };

    private static readonly Payout Approved = Created with
    {
        Detail = PayoutDetail.AwaitingApproval,
        Reason = PayoutReason.ApprovalRequired,
        UpdatedAt = Examples.Start.AddMinutes(5),
        Version = 2,
        Policy = new(7, "large-usdt"),
        Approval = new()
        {
            Rule = "large-usdt",
            PolicyVersion = 7,
            Needed = [new(null, 2)],
            ExpiresAt = Examples.Start.AddDays(3),
            Makers = ["ana@example.com"],
            Decisions = [new("ben@example.com", "oidc", Examples.Start.AddMinutes(5), 1, ApprovalWord.Approved)],
        },
        Standing = Created.Standing! with { Next = NextStep.WaitForPeople, NextAt = null, Actions = [PayoutAction.Cancel, PayoutAction.Approve, PayoutAction.Reject] },
    };

    private static readonly Payout Rejected = Approved with
    {
        Status = PayoutStatus.Cancelled,
        Detail = null,
        Reason = PayoutReason.Rejected,
        SettledAt = Examples.Start.AddMinutes(5),
        Approval = Approved.Approval! with
        {
            Decisions = [new("ben@example.com", "oidc", Examples.Start.AddMinutes(5), 1, ApprovalWord.Rejected, Reason: "The receiver is not known")],
            Outcome = ApprovalOutcome.Rejected,
        },
        Standing = Final(300, MoneyPlace.Back),
    };

    /// <summary>The id of the payout in the examples.</summary>
    public static string Id => Created.Id;

    /// <summary>Bodies for a create. Each makes a different payout.</summary>
    public static ImmutableArray<(string Name, JsonNode Value)> PayoutRequests() =>
    [
        ("minimal", Request("USDT", "TRON", "25.50", "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm")),
        ("every_member", PayoutRequestReader.Example()),
        ("with_a_memo", Request("TON", "TON", "12.5", "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N", ("memo", "7781-042"))),
        ("scheduled", Request("USDT", "TRON", "99", "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm",
            ("origin", "scheduled"), ("scheduled_for", "2026-12-01T09:00:00Z"), ("fee_payer", "recipient"))),
    ];

    public static JsonNode CreatedPayout() => PayoutShape.Payout.Example(Created);

    public static JsonNode RepeatedPayout() => PayoutShape.Payout.Example(Broadcast);

    public static JsonNode ConfirmedPayout() => PayoutShape.Payout.Example(Confirmed);

    public static JsonNode AskedPayout() => PayoutShape.Payout.Example(Asked);

    public static JsonNode ClaimedPayout() => PayoutShape.Payout.Example(Claimed);

    public static JsonNode ResolvedPayout() => PayoutShape.Payout.Example(Resolved);

    public static JsonNode CancelledPayout() => PayoutShape.Payout.Example(Cancelled);

    public static JsonNode ApprovedPayout() => PayoutShape.Payout.Example(Approved);

    public static JsonNode RejectedPayout() => PayoutShape.Payout.Example(Rejected);

    public static JsonNode Page() => PayoutShape.Pages.Example(new([Confirmed], Next: null));

    private static Payout NewPayout()
    {
        var request = new PayoutRequest { ClientId = Examples.ClientId, Asset = "USDT", Network = "TRON", Amount = 25.5m, WalletAddress = "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm" };
        var key = PayoutIdentity.DeriveKey(request);
        return new()
        {
            Id = PayoutId.Of(Examples.ClientId, key),
            IdempotencyKey = key,
            Request = request,
            Status = PayoutStatus.Pending,
            Detail = PayoutDetail.Queued,
            RequestedAt = Examples.Start,
            CreatedAt = Examples.Start,
            UpdatedAt = Examples.Start,
            Version = 1,
            ResponseLogs = [Line(0, LogSource.Api, PayoutStatus.Pending, PayoutDetail.Queued, null) with { Version = 1, By = Person }],
            Standing = new()
            {
                Since = Examples.Start,
                Next = NextStep.Send,
                NextAt = Examples.Start,
                Attempt = 1,
                Money = MoneyPlace.Ours,
                Actions = [PayoutAction.Cancel],
            },
        };
    }

    private static ResponseLog Line(int seconds, LogSource source, PayoutStatus status, PayoutDetail? detail, string? word) =>
        new() { At = Examples.Start.AddSeconds(seconds), Source = source, Status = status, Detail = detail, HeleketStatus = word };

    private static PayoutStanding Final(int seconds, MoneyPlace money) =>
        new() { Since = Examples.Start.AddSeconds(seconds), Next = NextStep.Nothing, Attempt = 0, Money = money };

    private static Payout Noted(Payout payout, int seconds, LogSource source, string message) => payout with
    {
        UpdatedAt = Examples.Start.AddSeconds(seconds),
        Version = payout.Version + 1,
        ResponseLogs = payout.ResponseLogs.Add(Line(seconds, source, payout.Status, payout.Detail, null) with
        {
            Message = message,
            Version = payout.Version + 1,
            NeedsAttention = payout.NeedsAttention ? true : null,
            By = source == LogSource.Operator ? Person : null,
        }),
        Standing = payout.Standing! with
        {
            NextAt = Examples.Start.AddSeconds(seconds),
            Attempt = 2,
            Actions = payout.NeedsAttention ? [PayoutAction.LookUp, PayoutAction.ClaimAttention, PayoutAction.ResolveAttention] : [PayoutAction.LookUp],
        },
    };

    private static JsonObject Request(string asset, string network, string amount, string address, params ReadOnlySpan<(string Name, JsonNode? Value)> others)
    {
        var request = new JsonObject { ["client_id"] = Examples.ClientId, ["asset"] = asset, ["network"] = network, ["amount"] = amount, ["wallet_address"] = address };
        foreach (var (name, value) in others)
        {
            request[name] = value;
        }

        return request;
    }
}
