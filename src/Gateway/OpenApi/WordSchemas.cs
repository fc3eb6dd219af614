using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.OpenApi;

/// <summary>
/// Schemas of enums. In a request it is a closed <c>enum</c>; in a response it is a string that lists the values known
/// today, since a client generated before a value was added must still read the response (docs/adr/0017).
/// </summary>
internal static class WordSchemas
{
    /// <summary>The extension that lists the values of an open enum.</summary>
    public const string KnownWords = "x-extensible-enum";

    /// <summary>The closed enum of a request.</summary>
    public static NamedSchema Sent<TEnum>(string description)
        where TEnum : struct, Enum => new(typeof(TEnum).Name, _ => new()
        {
            Type = JsonSchemaType.String,
            Description = description,
            Enum = Nodes(EnumNames<TEnum>.All),
        });

    /// <summary>The open enum of a response.</summary>
    public static NamedSchema Answered<TEnum>(string description, bool orNull = false)
        where TEnum : struct, Enum => Open(typeof(TEnum).Name + "Word", description, [.. EnumNames<TEnum>.All], orNull);

    /// <summary>An open enum.</summary>
    public static NamedSchema Open(string name, string description, string[] words, bool orNull = false) => new(name, _ => new()
    {
        Type = orNull ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String,
        Description = $"{description} Known values: {string.Join(", ", words.Select(word => $"`{word}`"))}. More may be added: accept values that you do not know.",
        Examples = [words[0]],
        Extensions = new Dictionary<string, IOpenApiExtension> { [KnownWords] = new JsonNodeExtension(new JsonArray([.. Nodes(words)])) },
    });

    private static List<JsonNode> Nodes(IEnumerable<string> words) => [.. words.Select(word => (JsonNode)JsonValue.Create(word))];
}
