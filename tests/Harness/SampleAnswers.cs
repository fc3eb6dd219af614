using System.Text.Json.Nodes;

namespace Payouts.Harness;

/// <summary>What the service answers, for tests of its clients: every member of the contract, in one place.</summary>
public static class SampleAnswers
{
    /// <summary>The payout's id.</summary>
    public const string Id = "7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a";

    /// <summary>The receiver of the contract's example.</summary>
    public const string Address = "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm";

    private const string Made = "2026-11-28T10:00:00.000Z";

    /// <summary>A payout that waits to be sent, with members replaced or added.</summary>
    public static JsonObject Payout(params ReadOnlySpan<(string Name, JsonNode? Value)> changes) => With(
        new()
        {
            ["id"] = Id,
            ["idempotency_key"] = "k",
            ["client_id"] = "c-1042",
            ["asset"] = "USDT",
            ["network"] = "TRON",
            ["amount"] = "25.5",
            ["wallet_address"] = Address,
            ["memo"] = null,
            ["origin"] = "manual",
            ["reference"] = null,
            ["requested_by"] = null,
            ["metadata"] = new JsonObject { ["ticket"] = "7781" },
            ["fee_payer"] = "merchant",
            ["status"] = "pending",
            ["detail"] = "queued",
            ["reason"] = null,
            ["since"] = Made,
            ["settled_at"] = null,
            ["next"] = Next("send", Made, 1),
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
            ["requested_at"] = Made,
            ["created_at"] = Made,
            ["updated_at"] = Made,
            ["version"] = 1,
            ["response_logs"] = new JsonArray(Line()),
        },
        changes);

    /// <summary>What happens next to a payout.</summary>
    public static JsonObject Next(string what, string? at, int attempt) => new() { ["what"] = what, ["at"] = at, ["attempt"] = attempt };

    /// <summary>The line of a payout's creation, with members replaced or added.</summary>
    public static JsonObject Line(params ReadOnlySpan<(string Name, JsonNode? Value)> changes) => With(
        new()
        {
            ["at"] = Made,
            ["source"] = "api",
            ["status"] = "pending",
            ["detail"] = "queued",
            ["reason"] = null,
            ["needs_attention"] = false,
            ["version"] = 1,
            ["heleket_status"] = null,
            ["is_final"] = false,
            ["message"] = null,
            ["count"] = 1,
            ["first_at"] = Made,
            ["by"] = new JsonObject { ["person"] = "ana@example.com", ["key"] = null },
        },
        changes);

    private static JsonObject With(JsonObject sample, ReadOnlySpan<(string Name, JsonNode? Value)> changes)
    {
        foreach (var (name, value) in changes)
        {
            sample[name] = value;
        }

        return sample;
    }
}
