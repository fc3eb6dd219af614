using System.Text;
using System.Text.Json;

namespace Payouts.Fuzz;

/// <summary>The plain reading that oracles start from.</summary>
internal static class StrictJson
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly JsonDocumentOptions Loose = new() { MaxDepth = int.MaxValue };

    /// <summary>One object in UTF-8 with every member named once and no half of a surrogate pair; else <see langword="null"/>.</summary>
    /// <param name="body">Any bytes.</param>
    /// <param name="marks">How many byte order marks before it are no part of it.</param>
    public static JsonElement? Object(byte[] body, int marks = 0) =>
        Parse(body, marks, Strict) is { } root && Texts(root).All(static text => text is not null) ? root : null;

    /// <summary>One object in UTF-8, whatever is in it, behind any number of byte order marks; else <see langword="null"/>.</summary>
    public static JsonElement? AnyObject(byte[] body) => Parse(body, int.MaxValue, Loose);

    /// <summary>Every name and every string at any depth, decoded; <see langword="null"/> for one that has half of a surrogate pair.</summary>
    public static IEnumerable<string?> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [Decoded(element)],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(static member => Texts(member.Value).Prepend(NameOf(member))),
        _ => [],
    };

    /// <summary>How often a member is there, null or not.</summary>
    public static int Count(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject().Count(member => NameOf(member) == name) : 0;

    /// <summary>A member that is there once and not null.</summary>
    public static JsonElement? Find(this JsonElement element, string name) => element.Count(name) == 1
        && element.EnumerateObject().First(member => NameOf(member) == name).Value is { ValueKind: not JsonValueKind.Null } value ? value : null;

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

    private static JsonElement? Parse(byte[] body, int marks, JsonDocumentOptions options)
    {
        try
        {
            var text = Utf8.GetString(body);
            var skipped = Math.Min(marks, text.Length - text.TrimStart('\uFEFF').Length);
            using var document = JsonDocument.Parse(text.AsMemory(skipped), options);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (Exception exception) when (exception is JsonException or DecoderFallbackException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

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
