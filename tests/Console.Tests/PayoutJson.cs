using System.Text.Json.Nodes;

namespace Payouts.Console.Tests;

/// <summary>Payouts as the API writes them.</summary>
internal static class PayoutJson
{
    public const string Id = "7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a";

    /// <summary>One at Heleket, changed where a test says so.</summary>
    public static JsonObject One(string status = "broadcast", string? detail = "processing", Action<JsonObject>? change = null)
    {
        var isFinal = detail is null;
        var payout = new JsonObject
        {
            ["id"] = Id,
            ["idempotency_key"] = "console-1",
            ["client_id"] = "c-1042",
            ["asset"] = "USDT",
            ["network"] = "TRON",
            ["amount"] = "25.5",
            ["wallet_address"] = "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm",
            ["memo"] = null,
            ["origin"] = "manual",
            ["reference"] = "bonus-7",
            ["requested_by"] = "ana@example.com",
            ["metadata"] = new JsonObject { ["ticket"] = "7781" },
            ["fee_payer"] = "merchant",
            ["status"] = status,
            ["detail"] = detail,
            ["reason"] = null,
            ["since"] = "2026-11-28T11:56:00.000Z",
            ["settled_at"] = isFinal ? "2026-11-28T11:56:00.000Z" : null,
            ["next"] = new JsonObject { ["what"] = isFinal ? "nothing" : "poll", ["at"] = isFinal ? null : "2026-11-28T12:02:00.000Z", ["attempt"] = isFinal ? 0 : 4 },
            ["actions"] = new JsonArray(),
            ["money"] = "provider",
            ["claimed_by"] = null,
            ["cancellable"] = false,
            ["needs_attention"] = false,
            ["heleket_transaction_id"] = "a7c0caec-a594-4aaa-b1c4-77d511857594",
            ["heleket_status"] = "process",
            ["txid"] = null,
            ["fee"] = null,
            ["scheduled_for"] = null,
            ["requested_at"] = "2026-11-28T11:55:00.000Z",
            ["created_at"] = "2026-11-28T11:55:00.000Z",
            ["updated_at"] = "2026-11-28T11:56:00.000Z",
            ["version"] = 6,
            ["response_logs"] = new JsonArray(
                Line("2026-11-28T11:55:00.000Z", "api", "pending", "queued"), Line("2026-11-28T11:56:00.000Z", "submit", status, detail)),
        };
        change?.Invoke(payout);
        return payout;
    }

    /// <summary>A line of the history.</summary>
    public static JsonObject Line(string at, string source, string status, string? detail, string? message = null, int count = 1) => new()
    {
        ["at"] = at,
        ["source"] = source,
        ["status"] = status,
        ["detail"] = detail,
        ["reason"] = null,
        ["needs_attention"] = false,
        ["version"] = 1,
        ["heleket_status"] = "process",
        ["is_final"] = false,
        ["message"] = message,
        ["count"] = count,
        ["first_at"] = at,
        ["by"] = new JsonObject { ["person"] = "ana@example.com", ["key"] = null },
    };

    /// <summary>A page of the list.</summary>
    public static string Page(params JsonObject[] payouts) => Page(next: null, payouts);

    /// <summary>A page of the list that is not the last.</summary>
    public static string Page(string? next, params JsonObject[] payouts) =>
        new JsonObject { ["data"] = new JsonArray([.. payouts]), ["next_cursor"] = next, ["has_more"] = next is not null }.ToJsonString();

    /// <summary>A page of the feed with one event.</summary>
    public static string Event(string after, string? type = null, string client = "c-1042", string id = Id) => new JsonObject
    {
        ["data"] = type is null ? new JsonArray() : new JsonArray(new JsonObject
        {
            ["id"] = $"evt_{id}_7",
            ["type"] = type,
            ["timestamp"] = "2026-11-28T12:00:00.000Z",
            ["data"] = new JsonObject
            {
                ["payout_id"] = id,
                ["version"] = 7,
                ["client_id"] = client,
                ["reference"] = null,
                ["metadata"] = new JsonObject(),
                ["origin"] = "manual",
                ["asset"] = "USDT",
                ["network"] = "TRON",
                ["amount"] = "25.5",
                ["fee_payer"] = "merchant",
                ["status"] = "pending",
                ["previous_status"] = null,
                ["detail"] = "queued",
                ["reason"] = null,
                ["is_final"] = false,
                ["needs_attention"] = false,
                ["heleket_transaction_id"] = null,
                ["txid"] = null,
                ["fee"] = null,
            },
        }),
        ["next_after"] = after,
        ["has_more"] = false,
    }.ToJsonString();
}
