using System.Text.Json.Nodes;

namespace Payouts.Client.Tests;

/// <summary>What the service answers.</summary>
internal static class Json
{
    public const string Id = "7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a";

    /// <summary>A payout, with members replaced or added.</summary>
    public static string Payout(string id = Id, long version = 1, string status = "pending", params (string Name, JsonNode? Value)[] changes)
    {
        var payout = new JsonObject
        {
            ["id"] = id,
            ["idempotency_key"] = "k",
            ["client_id"] = "c-1042",
            ["asset"] = "USDT",
            ["network"] = "TRON",
            ["amount"] = "25.5",
            ["wallet_address"] = "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm",
            ["memo"] = null,
            ["origin"] = "manual",
            ["reference"] = null,
            ["requested_by"] = null,
            ["metadata"] = new JsonObject { ["ticket"] = "7781" },
            ["fee_payer"] = "merchant",
            ["status"] = status,
            ["detail"] = status == "pending" ? "queued" : null,
            ["reason"] = null,
            ["since"] = "2026-11-28T10:00:00.000Z",
            ["settled_at"] = null,
            ["next"] = new JsonObject { ["what"] = "send", ["at"] = "2026-11-28T10:00:00.000Z", ["attempt"] = 1 },
            ["actions"] = new JsonArray("cancel"),
            ["money"] = "ours",
            ["claimed_by"] = null,
            ["cancellable"] = true,
            ["needs_attention"] = false,
            ["heleket_transaction_id"] = null,
            ["heleket_status"] = null,
            ["txid"] = null,
            ["fee"] = null,
            ["scheduled_for"] = null,
            ["requested_at"] = "2026-11-28T10:00:00.000Z",
            ["created_at"] = "2026-11-28T10:00:00.000Z",
            ["updated_at"] = "2026-11-28T10:00:00.000Z",
            ["version"] = version,
            ["response_logs"] = new JsonArray(new JsonObject
            {
                ["at"] = "2026-11-28T10:00:00.000Z",
                ["source"] = "api",
                ["status"] = "pending",
                ["detail"] = "queued",
                ["heleket_status"] = null,
                ["is_final"] = false,
                ["message"] = null,
                ["count"] = 1,
                ["first_at"] = "2026-11-28T10:00:00.000Z",
                ["by"] = new JsonObject { ["person"] = "ana@example.com", ["key"] = null },
            }),
        };
        foreach (var (name, value) in changes)
        {
            payout[name] = value;
        }

        return payout.ToJsonString();
    }

    /// <summary>A page of payouts with these ids.</summary>
    public static string Page(string? next, params string[] ids) =>
        $$"""{"data":[{{string.Join(',', ids.Select(id => Payout(id)))}}],"next_cursor":{{(next is null ? "null" : $"\"{next}\"")}},"has_more":{{(next is null ? "false" : "true")}}}""";

    /// <summary>An event of a payout.</summary>
    public static string Event(int version, string type = "payout.updated") =>
        $$$"""
        {"id":"evt_{{{Id}}}_{{{version}}}","type":"{{{type}}}","timestamp":"2026-11-28T10:00:03.120Z","data":{"payout_id":"{{{Id}}}","version":{{{version}}},"client_id":"c-1042","reference":null,"metadata":{},"origin":"manual","asset":"USDT","network":"TRON","amount":"25.5","fee_payer":"merchant","status":"confirmed","previous_status":"broadcast","detail":null,"reason":null,"is_final":true,"needs_attention":false,"heleket_transaction_id":null,"txid":null,"fee":"1"}}
        """;

    /// <summary>A page of the feed.</summary>
    public static string Events(string next, params string[] events) => $$"""{"data":[{{string.Join(',', events)}}],"next_after":"{{next}}","has_more":false}""";
}
