using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Payouts.Gateway.OpenApi;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.Payouts;

/// <summary>The examples of payouts. A host in Development accepts the requests.</summary>
internal static class PayoutExamples
{
    public const string TransactionId = "a7c0caec-a594-4aaa-b1c4-77d511857594";
    public const string Txid = "7b1b1a14204cfb2ee9b320e04c0b35b9cb42cd5073e73cf5447a2724ef979cd8";

    private static readonly Payout Created = NewPayout();

    private static readonly Payout Broadcast = Created with
    {
        Status = PayoutStatus.Broadcast,
        Detail = PayoutDetail.Processing,
        HeleketTransactionId = TransactionId,
        HeleketStatus = "process",
        UpdatedAt = Examples.Start.AddSeconds(1),
        Version = 2,
        ResponseLogs = [.. Created.ResponseLogs, Line(1, LogSource.Submit, PayoutStatus.Broadcast, PayoutDetail.Processing, "process")],
    };

    private static readonly Payout Confirmed = Broadcast with
    {
        Status = PayoutStatus.Confirmed,
        Detail = null,
        HeleketStatus = "paid",
        Txid = Txid,
        Fee = 1m,
        UpdatedAt = Examples.Start.AddSeconds(40),
        Version = 3,
        ResponseLogs = [.. Broadcast.ResponseLogs, Line(40, LogSource.Webhook, PayoutStatus.Confirmed, null, "paid") with { IsFinal = true }],
    };

    private static readonly Payout Cancelled = Created with
    {
        Status = PayoutStatus.Cancelled,
        Detail = null,
        Reason = PayoutReason.CancelledByClient,
        UpdatedAt = Examples.Start.AddSeconds(20),
        Version = 2,
        ResponseLogs = [.. Created.ResponseLogs, Line(20, LogSource.Api, PayoutStatus.Cancelled, null, null)],
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

    public static JsonNode CancelledPayout() => PayoutShape.Payout.Example(Cancelled);

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
            ResponseLogs = [Line(0, LogSource.Api, PayoutStatus.Pending, PayoutDetail.Queued, null)],
        };
    }

    private static ResponseLog Line(int seconds, LogSource source, PayoutStatus status, PayoutDetail? detail, string? word) =>
        new() { At = Examples.Start.AddSeconds(seconds), Source = source, Status = status, Detail = detail, HeleketStatus = word };

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
