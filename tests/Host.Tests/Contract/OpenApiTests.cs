using System.Globalization;
using System.Text.Json.Nodes;

namespace Payouts.Host.Tests.Contract;

/// <summary>The OpenAPI document as a whole; AccessTests has what each route must declare.</summary>
public sealed class OpenApiTests(HostFixture host) : IAsyncLifetime
{
    private JsonObject _document = [];

    public async ValueTask InitializeAsync()
    {
        using var anyone = new Api(host.Address, key: null);
        _document = (await anyone.GetAsync("/openapi/v1.json")).Body!.AsObject();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Every_declared_error_is_a_problem_with_words()
    {
        foreach (var (name, status, response) in Responses().Where(response => response.Status >= 400))
        {
            Assert.True(response["content"]?.AsObject().Select(content => content.Key).SequenceEqual(["application/problem+json"]), $"{name} {status} is no problem");
            Assert.False(string.IsNullOrWhiteSpace((string?)response["description"]), $"{name} {status} says nothing");
        }
    }

    [Fact]
    public void Every_success_declares_what_it_carries()
    {
        foreach (var (name, status, response) in Responses().Where(response => response.Status is >= 200 and < 300))
        {
            Assert.True(response["content"]?.AsObject().All(content => content.Value!["schema"] is not null), $"{name} {status} has no schema");
        }
    }

    [Fact]
    public void Every_operation_but_the_open_ones_asks_for_a_key()
    {
        string[] open = ["post /payouts/webhook", "get /health/live", "get /health/ready"];
        foreach (var (name, operation) in Operations().Where(operation => !operation.Name.Contains("/problems", StringComparison.Ordinal)))
        {
            var asks = operation["security"]?.AsArray().Any(scheme => scheme!.AsObject().ContainsKey("Bearer")) == true;
            Assert.True(asks != open.Contains(name), $"{name} {(asks ? "asks" : "does not ask")} for a key");
        }

        Assert.Equal("bearer", (string?)_document["components"]!["securitySchemes"]!["Bearer"]!["scheme"]);
    }

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        var references = References(_document).Distinct().ToList();
        Assert.NotEmpty(references);
        Assert.All(references, reference =>
        {
            var target = reference.Split('/').Skip(1).Aggregate((JsonNode?)_document, (node, part) => node?[part]);
            Assert.True(target is not null, $"{reference} leads nowhere");
        });
    }

    [Fact]
    public void The_list_declares_its_filters_and_the_payout_its_members()
    {
        var parameters = _document["paths"]!["/payouts"]!["get"]!["parameters"]!.AsArray().Select(parameter => (string)parameter!["name"]!);
        Assert.Equal(
            ["client_id", "status", "detail", "asset", "network", "origin", "reference", "heleket_transaction_id", "txid", "needs_attention", "created_from", "created_to", "limit", "cursor"], parameters);

        var payout = Resolve(_document["paths"]!["/payouts"]!["post"]!["responses"]!["201"]!["content"]!["application/json"]!["schema"]!);
        Assert.Equal(28, payout["properties"]!.AsObject().Count);
        Assert.Equal(payout["properties"]!.AsObject().Select(member => member.Key), payout["required"]!.AsArray().Select(member => (string)member!));
    }

    private IEnumerable<(string Name, JsonObject Operation)> OperationsOf(KeyValuePair<string, JsonNode?> path) =>
        path.Value!.AsObject().Where(method => method.Value is JsonObject operation && operation.ContainsKey("responses"))
            .Select(method => ($"{method.Key} {path.Key}", method.Value!.AsObject()));

    private IEnumerable<(string Name, JsonObject Operation)> Operations() => _document["paths"]!.AsObject().SelectMany(OperationsOf);

    private IEnumerable<(string Name, int Status, JsonNode Response)> Responses() =>
        from operation in Operations()
        from response in operation.Operation["responses"]!.AsObject()
        select (operation.Name, int.Parse(response.Key, CultureInfo.InvariantCulture), response.Value!);

    private JsonNode Resolve(JsonNode schema) =>
        (string?)schema["$ref"] is { } reference ? reference.Split('/').Skip(1).Aggregate((JsonNode)_document, (node, part) => node[part]!) : schema;

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject container => container.SelectMany(member => member is { Key: "$ref", Value: JsonValue value } ? [(string)value!] : References(member.Value)),
        JsonArray array => array.SelectMany(References),
        _ => [],
    };
}
