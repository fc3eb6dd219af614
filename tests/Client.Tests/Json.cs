using System.Text.Json.Nodes;
using Payouts.Harness;

namespace Payouts.Client.Tests;

/// <summary>What the service answers.</summary>
internal static class Json
{
    public const string Id = SampleAnswers.Id;

    /// <summary>A payout, with members replaced or added.</summary>
    public static string Payout(string id = Id, long version = 1, string status = "pending", params (string Name, JsonNode? Value)[] changes) => SampleAnswers.Payout(
        [("id", id), ("version", version), ("status", status), ("detail", status == "pending" ? "queued" : null), .. changes]).ToJsonString();

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
