using System.Text.Json;
using System.Text.Unicode;

namespace Heleket.Wire;

/// <summary>What is around every answer of Heleket's (docs/heleket.md, "Envelope").</summary>
/// <param name="State">0 or 1; none when it is missing; <see cref="OddState"/> when it is something else.</param>
/// <param name="Body">All of it.</param>
/// <param name="Message">Of anything else: Heleket's words, cut at 500 characters.</param>
/// <param name="Errors">Of anything else: by field, untranslated.</param>
internal sealed record Envelope(int? State, JsonElement Body, string? Message, IReadOnlyDictionary<string, IReadOnlyList<string>> Errors)
{
    /// <summary>The longest answer that is read, in bytes, as it comes and after its codings are undone.</summary>
    public const int MaxLength = 1024 * 1024;

    /// <summary>A state that is not documented: nobody knows what the words beside it mean.</summary>
    public const int OddState = -1;

    private const int MaxMessageLength = 500;

    private const int MaxWordsDepth = 64;

    private static readonly Dictionary<string, IReadOnlyList<string>> NoErrors = [];

    // What nobody reads may be as deep as it likes, and have any names.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxLength };

    /// <summary>The result, of whatever kind.</summary>
    /// <exception cref="JsonException">There are two.</exception>
    public JsonElement? Result => Body.Member("result");

    /// <summary>
    /// The message or the errors name the order id, however far down: perhaps they say that it exists (docs/heleket.md, "Contradictions").
    /// </summary>
    public bool IsAboutOrderId { get; private init; }

    /// <summary>Reads it; none when the bytes are not a JSON object. A byte order mark is skipped.</summary>
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
            // InvalidOperationException: half of a surrogate pair.
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
            // Of two states nobody can tell which is meant: they may be Heleket's all the same, and about a payout that exists.
            return new Envelope(OddState, body, null, NoErrors) { IsAboutOrderId = true };
        }
    }

    /// <summary>The message, or the fields that the errors name.</summary>
    public string Words() => Message ?? (Errors.Count > 0 ? "Refused: " + Cut(string.Join(", ", Errors.Keys)) : "No message.");

    // Beside a success words decide nothing.
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

    // In the whole texts: what is kept of them is cut.
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
