using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Payouts.Client.Tests.Agreement;

/// <summary>An OpenAPI document, as far as it is compared.</summary>
/// <param name="root">The document.</param>
internal sealed class Document(JsonNode root)
{
    public IReadOnlyList<Operation> Operations { get; } =
    [
        .. root["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(method => new Operation(method.Key.ToUpperInvariant(), path.Key, method.Value!.AsObject()))),
    ];

    /// <summary>The schema itself, where there is a reference, or a choice between one and null.</summary>
    public JsonObject Resolve(JsonNode schema)
    {
        var found = schema.AsObject();
        if (found["oneOf"] is JsonArray choice)
        {
            found = choice.Select(one => one!.AsObject()).Single(one => (string?)one["type"] != "null");
        }

        return (string?)found["$ref"] is { } reference ? Resolve(root["components"]!["schemas"]![reference[(reference.LastIndexOf('/') + 1)..]]!) : found;
    }

    /// <summary>Whether a value may be null.</summary>
    public bool IsNullable(JsonNode schema) =>
        schema["oneOf"] is JsonArray choice ? choice.Any(one => (string?)one!["type"] == "null")
        : Resolve(schema)["type"] is JsonArray types && types.Any(type => (string?)type == "null");

    /// <summary>The types that a schema has, without null.</summary>
    public static string? TypeOf(JsonObject schema) =>
        schema["type"] is JsonArray types ? types.Select(type => (string?)type).Single(type => type != "null") : (string?)schema["type"];

    /// <summary>The words of an enum, open or closed.</summary>
    public static IEnumerable<string> Words(JsonObject schema) =>
        ((schema["enum"] ?? schema["x-extensible-enum"]) as JsonArray ?? []).Select(word => (string?)word).OfType<string>();
}

/// <summary>A method on a path.</summary>
/// <param name="Method">In upper case.</param>
/// <param name="Path">With its parameters in braces.</param>
/// <param name="Description">The document's.</param>
internal sealed record Operation(string Method, string Path, JsonObject Description)
{
    public string Name => $"{Method} {Path}";

    /// <summary>The names of its parameters that go where.</summary>
    public IEnumerable<string> Parameters(string where) =>
        (Description["parameters"] as JsonArray ?? []).Where(parameter => (string?)parameter!["in"] == where).Select(parameter => (string)parameter!["name"]!);

    /// <summary>The schema of what it takes.</summary>
    public JsonNode? Request => Description["requestBody"]?["content"]?["application/json"]?["schema"];

    /// <summary>The schemas of what it answers with success; each by itself where there is a choice.</summary>
    public IEnumerable<JsonNode> Answers => Description["responses"]!.AsObject()
        .Where(answer => answer.Key.StartsWith('2')).Select(answer => answer.Value!["content"]?["application/json"]?["schema"]).OfType<JsonNode>()
        .SelectMany(schema => (schema["oneOf"] ?? schema["anyOf"]) as JsonArray ?? [schema.DeepClone()]).OfType<JsonNode>();

    /// <summary>The schemas of its problems.</summary>
    public IEnumerable<JsonNode> Problems => Description["responses"]!.AsObject()
        .Select(answer => answer.Value!["content"]?["application/problem+json"]?["schema"]).OfType<JsonNode>();

    /// <summary>Whether a request goes here.</summary>
    public bool Takes(Asked asked) =>
        asked.Method.Method == Method && Regex.IsMatch(asked.Path.Split('?')[0], $"^{Regex.Replace(Regex.Escape(Path).Replace("}", "\\}", StringComparison.Ordinal), @"\\\{[^}]*\\\}", "[^/]+")}$");
}
