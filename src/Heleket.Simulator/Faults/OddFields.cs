using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Heleket.Simulator.Faults;

/// <summary>
/// Replaces values in finished JSON with ones that a documented Heleket would not write. Everything else stays byte for
/// byte.
/// </summary>
internal static class OddFields
{
    /// <summary>
    /// Changes the payout in an answer, or every payout in a list. An answer without a result is unchanged.
    /// </summary>
    public static byte[] IntoResponse(byte[] answer, IReadOnlyDictionary<string, JsonElement> fields) => Rewrite(answer, (json, envelope) =>
        WriteObject(json, envelope, (name, value) => WriteResult(json, name, value, fields)));

    /// <summary>Changes a top-level object, such as a webhook.</summary>
    public static byte[] Into(byte[] payout, IReadOnlyDictionary<string, JsonElement> fields) =>
        fields.Count == 0 ? payout : Rewrite(payout, (json, members) => WritePayout(json, members, fields));

    private static void WriteResult(Utf8JsonWriter json, string name, JsonElement value, IReadOnlyDictionary<string, JsonElement> fields)
    {
        if (name != "result" || value.ValueKind != JsonValueKind.Object)
        {
            WriteRaw(json, value);
        }
        else if (value.TryGetProperty("items", out _))
        {
            WriteObject(json, value, (inner, items) => WriteItems(json, inner, items, fields));
        }
        else
        {
            WritePayout(json, value, fields);
        }
    }

    private static void WriteItems(Utf8JsonWriter json, string name, JsonElement value, IReadOnlyDictionary<string, JsonElement> fields)
    {
        if (name != "items")
        {
            WriteRaw(json, value);
            return;
        }

        json.WriteStartArray();
        foreach (var item in value.EnumerateArray())
        {
            WritePayout(json, item, fields);
        }

        json.WriteEndArray();
    }

    private static void WritePayout(Utf8JsonWriter json, JsonElement payout, IReadOnlyDictionary<string, JsonElement> fields)
    {
        json.WriteStartObject();
        foreach (var member in payout.EnumerateObject())
        {
            json.WritePropertyName(member.Name);
            WriteRaw(json, fields.TryGetValue(member.Name, out var odd) ? odd : member.Value);
        }

        foreach (var (name, odd) in fields.Where(field => !payout.TryGetProperty(field.Key, out _)))
        {
            json.WritePropertyName(name);
            WriteRaw(json, odd);
        }

        json.WriteEndObject();
    }

    private static void WriteObject(Utf8JsonWriter json, JsonElement value, Action<string, JsonElement> write)
    {
        json.WriteStartObject();
        foreach (var member in value.EnumerateObject())
        {
            json.WritePropertyName(member.Name);
            write(member.Name, member.Value);
        }

        json.WriteEndObject();
    }

    private static void WriteRaw(Utf8JsonWriter json, JsonElement value) => json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);

    private static byte[] Rewrite(byte[] text, Action<Utf8JsonWriter, JsonElement> write)
    {
        var output = new ArrayBufferWriter<byte>(text.Length);
        using (var document = JsonDocument.Parse(text))
        using (var json = new Utf8JsonWriter(output))
        {
            write(json, document.RootElement);
        }

        return output.WrittenSpan.ToArray();
    }
}
