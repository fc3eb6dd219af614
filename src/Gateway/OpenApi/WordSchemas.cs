using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Gateway.OpenApi;

/// <summary>
/// The lists of words. What a request may say is a closed <c>enum</c>; what an answer says is a text that names the words known today, since a client that was
/// generated before a word was added must still read the answer (docs/adr/0017).
/// </summary>
internal static class WordSchemas
{
    /// <summary>The extension that names the words of a list that may grow.</summary>
    public const string KnownWords = "x-extensible-enum";

    /// <summary>The closed list that a request chooses from.</summary>
    public static NamedSchema Sent<TEnum>(string description)
        where TEnum : struct, Enum => new(typeof(TEnum).Name, _ => new()
        {
            Type = JsonSchemaType.String,
            Description = description,
            Enum = Nodes(EnumNames<TEnum>.All),
        });

    /// <summary>The open list that an answer shows one of.</summary>
    public static NamedSchema Answered<TEnum>(string description, bool orNull = false)
        where TEnum : struct, Enum => Open(typeof(TEnum).Name + "Word", description, [.. EnumNames<TEnum>.All], orNull);

    /// <summary>An open list of words.</summary>
    public static NamedSchema Open(string name, string description, string[] words, bool orNull = false) => new(name, _ => new()
    {
        Type = orNull ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String,
        Description = $"{description} Today: {string.Join(", ", words.Select(word => $"`{word}`"))}. Words may be added: take one that you do not know.",
        Examples = [words[0]],
        Extensions = new Dictionary<string, IOpenApiExtension> { [KnownWords] = new JsonNodeExtension(new JsonArray([.. Nodes(words)])) },
    });

    private static List<JsonNode> Nodes(IEnumerable<string> words) => [.. words.Select(word => (JsonNode)JsonValue.Create(word))];
}
