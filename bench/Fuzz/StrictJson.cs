using System.Text;
using System.Text.Json;

namespace Payouts.Fuzz;

/// <summary>The plain reading that oracles start from.</summary>
internal static class StrictJson
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>One object in UTF-8 with every member named once; else <see langword="null"/>.</summary>
    /// <param name="body">Any bytes.</param>
    /// <param name="allTexts">Whether a half of a surrogate pair in any text spoils it; the texts of members that nobody reads may be anything otherwise.</param>
    public static JsonElement? Object(byte[] body, bool allTexts = true)
    {
        try
        {
            using var document = JsonDocument.Parse(Utf8.GetString(body), Options);
            return document.RootElement.ValueKind == JsonValueKind.Object && (!allTexts || Texts(document.RootElement).All(static text => text is not null))
                ? document.RootElement.Clone()
                : null;
        }
        catch (Exception exception) when (exception is JsonException or DecoderFallbackException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Every name and every string at any depth, decoded; <see langword="null"/> for one that has half of a surrogate pair.</summary>
    public static IEnumerable<string?> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [Decoded(element)],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(static member => Texts(member.Value).Prepend(member.Name)),
        _ => [],
    };

    /// <summary>A member that is there and not null.</summary>
    public static JsonElement? Find(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A member that is a string, or a number as it is written; else <see langword="null"/>.</summary>
    public static string? Word(this JsonElement element, string name) => element.Find(name) switch
    {
        { ValueKind: JsonValueKind.String } text => Decoded(text),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    /// <summary>Whether two texts differ at most in the case of the letters A to Z.</summary>
    public static bool SameAscii(string? one, string? other) => one is not null && other is not null && Lower(one) == Lower(other);

    /// <summary>The letters A to Z small, all others as they are.</summary>
    public static string Lower(string text) => string.Create(text.Length, text, static (lower, text) =>
    {
        for (var at = 0; at < text.Length; at++)
        {
            lower[at] = text[at] is >= 'A' and <= 'Z' ? (char)(text[at] + 32) : text[at];
        }
    });

    private static string? Decoded(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
