using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Heleket;
using Heleket.Simulator;
using Heleket.Simulator.Walking;

namespace Payouts.Host.Tests.Contract;

/// <summary>
/// docs/http-api.md, "Heleket's webhook", with payouts whose own webhooks are lost, so that only the tests' arrive.
/// </summary>
public sealed class WebhookTests(HostFixture host) : IDisposable
{
    private const int MaxBytes = 64 * 1024;

    private static readonly string Key = new SimulatorOptions().PayoutKey;

    private readonly Api _api = new(host.Address);
    private readonly Api _heleket = new(host.Address, key: null);

    public void Dispose()
    {
        _api.Dispose();
        _heleket.Dispose();
    }

    [Fact]
    public async Task A_genuine_webhook_is_accepted_and_its_change_is_there_when_it_is_answered()
    {
        var payout = await Broadcast("webhook-1");
        host.Simulator.ForceStatus(Id(payout), "paid!");
        // The host may have polled first; either way the answer comes after the change is durable.
        var answer = await SendAsync(Signed(payout, "paid", true));

        Assert.Equal((HttpStatusCode.OK, """{"result":"accepted"}"""), (answer.Status, answer.Text));
        Assert.Equal("confirmed", (string?)(await _api.GetAsync($"/payouts/{Id(payout)}")).Body!["status"]);
    }

    [Fact]
    public async Task A_final_word_that_heleket_does_not_confirm_is_not_stored()
    {
        var payout = await Broadcast("webhook-2");
        var answer = await SendAsync(Signed(payout, "paid", true));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("broadcast", (string?)(await _api.GetAsync($"/payouts/{Id(payout)}")).Body!["status"]);
    }

    [Fact]
    public async Task A_genuine_webhook_for_an_order_that_we_do_not_know_is_said_to_be_unknown()
    {
        foreach (var order in new[] { "00000000000000000000000000000000", "129359", "выплата-42_é" })
        {
            var answer = await SendAsync(Signed(order, "a7c0caec-a594-4aaa-b1c4-77d511857594", "paid", true));
            Assert.Equal((HttpStatusCode.OK, """{"result":"unknown"}"""), (answer.Status, answer.Text));
        }
    }

    [Fact]
    public async Task A_forged_webhook_changes_nothing()
    {
        var payout = await Settled("webhook-3");
        var genuine = Signed(payout, "fail", true);
        string[] forged =
        [
            genuine.Replace("\"fail\"", "\"paid\"", StringComparison.Ordinal),
            genuine[..^34] + new string('0', 32) + "\"}",
            Body(payout, "fail", true).ToJsonString(),
            Body(payout, "fail", true, ("sign", "")).ToJsonString(),
            Body(payout, "fail", true, ("sign", 5)).ToJsonString(),
        ];
        foreach (var body in forged)
        {
            var answer = await SendAsync(body);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
            Assert.Equal("application/problem+json", answer.Headers["Content-Type"].Split(';')[0]);
        }

        await IsUnchanged(payout);
    }

    [Fact]
    public async Task A_replayed_webhook_changes_nothing()
    {
        var payout = await Settled("webhook-4");
        foreach (var (word, isFinal) in new[] { ("process", false), ("check", false), ("fail", false), ("paid", true), ("paid", true) })
        {
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(Signed(payout, word, isFinal))).Status);
        }

        await IsUnchanged(payout);
    }

    [Fact]
    public async Task A_webhook_about_another_uuid_changes_nothing()
    {
        var payout = await Settled("webhook-5");
        var answer = await SendAsync(Signed(Id(payout), "00000000-0000-0000-0000-000000000000", "fail", true));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        await IsUnchanged(payout);
    }

    [Fact]
    public async Task Fifty_webhooks_at_once_are_one_change()
    {
        var payout = await Broadcast("webhook-6");
        host.Simulator.ForceStatus(Id(payout), "paid!");
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => SendAsync(Signed(payout, "paid", true))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        var after = (await _api.GetAsync($"/payouts/{Id(payout)}")).Body!;
        Assert.Equal("confirmed", (string?)after["status"]);
        Assert.Single(after["response_logs"]!.AsArray(), log => (string?)log!["status"] == "confirmed");
    }

    [Fact]
    public async Task A_late_contradiction_changes_no_status_and_calls_a_person()
    {
        var payout = await Settled("webhook-7", "fail!", "failed");
        await SendAsync(Signed(payout, "paid", true));
        await SendAsync(Signed(payout, "paid", true));

        var after = (await _api.GetAsync($"/payouts/{Id(payout)}")).Body!;
        Assert.Equal(("failed", "contradicted_final", true), ((string?)after["status"], (string?)after["reason"], (bool)after["needs_attention"]!));
        Assert.Equal(payout["response_logs"]!.AsArray().Count + 1, after["response_logs"]!.AsArray().Count);
        Assert.Contains((await _api.GetAsync("/payouts?needs_attention=true&limit=100")).Body!["data"]!.AsArray(), listed => (string?)listed!["id"] == Id(payout));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"sign\":\"a\",\"sign\":\"b\"}")]
    public async Task What_is_no_json_object_or_has_two_signs_is_refused(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(body)).Status);

    [Fact]
    public async Task A_webhook_of_another_type_is_refused_even_when_it_is_signed()
    {
        var body = Body(new JsonObject { ["id"] = "0" }, "paid", true);
        body["type"] = "payment";
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(Sign(body))).Status);
    }

    [Fact]
    public async Task Sixty_four_kib_are_read_and_one_byte_more_is_not()
    {
        var payout = await Settled("webhook-8");
        var body = Body(payout, "fail", true, ("padding", ""));
        var length = Encoding.UTF8.GetByteCount(Sign(body));
        body["padding"] = new string('x', MaxBytes - length);
        Assert.Equal(MaxBytes, Encoding.UTF8.GetByteCount(Sign(body)));

        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(Sign(body)[..^34] + new string('0', 32) + "\"}")).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await SendAsync(Sign(body) + " ")).Status);
        await IsUnchanged(payout);
    }

    /// <summary>A payout that Heleket has and does not finish by itself.</summary>
    private async Task<JsonNode> Broadcast(string key)
    {
        host.Simulator.Script(new WalkRule(["process"]) { Amount = Amount(key) });
        return await _api.WaitForStatusAsync((await Create(key)).Id, "broadcast");
    }

    private async Task<JsonNode> Settled(string key, string end = "paid!", string status = "confirmed")
    {
        host.Simulator.Script(new WalkRule(["process", "check", "fail?", end]) { Amount = Amount(key) });
        var id = (await Create(key)).Id;
        await _api.WaitForStatusAsync(id, status);
        // All of the simulator's own webhooks have arrived, so what follows is ours alone.
        await host.Simulator.WaitForAsync(id, entry => entry is { IsFinal: true, WebhooksPending: 0 });
        return (await _api.GetAsync($"/payouts/{id}")).Body!;
    }

    private Task<Answer> Create(string key) => _api.CreateAsync(Api.Request(("client_id", "webhooks"), ("amount", $"{Amount(key)}")), key);

    /// <summary>The amount selects the script.</summary>
    private static decimal Amount(string key) => 9000 + int.Parse(key.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture);

    private async Task IsUnchanged(JsonNode payout) =>
        Assert.Equal(payout.ToJsonString(), (await _api.GetAsync($"/payouts/{Id(payout)}")).Body!.ToJsonString());

    private Task<Answer> SendAsync(string body) => _heleket.SendAsync(HttpMethod.Post, "/payouts/webhook", body);

    private static string Id(JsonNode payout) => (string)payout["id"]!;

    private static string Signed(JsonNode payout, string word, bool isFinal) => Sign(Body(payout, word, isFinal));

    private static string Signed(string order, string uuid, string word, bool isFinal) =>
        Sign(Body(new JsonObject { ["id"] = order, ["heleket_transaction_id"] = uuid }, word, isFinal));

    private static JsonObject Body(JsonNode payout, string word, bool isFinal, params (string Name, JsonNode? Value)[] more)
    {
        var body = new JsonObject
        {
            ["type"] = "payout",
            ["uuid"] = (string?)payout["heleket_transaction_id"] ?? "2b852d86-3cf1-43fb-b1bb-36f0b7d12151",
            ["order_id"] = Id(payout),
            ["amount"] = (string?)payout["amount"] ?? "1",
            ["is_final"] = isFinal,
            ["status"] = word,
            ["currency"] = "USDT",
            ["network"] = "tron",
        };
        foreach (var (name, value) in more)
        {
            body[name] = value;
        }

        return body;
    }

    /// <summary>As PHP would: the signature over the body without it, then added as the last member.</summary>
    private static string Sign(JsonObject body)
    {
        using var document = System.Text.Json.JsonDocument.Parse(body.ToJsonString());
        var bytes = PhpJson.Encode(document.RootElement);
        return $"{Encoding.UTF8.GetString(bytes)[..^1]},\"sign\":\"{HeleketSignature.Compute(bytes, Key)}\"}}";
    }
}
