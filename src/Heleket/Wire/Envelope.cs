using System.Text.Json;
using System.Text.Unicode;

namespace Heleket.Wire;

/// <summary>The envelope of every answer from Heleket (docs/heleket.md, "Envelope").</summary>
/// <param name="State">
/// 0 or 1; <see langword="null"/> when missing; <see cref="OddState"/> when it is something else.
/// </param>
/// <param name="Body">The whole body.</param>
/// <param name="Message">Unless it is a success: Heleket's message, truncated to 500 characters.</param>
/// <param name="Errors">Unless it is a success: the errors by field, untranslated.</param>
internal sealed record Envelope(int? State, JsonElement Body, string? Message, IReadOnlyDictionary<string, IReadOnlyList<string>> Errors)
{
    /// <summary>The longest answer that is accepted, in bytes, both as received and decoded.</summary>
    public const int MaxLength = 1024 * 1024;

    /// <summary>An undocumented state: the meaning of the message beside it is unknown.</summary>
    public const int OddState = -1;

    private const int MaxMessageLength = 500;

    private const int MaxWordsDepth = 64;

    private static readonly Dictionary<string, IReadOnlyList<string>> NoErrors = [];

    // Members that are never read may be nested to any depth and have any names.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxLength };

    /// <summary>The result, of any kind.</summary>
    /// <exception cref="JsonException">There are two results.</exception>
    public JsonElement? Result => Body.Member("result");

    /// <summary>
    /// Whether the message or the errors mention the order id, at any depth: it may then exist
    /// (docs/heleket.md, "Contradictions").
    /// </summary>
    public bool IsAboutOrderId { get; private init; }

    /// <summary>
    /// Parses an envelope; <see langword="null"/> when the bytes are not a JSON object. A byte order mark is skipped.
    /// </summary>
    public static Envelope? Read(ReadOnlySpan<byte> bytes) => Parse(bytes[ByteOrderMark.LengthAt(bytes)..]) is { ValueKind: JsonValueKind.Object } body
        ? ReadOrDoubt(body)
        : null;

    private static JsonElement? Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Utf8.IsValid(bytes) ? JsonElement.Parse(bytes, Options) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a lone surrogate.
            return null;
        }
    }

    private static Envelope ReadOrDoubt(JsonElement body)
    {
        try
        {
            return Read(body);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Two states are ambiguous: the answer may still be Heleket's, and about a payout that exists.
            return new Envelope(OddState, body, null, NoErrors) { IsAboutOrderId = true };
        }
    }

    /// <summary>The message, or the fields that the errors name.</summary>
    public string Words() => Message ?? (Errors.Count > 0 ? "Refused: " + Cut(string.Join(", ", Errors.Keys)) : "No message.");

    // Beside a success the message decides nothing.
    private static Envelope Read(JsonElement body) => ReadState(body) switch
    {
        0 => new Envelope(0, body, null, NoErrors),
        var state => new Envelope(state, body, ReadMessage(body), ReadErrors(body)) { IsAboutOrderId = NamesOrderId(body) },
    };

    private static int? ReadState(JsonElement body) => body.Member("state") switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number or JsonValueKind.String } => body.Text("state") switch
        {
            "0" => 0,
            "1" => 1,
            _ => OddState,
        },
        _ => OddState,
    };

    // Searches the full texts: the stored ones are truncated.
    private static bool NamesOrderId(JsonElement body) => Texts(body.Member("message"), 0).Concat(Texts(body.Member("errors"), 0)).Any(
        text => text.Contains("order_id", StringComparison.OrdinalIgnoreCase) || text.Contains("order id", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Texts(JsonElement? value, int depth) => value switch
    {
        _ when depth > MaxWordsDepth => throw new JsonException("The words are nested too deep."),
        { ValueKind: JsonValueKind.String } text => [text.GetString()!],
        { ValueKind: JsonValueKind.Array } items => items.EnumerateArray().SelectMany(item => Texts(item, depth + 1)),
        { ValueKind: JsonValueKind.Object } members => members.EnumerateObject().SelectMany(member => Texts(member.Value, depth + 1).Prepend(member.Name)),
        _ => [],
    };

    private static string? ReadMessage(JsonElement body) => body.Member("message") is { ValueKind: JsonValueKind.String } message
        && message.GetString()!.Trim() is { Length: > 0 } text ? Cut(text) : null;

    private static Dictionary<string, IReadOnlyList<string>> ReadErrors(JsonElement body) => body.Member("errors") switch
    {
        { ValueKind: JsonValueKind.Object } errors => errors.EnumerateObject().GroupBy(field => field.Name, field => Strings(field.Value))
            .ToDictionary(field => field.Key, IReadOnlyList<string> (field) => [.. field.SelectMany(strings => strings)]),
        { ValueKind: JsonValueKind.Array } errors when errors.GetArrayLength() > 0 => new() { [""] = Strings(errors) },
        _ => NoErrors,
    };

    private static IReadOnlyList<string> Strings(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray().Select(item => Cut(item.ToString()))]
        : [Cut(value.ToString())];

    private static string Cut(string text) => text.Length <= MaxMessageLength ? text
        : text[..(char.IsHighSurrogate(text[MaxMessageLength - 1]) ? MaxMessageLength - 1 : MaxMessageLength)];
}
