using System.Text.Json.Nodes;
using Payouts.Harness;

namespace Payouts.Console.Tests;

/// <summary>Payouts as the API writes them.</summary>
internal static class PayoutJson
{
    public const string Id = SampleAnswers.Id;

    private const string Made = "2026-11-28T11:55:00.000Z";
    private const string Sent = "2026-11-28T11:56:00.000Z";

    /// <summary>One at Heleket, changed where a test says so.</summary>
    public static JsonObject One(string status = "broadcast", string? detail = "processing", Action<JsonObject>? change = null)
    {
        var isFinal = detail is null;
        var payout = SampleAnswers.Payout(
            ("idempotency_key", "console-1"), ("reference", "bonus-7"), ("requested_by", "ana@example.com"), ("status", status), ("detail", detail),
            ("since", Sent), ("settled_at", isFinal ? Sent : null), ("actions", new JsonArray()), ("money", status switch { "confirmed" => "gone", "failed" or "cancelled" => "back", _ => "provider" }), ("cancellable", false),
            ("next", isFinal ? SampleAnswers.Next("nothing", null, 0) : SampleAnswers.Next("poll", "2026-11-28T12:02:00.000Z", 4)),
            ("heleket_transaction_id", "a7c0caec-a594-4aaa-b1c4-77d511857594"), ("heleket_status", "process"),
            ("requested_at", Made), ("created_at", Made), ("updated_at", Sent), ("version", 6),
            ("response_logs", new JsonArray(Line(Made, "api", "pending", "queued"), Line(Sent, "submit", status, detail))));
        change?.Invoke(payout);
        return payout;
    }

    /// <summary>A line of the history.</summary>
    public static JsonObject Line(string at, string source, string status, string? detail, string? message = null, int count = 1) => SampleAnswers.Line(
        ("at", at), ("first_at", at), ("source", source), ("status", status), ("detail", detail), ("heleket_status", "process"), ("message", message), ("count", count));

    /// <summary>A page of the list.</summary>
    public static string Page(params JsonObject[] payouts) => Page(next: null, payouts);

    /// <summary>A page of the list that is not the last.</summary>
    public static string Page(string? next, params JsonObject[] payouts) =>
        new JsonObject { ["data"] = new JsonArray([.. payouts]), ["next_cursor"] = next, ["has_more"] = next is not null }.ToJsonString();
}
