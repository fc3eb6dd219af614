using System.Globalization;
using System.Text.Json.Nodes;

namespace Payouts.Host.Tests.Contract;

/// <summary>The OpenAPI document as a whole; AccessTests covers what each route must declare.</summary>
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
        foreach (var (name, status, response) in Responses().Where(response => response.Status is >= 200 and < 300 and not 204))
        {
            Assert.True(response["content"]?.AsObject().All(content => content.Value!["schema"] is not null), $"{name} {status} has no schema");
        }
    }

    [Fact]
    public void Every_operation_says_whether_it_needs_a_key()
    {
        string[] open = ["post /payouts/webhook", "get /health/live", "get /health/ready", "get /problems", "get /problems/{code}"];
        foreach (var (name, operation) in Operations())
        {
            var schemes = operation["security"]?.AsArray().Select(scheme => scheme!.AsObject().Single().Key);
            Assert.True(schemes?.SequenceEqual(open.Contains(name) ? [] : ["Bearer"]), $"{name} says {operation["security"]?.ToJsonString() ?? "nothing"} of keys");
        }

        Assert.Equal("bearer", (string?)_document["components"]!["securitySchemes"]!["Bearer"]!["scheme"]);
    }

    [Fact]
    public void Every_word_list_and_every_object_has_a_name()
    {
        var named = Schemas().Select(schema => schema.Value).ToHashSet();
        Assert.All(
            Nodes(_document).Where(node => node.ContainsKey("enum") || node.ContainsKey("x-extensible-enum") || node["properties"] is JsonObject || node["additionalProperties"] is JsonObject),
            node => Assert.True(named.Contains(node), $"{node.GetPath()} has no name"));

        var lists = Nodes(_document).Select(node => node["enum"]?.ToJsonString()).OfType<string>().ToList();
        Assert.Equal(lists.Distinct(), lists);
    }

    [Fact]
    public void Words_of_requests_are_closed_and_words_of_answers_are_open()
    {
        var answers = Responses().SelectMany(response => Reached(response.Response)).Distinct().ToList();
        Assert.Contains(answers, node => node.ContainsKey("x-extensible-enum"));
        Assert.DoesNotContain(answers, node => node.ContainsKey("enum"));

        var requests = Operations().SelectMany(operation => Reached(operation.Operation["parameters"]).Concat(Reached(operation.Operation["requestBody"]))).ToList();
        // A policy is sent back as it was read, with a change.
        Assert.Equal(
            ["AddressConditionWord", "AddressModeWord", "LimitExcessWord", "LimitPerWord", "PayoutOriginWord", "PolicyActionWord", "WeekdayWord"],
            Schemas().Where(schema => schema.Value!.AsObject().ContainsKey("x-extensible-enum") && requests.Contains(schema.Value)).Select(schema => schema.Key).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["AddressStatus", "FeePayer", "KeyScope", "PayoutDetail", "PayoutOrigin", "PayoutStatus", "SeriesStep"],
            Schemas().Where(schema => schema.Value!.AsObject().ContainsKey("enum") && requests.Contains(schema.Value)).Select(schema => schema.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_that_may_be_null_has_a_default() =>
        Assert.All(
            Nodes(_document).Where(node => node.ContainsKey("default")),
            node => Assert.False(node["type"] is JsonArray || node.ContainsKey("oneOf") || node.ContainsKey("anyOf"), $"{node.GetPath()} has a default"));

    [Fact]
    public void Every_request_and_every_answer_has_an_example()
    {
        var contents = Nodes(_document["paths"]).SelectMany(node => node["content"]?.AsObject() ?? []).ToList();
        Assert.NotEmpty(contents);
        Assert.All(contents, content => Assert.True(
            content.Value!["examples"]?.AsObject().All(example => example.Value!["value"] is not null) == true, $"{content.Value.GetPath()} has no example"));
    }

    [Fact]
    public async Task A_key_that_is_configured_is_not_on_the_reference_page()
    {
        using var anyone = new Api(host.Address, key: null);
        var page = await anyone.GetAsync("/docs/");

        Assert.Contains("openapi/v1.json", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"token\"", page.Text, StringComparison.Ordinal);
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
            ["client_id", "status", "detail", "asset", "network", "origin", "reference", "heleket_transaction_id", "txid", "needs_attention", "decidable", "created_from", "created_to", "sort", "limit", "cursor"], parameters);

        var payout = Resolve(_document["paths"]!["/payouts"]!["post"]!["responses"]!["201"]!["content"]!["application/json"]!["schema"]!);
        Assert.Equal(37, payout["properties"]!.AsObject().Count);
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

    private JsonObject Schemas() => _document["components"]!["schemas"]!.AsObject();

    /// <summary>The object, or what it refers to.</summary>
    private IEnumerable<JsonObject> Reached(JsonNode? node) =>
        Nodes(node).SelectMany(found => (string?)found["$ref"] is null ? [found] : Reached(Resolve(found)));

    /// <summary>Every object from here down, except examples.</summary>
    private static IEnumerable<JsonObject> Nodes(JsonNode? node) => node switch
    {
        JsonObject container => container.Where(member => member.Key is not ("example" or "examples")).SelectMany(member => Nodes(member.Value)).Prepend(container),
        JsonArray array => array.SelectMany(Nodes),
        _ => [],
    };

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject container => container.SelectMany(member => member is { Key: "$ref", Value: JsonValue value } ? [(string)value!] : References(member.Value)),
        JsonArray array => array.SelectMany(References),
        _ => [],
    };
}
