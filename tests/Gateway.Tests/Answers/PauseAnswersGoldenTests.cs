using Payouts.Gateway.Authentication;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Controls;

namespace Payouts.Gateway.Tests.Answers;

/// <summary>Every answer about pauses, byte for byte as it was, and what they do to the answers of others.</summary>
public sealed class PauseAnswersGoldenTests : IAsyncLifetime
{
    private const string Because = """{"reason":"slow blocks"}""";

    private static readonly DateTimeOffset At = GoldenGateway.Now;

    private static readonly PauseList Some = new(
        7,
        [
            new("network:TRON", "slow blocks", new Caller("opal@example.com"), At.AddHours(-2), 3), new("client:c-1", "a hunch", new Caller(null, "night"), At.AddHours(-1), 5),
            new("client:bound-1", "asked for", new Caller("opal@example.com", "opal"), At.AddMinutes(-1), 7), new("later:x", "a later release set it", new Caller(), At, 6),
        ],
        TimeSpan.FromSeconds(5),
        [
            new("c-1", "USDT", "TRON", 2, 4.25m), new("bound-1", "USDT", "TRON", 1, 0.00000001m), new("c-2", "TRX", "TRON", 3, new Sum(Int128.MaxValue)),
            new("c-1", "BTC", "BTC", 1, 1m), new("c-3", "ETH", "ETH", 1, 2m),
        ]);

    private GoldenGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await GoldenGateway.StartAsync(new(), keys: [new("opal", null, "opal@example.com", Scopes.Read, Scopes.Operate)]);
        _gateway.Cluster.Pauses = Some;
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Pauses_are_listed_as_they_always_were()
    {
        var answers = new Answers(_gateway.Http, "GET /pauses.");
        await answers.AskAsync("All pauses", "GET /pauses", key: "reader");
        await answers.AskAsync("By a key that is bound to a client", "GET /pauses", key: "bound");
        await answers.AskAsync("The headers alone", "HEAD /pauses");
        await answers.AskAsync("By a key that may not read", "GET /pauses", key: "creator");
        await answers.AskAsync("Ready", "GET /health/ready", key: null);
        _gateway.Cluster.Pauses = new(0, [], TimeSpan.FromSeconds(60), []);
        await answers.AskAsync("None yet", "GET /pauses");
        answers.Check("pauses.txt");
    }

    [Fact]
    public async Task Pauses_are_set_and_lifted_as_they_always_were()
    {
        var answers = new Answers(_gateway.Http, "PUT and DELETE /pauses/{scope}, done.");
        await answers.AskAsync("Everything", "PUT /pauses/all", Because, key: "opal");
        await answers.AskAsync("An asset, by nobody's key and in any case", "PUT /pauses/asset:usdt", Because);
        await answers.AskAsync("A network", "PUT /pauses/network:Eth", Because);
        await answers.AskAsync("A client with a colon", "PUT /pauses/client:A:b", Because);
        await answers.AskAsync("An encoded colon", "PUT /pauses/client%3Ac-9", Because);
        await answers.AskAsync("The client that the key is bound to", "PUT /pauses/client:bound-1", Because, key: "bound");
        await answers.AskAsync("Lifted, as it was seen", "DELETE /pauses/network:tron", Because, key: "opal", headers: [("If-Match", "\"3\"")]);
        await answers.AskAsync("Lifted, as the list was seen", "DELETE /pauses/network:TRON", Because, headers: [("If-Match", "\"13\"")]);
        await answers.AskAsync("Lifted at whatever version", "DELETE /pauses/client:c-1", Because, headers: [("If-Match", "*")]);
        answers.Check("pause-changes.txt");
    }

    [Fact]
    public async Task A_change_of_pauses_that_is_refused_is_told_why_as_it_always_was()
    {
        var answers = new Answers(_gateway.Http, "PUT and DELETE /pauses/{scope}, refused.");
        foreach (var scope in new[] { "everything", "ALL", "asset:", "asset:US%20DT", "network:a-b", "client:", "client:a%2Fb", "account:main" })
        {
            await answers.AskAsync($"The scope {scope}", $"PUT /pauses/{scope}", Because);
        }

        await answers.AskAsync("No reason", "PUT /pauses/all", "{}");
        await answers.AskAsync("A blank reason", "PUT /pauses/all", """{"reason":"  "}""");
        await answers.AskAsync("Too long a reason, and more", "PUT /pauses/all", $$"""{"reason":"{{new string('x', 501)}}","until":"tomorrow"}""");
        await answers.AskAsync("No JSON", "PUT /pauses/all", "reason=n", headers: [("Content-Type", "application/x-www-form-urlencoded")]);
        await answers.AskAsync("By a key that may not operate", "PUT /pauses/all", Because, key: "reader");
        await answers.AskAsync("Everything, by a key that is bound to a client", "PUT /pauses/all", Because, key: "bound");
        await answers.AskAsync("Another client, by a key that is bound to one", "PUT /pauses/client:c-1", Because, key: "bound");
        await answers.AskAsync("Lifted by a key that is bound to the client", "DELETE /pauses/client:bound-1", Because, key: "bound", headers: [("If-Match", "*")]);
        await answers.AskAsync("Lifted without a version", "DELETE /pauses/network:TRON", Because);
        await answers.AskAsync("Lifted with no version that can be read", "DELETE /pauses/network:TRON", Because, headers: [("If-Match", "3")]);
        await answers.AskAsync("Lifted at another version", "DELETE /pauses/network:TRON", Because, headers: [("If-Match", "\"2\"")]);
        await answers.AskAsync("Lifted with a weak tag", "DELETE /pauses/network:TRON", Because, headers: [("If-Match", "W/\"3\"")]);
        await answers.AskAsync("Lifted without a reason", "DELETE /pauses/network:TRON", "{}", headers: [("If-Match", "\"3\"")]);
        await answers.AskAsync("Lifted though not paused", "DELETE /pauses/asset:BTC", Because, headers: [("If-Match", "*")]);
        await answers.AskAsync("No such scope to lift", "DELETE /pauses/nothing", Because, headers: [("If-Match", "*")]);
        _gateway.Cluster.Pauses = Some with { Pauses = [.. Enumerable.Range(0, IPausesGrain.MostPauses).Select(n => new Pause($"client:c-{n}", "many", new Caller(), At, 1))] };
        await answers.AskAsync("One too many", "PUT /pauses/all", Because);
        answers.Check("pause-refusals.txt");
    }

    [Fact]
    public async Task Without_controls_nothing_is_accepted_and_the_gateway_is_not_ready()
    {
        _gateway.Cluster.HasControls = false;
        var answers = new Answers(_gateway.Http, "No silo could read lately what is paused.");
        const string Body = """{"client_id":"c-1","asset":"USDT","network":"TRON","amount":"1","wallet_address":"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm"}""";
        await answers.AskAsync("A create", "POST /payouts", Body);
        await answers.AskAsync("A create for later", "POST /payouts", Body.Replace("{\"client_id\"", "{\"scheduled_for\":\"2026-11-24T10:00:00Z\",\"client_id\"", StringComparison.Ordinal));
        await answers.AskAsync("Ready", "GET /health/ready", key: null);
        await answers.AskAsync("The pauses", "GET /pauses");
        await answers.AskAsync("A pause", "PUT /pauses/all", Because);
        answers.Check("pauses-away.txt");
    }
}
