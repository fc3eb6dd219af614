using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Payouts.Gateway.Clients;
using Payouts.Gateway.Payouts;
using Payouts.Gateway.Problems;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.OpenApi;

/// <summary>
/// The examples of the document. Answers are written by what writes the real ones, so they cannot differ in shape; the requests are those that a host in
/// Development accepts.
/// </summary>
internal static class Examples
{
    public const string ClientId = "c-1042";

    private const string TransactionId = "a7c0caec-a594-4aaa-b1c4-77d511857594";
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Txid = "7b1b1a14204cfb2ee9b320e04c0b35b9cb42cd5073e73cf5447a2724ef979cd8";

    /// <summary>When the examples happen.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    private static readonly Payout Created = NewPayout();

    private static readonly Payout Broadcast = Created with
    {
        Status = PayoutStatus.Broadcast,
        Detail = PayoutDetail.Processing,
        HeleketTransactionId = TransactionId,
        HeleketStatus = "process",
        UpdatedAt = Start.AddSeconds(1),
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
        UpdatedAt = Start.AddSeconds(40),
        Version = 3,
        ResponseLogs = [.. Broadcast.ResponseLogs, Line(40, LogSource.Webhook, PayoutStatus.Confirmed, null, "paid") with { IsFinal = true }],
    };

    private static readonly Payout Cancelled = Created with
    {
        Status = PayoutStatus.Cancelled,
        Detail = null,
        Reason = PayoutReason.CancelledByClient,
        UpdatedAt = Start.AddSeconds(20),
        Version = 2,
        ResponseLogs = [.. Created.ResponseLogs, Line(20, LogSource.Api, PayoutStatus.Cancelled, null, null)],
    };

    /// <summary>The id of the payout in the examples.</summary>
    public static string PayoutId => Created.Id;

    /// <summary>Bodies of a create. Each is another payout.</summary>
    public static ImmutableArray<(string Name, JsonNode Value)> PayoutRequests() =>
    [
        ("minimal", Request("USDT", "TRON", "25.50", "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm")),
        ("every_member", Request("USDT", "TRON", "25.50", "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm",
            ("memo", null), ("origin", "bonus"), ("reference", "bonus-2026-11"), ("requested_by", "ana@example.com"),
            ("scheduled_for", null), ("fee_payer", "merchant"), ("metadata", new JsonObject { ["ticket"] = "7781" }))),
        ("with_a_memo", Request("TON", "TON", "12.5", "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N", ("memo", "7781-042"))),
        ("scheduled", Request("USDT", "TRON", "99", "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm",
            ("origin", "scheduled"), ("scheduled_for", "2026-12-01T09:00:00Z"), ("fee_payer", "recipient"))),
    ];

    public static JsonNode CreatedPayout() => Node(writer => PayoutJson.Write(writer, Created));

    public static JsonNode RepeatedPayout() => Node(writer => PayoutJson.Write(writer, Broadcast));

    public static JsonNode ConfirmedPayout() => Node(writer => PayoutJson.Write(writer, Confirmed));

    public static JsonNode CancelledPayout() => Node(writer => PayoutJson.Write(writer, Cancelled));

    public static JsonNode Page() => Node(writer => PayoutPageResult.Write(writer, [Confirmed], next: null));

    public static JsonNode Stats(string? clientId) => Node(new StatsResult(new()
    {
        ClientId = clientId,
        Payouts = 3,
        Totals = [new("USDT", PayoutStatus.Confirmed, 2, 51m), new("USDT", PayoutStatus.Pending, 1, 4.25m)],
        FirstPayoutAt = Start,
        LastPayoutAt = Start.AddHours(2),
    }).Write);

    public static JsonNode Webhook() => new JsonObject
    {
        ["type"] = "payout",
        ["uuid"] = TransactionId,
        ["order_id"] = PayoutId,
        ["amount"] = "25.50000000",
        ["merchant_amount"] = "26.50000000",
        ["commission"] = "1.00000000",
        ["is_final"] = true,
        ["status"] = "paid",
        ["txid"] = Txid,
        ["currency"] = "USDT",
        ["network"] = "tron",
        ["payer_currency"] = "USDT",
        ["payer_amount"] = "25.50000000",
        ["sign"] = "eff3afba8600af59c98b74155934da2d",
    };

    /// <summary>An error of that kind.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="path">The path that was called.</param>
    /// <param name="fault">Of <c>validation-failed</c>: what is wrong.</param>
    public static JsonNode Problem(ProblemKind kind, string path, FieldError? fault = null)
    {
        var problem = new ProblemResult(kind, fault is null ? $"{kind.Title}." : $"{fault.Pointer} {fault.Detail}")
        {
            Errors = fault is null ? [] : [fault],
            Differs = kind == ProblemRegistry.IdempotencyKeyReused ? ["amount"] : [],
        };
        return Node(writer => problem.Write(writer, path, TraceId));
    }

    private static Payout NewPayout()
    {
        var request = new PayoutRequest { ClientId = ClientId, Asset = "USDT", Network = "TRON", Amount = 25.5m, WalletAddress = "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm" };
        var key = PayoutIdentity.DeriveKey(request);
        return new()
        {
            Id = PayoutIdentity.Id(ClientId, key),
            IdempotencyKey = key,
            Request = request,
            Status = PayoutStatus.Pending,
            Detail = PayoutDetail.Queued,
            RequestedAt = Start,
            CreatedAt = Start,
            UpdatedAt = Start,
            Version = 1,
            ResponseLogs = [Line(0, LogSource.Api, PayoutStatus.Pending, PayoutDetail.Queued, null)],
        };
    }

    private static ResponseLog Line(int seconds, LogSource source, PayoutStatus status, PayoutDetail? detail, string? word) =>
        new() { At = Start.AddSeconds(seconds), Source = source, Status = status, Detail = detail, HeleketStatus = word };

    private static JsonObject Request(string asset, string network, string amount, string address, params ReadOnlySpan<(string Name, JsonNode? Value)> others)
    {
        var request = new JsonObject { ["client_id"] = ClientId, ["asset"] = asset, ["network"] = network, ["amount"] = amount, ["wallet_address"] = address };
        foreach (var (name, value) in others)
        {
            request[name] = value;
        }

        return request;
    }

    /// <summary>What that writes.</summary>
    public static JsonNode Node(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }

        return JsonNode.Parse(buffer.WrittenSpan)!;
    }
}
