using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Heleket.Simulator;
using Heleket.Simulator.Faults;
using Heleket.Simulator.Webhooks;
using Payouts.Harness;
using Payouts.Host.Tests.Processes;

namespace Payouts.Host.Tests.Channels;

/// <summary>
/// docs/lifecycle.md, "Never believed blindly": nothing odd in a response hides its content, and no proxy ends a
/// payout.
/// </summary>
public sealed class OddAnswerTests
{
    private const string Never = "1.00:00:00";

    // With a short grace, the first create on a busy machine may be so slow that its intent has expired.
    private static readonly (string, string) Patient = ("Payouts__ResubmitGrace", "00:01:00");

    private static readonly Dictionary<string, JsonElement> Odd = new()
    {
        ["txid"] = JsonElement.Parse($"\"{new string('a', 64)},{new string('b', 64)}\""),
        ["payer_amount"] = JsonElement.Parse("\"1,234.50\""),
        ["balance"] = JsonElement.Parse("\"N/A\""),
        ["commission"] = JsonElement.Parse("{}"),
        ["merchant_amount"] = JsonElement.Parse("[\"1\"]"),
        ["payer_currency"] = JsonElement.Parse("\"\\ud800\""),
        ["created_at"] = JsonElement.Parse("1750000000"),
        ["unheard_of"] = JsonElement.Parse("{\"a\":1,\"a\":[[1e400]]}"),
    };

    [Fact]
    public async Task A_paid_payout_with_odd_members_is_confirmed_by_polling()
    {
        await using var world = await World.CreateAsync(null, Patient);
        world.Simulator.SetWebhooks(new WebhookSettings { Enabled = false });
        world.Simulator.Inject(new Fault(FaultKind.OddFields) { OddFields = Odd });

        var payout = await ConfirmedAsync(world);

        Assert.Null((string?)payout["txid"]);
        Assert.False((bool)payout["needs_attention"]!);
        Assert.Equal((1, 1), (world.Simulator.Find((string)payout["id"]!)!.Stored, world.Simulator.Find((string)payout["id"]!)!.CreateCalls));
        var line = await Eventually.BecomesAsync(() => Task.FromResult(LineOf(world)), line => line is not null, TimeSpan.FromMinutes(1));
        Assert.Contains((string)payout["id"]!, line, StringComparison.Ordinal);
        Assert.All(Odd.Keys.Except(["unheard_of"]), name => Assert.Contains(name, line, StringComparison.Ordinal));
        Assert.DoesNotContain("1,234.50", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Odd_webhooks_behind_a_byte_order_mark_confirm_and_each_is_taken_at_once()
    {
        var options = new SimulatorOptions
        {
            StepDelay = TimeSpan.FromMilliseconds(50),
            WebhookAttempts = 1,
            Webhooks = new WebhookSettings { OddFields = Odd, ByteOrderMark = true },
        };
        await using var world = await World.CreateAsync(options, Patient, ("Payouts__FirstPollAfter", Never), ("Payouts__MaxPollInterval", Never), ("Payouts__SweepInterval", Never));

        var payout = await ConfirmedAsync(world);

        var entry = await world.Simulator.WaitForAsync((string)payout["id"]!, settled => settled is { IsFinal: true, WebhooksPending: 0 });
        Assert.Equal((3, 0), (entry.WebhooksDelivered, entry.WebhooksLost));
        Assert.NotNull((string?)payout["txid"]);
    }

    [Theory]
    [InlineData(FaultKind.ByteOrderMark)]
    [InlineData(FaultKind.Gzip)]
    public async Task Answers_behind_a_byte_order_mark_or_compressed_are_read(FaultKind kind)
    {
        await using var world = await World.CreateAsync(null, Patient);
        world.Simulator.SetWebhooks(new WebhookSettings { Enabled = false });
        world.Simulator.Inject(new Fault(kind));

        var payout = await ConfirmedAsync(world);

        Assert.DoesNotContain(payout["response_logs"]!.AsArray(), log => (string?)log!["detail"] == "outcome_unknown");
        Assert.Equal(1, world.Simulator.Find((string)payout["id"]!)!.CreateCalls);
    }

    [Theory]
    [InlineData(403, null)]
    [InlineData(404, """{"message":"No such route"}""")]
    [InlineData(425, """{"state":1,"message":"Too early"}""")]
    [InlineData(451, "")]
    public async Task A_proxy_that_refuses_creates_ends_nothing(int status, string? body)
    {
        await using var world = await World.CreateAsync(null, Patient);
        world.Simulator.Inject(new Fault(FaultKind.ProxyStatus) { Operation = SimulatorOperation.Create, HttpStatus = status, Body = body, Times = 2 });

        var payout = await ConfirmedAsync(world);

        var refusals = payout["response_logs"]!.AsArray().Where(log => ((string?)log!["message"])?.StartsWith($"HTTP {status}", StringComparison.Ordinal) == true).ToList();
        Assert.True(
            refusals.Count > 0 && refusals.All(log => (string?)log!["status"] == "pending" && (string?)log["detail"] == "queued"),
            payout["response_logs"]!.ToJsonString());
        var entry = world.Simulator.Find((string)payout["id"]!)!;
        Assert.Equal((1, 3), (entry.Stored, entry.CreateCalls));
    }

    [Fact]
    public async Task A_proxy_in_the_way_is_no_evidence_that_nothing_was_sent()
    {
        await using var world = await World.CreateAsync(null, Patient);
        world.Simulator.SetWebhooks(new WebhookSettings { Enabled = false });
        world.Simulator.Inject(new Fault(FaultKind.CommitThenDrop) { Operation = SimulatorOperation.Create, Times = 1 });
        world.Simulator.Inject(new Fault(FaultKind.ProxyStatus) { Operation = SimulatorOperation.Info, HttpStatus = 404, Body = """{"message":"Payout not found"}""" });
        await world.StartAsync();
        using var api = new Api(world.Address);
        var id = (await api.CreateAsync(Api.Request())).Id;
        await api.WaitForAsync(id, payout => (string?)payout["detail"] == "outcome_unknown" && world.Simulator.Calls.GetValueOrDefault(SimulatorOperation.Info) >= 3);

        Assert.Equal(HttpStatusCode.Conflict, (await api.CancelAsync(id)).Status);
        Assert.Equal(1, world.Simulator.CreateCalls(id));
        world.Simulator.ClearFaults();
        await api.WaitForStatusAsync(id, "confirmed");

        Assert.Equal((1, 1), (world.Simulator.Find(id)!.Stored, world.Simulator.Find(id)!.CreateCalls));
    }

    private static string? LineOf(World world) => Array.Find(world.Lives[^1].Output.Split('\n'), said => said.Contains("left out", StringComparison.Ordinal));

    private static async Task<JsonNode> ConfirmedAsync(World world)
    {
        await world.StartAsync();
        using var api = new Api(world.Address);
        var created = await api.CreateAsync(Api.Request());
        Assert.Equal(HttpStatusCode.Created, created.Status);
        return await api.WaitForStatusAsync(created.Id, "confirmed");
    }
}
