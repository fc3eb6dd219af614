using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Payouts.Host.Tests.Contract;

/// <summary>docs/http-api.md, "Create".</summary>
public sealed class CreateTests(HostFixture host) : IDisposable
{
    private readonly Api _api = new(host.Address);

    public void Dispose() => _api.Dispose();

    public static TheoryData<string, string> RefusedMembers() => new()
    {
        { "client_id", "null" }, { "client_id", "\"\"" }, { "client_id", "\"has space\"" }, { "client_id", "7" },
        { "client_id", $"\"{new string('a', 65)}\"" }, { "client_id", "\"ключ\"" }, { "client_id", "\"a/b\"" },
        { "asset", "null" }, { "asset", "\"NOSUCH\"" }, { "asset", "[]" },
        { "network", "null" }, { "network", "\"BTC\"" }, { "network", "\"NOSUCH\"" },
        { "amount", "null" }, { "amount", "25.5" }, { "amount", "25" }, { "amount", "\"0\"" }, { "amount", "\"0.00000000\"" }, { "amount", "\"-1\"" },
        { "amount", "\"1e3\"" }, { "amount", "\"1E3\"" }, { "amount", "\"+1\"" }, { "amount", "\".5\"" }, { "amount", "\"5.\"" }, { "amount", "\"1,5\"" },
        { "amount", "\" 1\"" }, { "amount", "\"1.123456789\"" }, { "amount", "\"1234567890123456789\"" }, { "amount", "\"٣\"" }, { "amount", "\"NaN\"" }, { "amount", "\"\"" },
        { "wallet_address", "null" }, { "wallet_address", "\"\"" }, { "wallet_address", "\"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqn\"" },
        { "wallet_address", "\"0x52908400098527886E0F7030069857D2E4169EE7\"" }, { "wallet_address", "\"TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t\"" },
        { "memo", "\"hello\"" }, { "memo", "5" },
        { "origin", "\"automatic\"" }, { "origin", "\"Manual\"" }, { "origin", "1" },
        { "reference", $"\"{new string('r', 129)}\"" }, { "reference", "{}" },
        { "requested_by", $"\"{new string('r', 129)}\"" }, { "requested_by", "true" },
        { "scheduled_for", "\"tomorrow\"" }, { "scheduled_for", "\"2027-01-01\"" }, { "scheduled_for", "\"2027-01-01T00:00:00\"" }, { "scheduled_for", "\"2099-01-01T00:00:00Z\"" }, { "scheduled_for", "1" },
        { "fee_payer", "\"client\"" }, { "fee_payer", "false" },
        { "metadata", "[]" }, { "metadata", "\"x\"" },
        { "memmo", "\"misspelt\"" },
        { "client_id", "\"..\"" }, { "client_id", "\".\"" }, { "amount", "\"10.1234567\"" },
        { "reference", "\" a\"" }, { "reference", "\"a\\u200B\"" }, { "requested_by", "\"\\u00A0\"" }, { "requested_by", "\"a\\uFEFF\"" },
    };

    [Theory]
    [MemberData(nameof(RefusedMembers))]
    public async Task A_member_outside_its_rule_is_refused_by_its_name(string member, string value)
    {
        var answer = await _api.CreateAsync(Api.Request((member, JsonNode.Parse(value))));
        answer.IsInvalid($"/{member}");
    }

    [Fact]
    public async Task Every_fault_is_named_at_once()
    {
        var answer = await _api.CreateAsync(new JsonObject { ["amount"] = 5, ["unknown"] = 1 });

        Assert.Equal(
            ["/amount", "/asset", "/client_id", "/network", "/unknown", "/wallet_address"],
            answer.Body!["errors"]!.AsArray().Select(error => (string)error!["pointer"]!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("0.000001", "0.000001")]
    [InlineData("999999999999999999.999999", "999999999999999999.999999")]
    [InlineData("0007.500", "7.5")]
    [InlineData("1.12345600", "1.123456")]
    [InlineData("100", "100")]
    public async Task An_amount_comes_back_exact_and_normalised(string sent, string shown)
    {
        var answer = await _api.CreateAsync(Api.Request(("amount", sent), ("reference", sent)));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal(shown, (string?)answer.Body!["amount"]);
    }

    [Fact]
    public async Task A_created_payout_has_the_shape_of_the_contract()
    {
        var request = Api.Request(("reference", "shape"), ("requested_by", "ana@example.com"), ("asset", "usdt"), ("network", "Tron"), ("metadata", new JsonObject { ["ticket"] = "7781" }));
        var answer = await _api.CreateAsync(request, "shape-1");

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal($"/payouts/{answer.Id}", answer.Headers["Location"]);
        Assert.Equal(
            ["id", "idempotency_key", "account", "client_id", "asset", "network", "amount", "wallet_address", "memo", "origin", "reference", "requested_by", "metadata", "fee_payer",
             "status", "detail", "reason", "cancellable", "needs_attention", "claimed_by", "created_by", "policy", "approval", "since", "next", "money", "actions", "heleket_transaction_id", "heleket_status", "txid", "max_fee", "fee", "debited", "received",
             "scheduled_for", "requested_at", "created_at", "updated_at", "accepted_at", "settled_at", "version", "response_logs"],
            answer.Body!.AsObject().Select(member => member.Key));
        Assert.Matches("^[0-9a-f]{32}$", answer.Id);
        Assert.Equal("shape-1", (string?)answer.Body["idempotency_key"]);
        Assert.Equal(("USDT", "TRON", "25.5", "pending"), ((string?)answer.Body["asset"], (string?)answer.Body["network"], (string?)answer.Body["amount"], (string?)answer.Body["status"]));
        Assert.Equal(("manual", "merchant", "7781"), ((string?)answer.Body["origin"], (string?)answer.Body["fee_payer"], (string?)answer.Body["metadata"]!["ticket"]));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", (string?)answer.Body["created_at"]);
        Assert.Equal("api", (string?)answer.Body["response_logs"]![0]!["source"]);
        Assert.Equal(
            ["at", "source", "status", "detail", "heleket_status", "is_final", "message", "count", "first_at", "version", "reason", "needs_attention", "by"],
            answer.Body["response_logs"]![0]!.AsObject().Select(member => member.Key));
    }

    [Fact]
    public async Task The_id_and_the_derived_key_are_what_the_contract_says_they_are()
    {
        var first = await _api.CreateAsync(Api.Request(("reference", "derived"), ("amount", "1.10")));
        var same = await _api.CreateAsync(Api.Request(("reference", "derived"), ("amount", "01.1")));
        var second = await _api.CreateAsync(Api.Request(("reference", "derived-2"), ("amount", "1.1")));

        Assert.Matches("^[0-9a-f]{64}$", (string?)first.Body!["idempotency_key"]);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Created), (first.Status, same.Status, second.Status));
        Assert.Equal(first.Id, same.Id);
        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public async Task The_same_request_again_is_replayed_as_the_payout_is_now()
    {
        var first = await _api.CreateAsync(Api.Request(), "replay-1");
        await _api.WaitForStatusAsync(first.Id, "confirmed");
        var again = await _api.CreateAsync(Api.Request(("amount", "25.5"), ("memo", null)), "\"replay-1\"");

        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal("true", again.Headers["Idempotent-Replayed"]);
        Assert.Equal("confirmed", (string?)again.Body!["status"]);
        Assert.False(first.Headers.ContainsKey("Idempotent-Replayed"));
    }

    [Fact]
    public async Task The_same_key_for_something_else_names_what_differs()
    {
        await _api.CreateAsync(Api.Request(), "reuse-1");
        var answer = await _api.CreateAsync(Api.Request(("amount", "26"), ("requested_by", "bob"), ("metadata", new JsonObject { ["a"] = "b" })), "reuse-1");

        answer.IsProblem(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        Assert.Equal(["amount", "requested_by", "metadata"], answer.Body!["differs"]!.AsArray().Select(name => (string)name!));
        Assert.DoesNotContain(Api.TronAddress, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_key_of_two_clients_is_two_payouts()
    {
        var one = await _api.CreateAsync(Api.Request(("client_id", "key-a")), "shared");
        var other = await _api.CreateAsync(Api.Request(("client_id", "key-b")), "shared");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (one.Status, other.Status));
        Assert.NotEqual(one.Id, other.Id);
    }

    [Fact]
    public async Task Fifty_simultaneous_posts_with_one_key_make_one_payout()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _api.CreateAsync(Api.Request(("client_id", "fifty")), "fifty-1")));

        Assert.Equal(1, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.Equal(49, answers.Count(answer => answer.Status == HttpStatusCode.OK));
        var id = Assert.Single(answers.Select(answer => answer.Id).Distinct());
        await _api.WaitForStatusAsync(id, "confirmed");
        Assert.Equal(1, host.Simulator.CreateCalls(id));
    }

    [Theory]
    [InlineData("has space")]
    [InlineData("\"unbalanced")]
    [InlineData("\"\"")]
    [InlineData("a,b")]
    public async Task A_key_outside_its_alphabet_is_refused(string key) =>
        (await _api.CreateAsync(Api.Request(), key)).IsProblem(HttpStatusCode.BadRequest, "invalid-idempotency-key");

    [Fact]
    public async Task A_key_that_is_too_long_is_refused_and_the_longest_is_not()
    {
        (await _api.CreateAsync(Api.Request(), new string('k', 129))).IsProblem(HttpStatusCode.BadRequest, "invalid-idempotency-key");
        Assert.Equal(HttpStatusCode.Created, (await _api.CreateAsync(Api.Request(), new string('k', 128))).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"amount\":\"1\",\"amount\":\"2\"}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{} x")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    public async Task A_body_that_is_no_json_object_is_malformed(string body) =>
        (await _api.SendAsync(HttpMethod.Post, "/payouts", body)).IsProblem(HttpStatusCode.BadRequest, "malformed-json");

    [Fact]
    public async Task A_body_over_32_kib_is_too_large_also_when_it_does_not_say_its_length()
    {
        var body = Api.Request(("reference", new string('x', 33 * 1024))).ToJsonString();
        (await _api.SendAsync(HttpMethod.Post, "/payouts", body)).IsProblem(HttpStatusCode.RequestEntityTooLarge, "payload-too-large");

        using var chunked = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(body)));
        chunked.Headers.ContentType = new("application/json");
        (await _api.SendContentAsync(HttpMethod.Post, "/payouts", chunked, ("Transfer-Encoding", "chunked"))).IsProblem(HttpStatusCode.RequestEntityTooLarge, "payload-too-large");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=utf-16")]
    public async Task A_body_of_another_type_is_not_supported(string type)
    {
        using var content = new StringContent(Api.Request().ToJsonString());
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        (await _api.SendContentAsync(HttpMethod.Post, "/payouts", content)).IsProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
    }

    [Fact]
    public async Task Metadata_is_bounded_in_pairs_and_bytes()
    {
        var sixteen = new JsonObject(Enumerable.Range(0, 16).Select(i => KeyValuePair.Create($"k{i}", (JsonNode?)"v")));
        Assert.Equal(HttpStatusCode.Created, (await _api.CreateAsync(Api.Request(("metadata", sixteen.DeepClone())), "meta-16")).Status);

        sixteen["k16"] = "v";
        (await _api.CreateAsync(Api.Request(("metadata", sixteen)))).IsInvalid("/metadata");
        (await _api.CreateAsync(Api.Request(("metadata", new JsonObject { ["k"] = new string('v', 4096) })))).IsInvalid("/metadata");
        (await _api.CreateAsync(Api.Request(("metadata", new JsonObject { ["k"] = 1 })))).IsInvalid("/metadata/k");
    }

    [Fact]
    public async Task A_memo_is_for_ton_alone()
    {
        var ton = Api.Request(("asset", "TON"), ("network", "TON"), ("wallet_address", "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N"), ("memo", "счёт 42"));
        var answer = await _api.CreateAsync(ton, "memo-1");

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal("счёт 42", (string?)answer.Body!["memo"]);
        ton["memo"] = new string('m', 31);
        (await _api.CreateAsync(ton, "memo-2")).IsInvalid("/memo");
    }
}
