using System.Text.Json.Nodes;
using Payouts.Gateway.Problems;
using Payouts.Gateway.Tests.Payouts;
using Payouts.Harness;

namespace Payouts.Gateway.Tests.Answers;

/// <summary>Every answer that is an error, byte for byte as it was (<see cref="GoldenFile"/>).</summary>
public sealed class ProblemAnswersGoldenTests : IAsyncLifetime
{
    private GoldenGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await GoldenGateway.StartAsync(new() { Services = ScriptedCluster.SomeServices });

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_problem_is_answered_as_it_always_was()
    {
        var answers = new Answers(_gateway.Http, "Errors of every kind, except those that need an otherwise valid request (creates.txt, cancels.txt) and those of a host that is out of permits or alone (alone.txt). The routes /golden/ are the test's.");
        foreach (var kind in ProblemRegistry.All)
        {
            await answers.AskAsync($"The kind {kind.Code}", $"GET /golden/problem/{kind.Code}");
        }

        await AskForStatusesAsync(answers);
        await AskWithoutRightsAsync(answers);
        await AskForNothingAsync(answers);
        await AskWithBadBodiesAsync(answers);
        answers.Check("problems.txt");
    }

    [Fact]
    public async Task A_request_with_faults_is_told_them_as_it_always_was()
    {
        var answers = new Answers(_gateway.Http, "Validation: each rule of a create and of a list at least once, alone and together.");
        foreach (var (title, body) in Faulty())
        {
            await answers.AskAsync(title, "POST /payouts", body.ToJsonString());
        }

        await answers.AskAsync("Every parameter of a list is wrong", "GET /payouts?client_id=%20&status=paid&detail=x&asset=!&network=&origin=1&reference=%00&heleket_transaction_id=&txid=&needs_attention=yes&created_from=today&created_to=&limit=101&cursor=&stauts=1&a~b/c=2");
        await answers.AskAsync("A parameter twice", "GET /payouts?limit=1&limit=2");
        await answers.AskAsync("A cursor that was not issued here", "GET /payouts?cursor=AQAA");
        await answers.AskAsync("Every parameter of the feed is wrong", "GET /events?after=&limit=1001&types=payout.paid,*&client_id=%20&payout_id=7&wait=26&stauts=1&cursor=");
        await answers.AskAsync("A place in the feed that was not issued here", "GET /events?after=AgAA");
        await answers.AskAsync("An invalid client id", "GET /clients/a%20b/stats");
        answers.Check("faults.txt");
    }

    [Fact]
    public async Task A_host_that_is_full_or_alone_answers_as_it_always_did()
    {
        // Each key once: its permit is released some time after the response.
        await using var alone = await GoldenGateway.StartAsync(new() { Health = null }, "Production", places: 1);
        var answers = new Answers(alone.Http, "A host in Production with one permit per key and one for webhooks, without a services list.");
        await answers.AskAsync("There is no home page", "GET /", key: null);
        await answers.AskAsync("There is no reference page", "GET /docs", key: null);
        await answers.AskAsync("The catalog is empty", "GET /catalog", key: "reader");
        await answers.AskAsync("An unknown pair", "POST /payouts", Requests.With("asset", "\"XYZ\"").ToJsonString(), key: "creator");
        await answers.AskAsync("Not ready: no store", "GET /health/ready", key: null);
        await answers.AskAsync("Live", "GET /health/live", key: null);
        await answers.AskAsync("The payout's grain is out of reach", $"GET /payouts/{ScriptedCluster.OutOfReach}");

        using var read = new HttpRequestMessage(HttpMethod.Get, new Uri($"/payouts/{ScriptedCluster.Held}", UriKind.Relative)) { Headers = { { "Authorization", "Bearer bound" } } };
        var reading = alone.Http.SendAsync(read, TestContext.Current.CancellationToken);
        using var webhook = new StringContent(ScriptedCluster.Held);
        var delivering = alone.Http.PostAsync(new Uri("/payouts/webhook", UriKind.Relative), webhook, TestContext.Current.CancellationToken);
        await alone.Cluster.Arrived.WaitAsync(TestContext.Current.CancellationToken);
        await alone.Cluster.Arrived.WaitAsync(TestContext.Current.CancellationToken);
        await answers.AskAsync("The key's only permit is taken", "GET /catalog", key: "bound");
        await answers.AskAsync("The webhooks' only permit is taken", "POST /payouts/webhook", "Accepted", key: null);
        alone.Cluster.Release();
        (await reading).Dispose();
        (await delivering).Dispose();
        answers.Check("alone.txt");
    }

    [Fact]
    public void Every_golden_file_of_answers_is_compared_by_a_test() => Assert.Equal(
        ["address-changes.txt", "address-refusals.txt", "addresses.txt", "alone.txt", "approval-refusals.txt", "approvals-of-many.txt", "approvals.txt", "audit.txt", "cancels.txt", "catalog.txt", "creates.txt", "decidable.txt", "events.txt", "faults.txt", "health.txt", "key-last-admin.txt", "key-refusals.txt", "keys.txt", "limit-checks.txt", "limits.txt", "lists.txt", "openapi.json", "openapi.txt", "operate.txt", "pages.txt", "pause-changes.txt", "pause-refusals.txt", "pauses-away.txt", "pauses.txt", "payouts.txt", "policy-changes.txt", "policy-checks.txt", "policy-faults.txt", "policy.txt", "problems.txt", "refusals.txt", "series.txt", "stats.txt", "system.txt", "validations.txt", "webhooks.txt"],
        GoldenFile.Names());

    private static async Task AskForStatusesAsync(Answers answers)
    {
        foreach (var status in new[] { 400, 401, 403, 404, 405, 406, 408, 413, 415, 417, 425, 429, 431, 500, 501, 502, 503, 504 })
        {
            await answers.AskAsync("A bare status from the framework", $"GET /golden/status/{status}");
        }

        await answers.AskAsync("An exception of ours", "GET /golden/throw/500");
        foreach (var status in new[] { 400, 408, 413 })
        {
            await answers.AskAsync("An exception from the server", $"GET /golden/throw/{status}");
        }
    }

    private static async Task AskWithoutRightsAsync(Answers answers)
    {
        await answers.AskAsync("No key", "GET /payouts", key: null);
        await answers.AskAsync("An unknown key", "GET /payouts", key: "nobody");
        await answers.AskAsync("A key that may not read", "GET /payouts", key: "creator");
        await answers.AskAsync("A key that may not create", "POST /payouts", "{}", key: "reader");
        await answers.AskAsync("A key that is bound to another client", "POST /payouts", Requests.Valid().ToJsonString(), key: "bound");
        await answers.AskAsync("A bound key asks for all clients", "GET /stats", key: "bound");
        await answers.AskAsync("A bound key asks for another client", "GET /clients/c-1042/stats", key: "bound");
    }

    private static async Task AskForNothingAsync(Answers answers)
    {
        await answers.AskAsync("An unknown path", "GET /nowhere/%C3%A9%22%3C/%2F?x=1", key: null);
        await answers.AskAsync("The headers alone", "HEAD /nowhere", key: null);
        await answers.AskAsync("A method that the path does not support", "DELETE /payouts");
        await answers.AskAsync("Another", "POST /catalog");
        await answers.AskAsync("An unknown problem", "GET /problems/none", key: null);
        await answers.AskAsync("An unknown document", "GET /openapi/v2.json", key: null);
        await answers.AskAsync("An unknown payout", $"GET /payouts/{new string('a', 32)}");
        await answers.AskAsync("Not an id", "GET /payouts/A");
        await answers.AskAsync("An unknown event", $"GET /events/evt_{new string('a', 32)}_1");
        await answers.AskAsync("Not an event's id", "GET /events/1");
    }

    private static async Task AskWithBadBodiesAsync(Answers answers)
    {
        var valid = Requests.Valid().ToJsonString();
        await answers.AskAsync("No JSON", "POST /payouts", "amount=1", headers: ("Content-Type", "application/x-www-form-urlencoded"));
        await answers.AskAsync("Another charset", "POST /payouts", valid, headers: ("Content-Type", "application/json; charset=utf-16"));
        await answers.AskAsync("A content coding", "POST /payouts", valid, headers: ("Content-Encoding", "gzip"));
        await answers.AskAsync("Too large", "POST /payouts", new string(' ', (32 * 1024) + 1));
        await answers.AskAsync("An invalid key", "POST /payouts", valid, headers: ("Idempotency-Key", "a b"));
        await answers.AskAsync("A syntax error", "POST /payouts", "{\n \"amount\": 1,}");
        await answers.AskAsync("A member twice", "POST /payouts", """{"amount":"1","amount":"2"}""");
        await answers.AskAsync("No object", "POST /payouts", "[]");
        await answers.AskAsync("A lone surrogate", "POST /payouts", """{"amount":"\ud83d"}""");
        await answers.AskAsync("Nothing", "POST /payouts", "");
    }

    /// <summary>A body for each rule of a field, and some that break several rules.</summary>
    private static IEnumerable<(string Title, JsonObject Body)> Faulty()
    {
        (string Member, string? Json)[] single =
        [
            ("client_id", null), ("client_id", "7"), ("client_id", "\"a b\""), ("client_id", "\"..\""), ("asset", "\"U$\""), ("asset", "\"EUR\""), ("network", "\"NOWHERE\""), ("network", "\"BSC\""),
            ("amount", "25.5"), ("amount", "\"1e3\""), ("amount", "\"0\""), ("amount", "\"0.1234567\""), ("amount", "\"1234567890123456789\""), ("wallet_address", "\"\""), ("wallet_address", "\"T123\""),
            ("memo", "\"7781\""), ("memo", "\"\""), ("origin", "\"gift\""), ("origin", "[]"), ("reference", "\" x\""), ("reference", "\"a\\u0007\""), ("reference", "\"a\\u200b\""), ("requested_by", "\"a\\u2028b\""),
            ("requested_by", $"\"{new string('x', 129)}\""), ("scheduled_for", "\"tomorrow\""), ("scheduled_for", "\"2028-01-01T00:00:00Z\""), ("fee_payer", "\"nobody\""), ("metadata", "[]"), ("metadata", """{"a/b~c":1,"<é>":null,"z":"\u0000"}"""), ("metadata", $$"""{"a":"{{new string('x', 4096)}}"}"""),
        ];
        return
        [
            .. single.Select(fault => ($"{fault.Member} is wrong", Requests.With(fault.Member, fault.Json))),
            ("An unknown member", Requests.With("a/b~c<\"é\">", "1")),
            ("Every member is wrong", new(single.DistinctBy(fault => fault.Member).Select(fault => KeyValuePair.Create(fault.Member, JsonNode.Parse("7"))))),
            ("Nothing is there", []),
        ];
    }
}
