using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Heleket;

/// <summary>
/// JSON as PHP's <c>json_encode(data, JSON_UNESCAPED_UNICODE)</c> writes it after <c>json_decode(text, true)</c>: the
/// form in which Heleket signs its webhooks (docs/heleket.md, "Webhook signature"). No spaces, key order kept, <c>/</c>
/// as <c>\/</c>, raw UTF-8 except U+2028 and U+2029, nulls kept, and everything PHP treats as a list (including an
/// empty object) as an array. Numbers are copied verbatim: Heleket sends its amounts as strings.
/// </summary>
public static class PhpJson
{
    /// <summary>The nesting depth beyond which <see cref="Encode(JsonElement)"/> throws.</summary>
    public const int MaxDepth = 64;

    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\', '/', '\u2028', '\u2029']);

    /// <summary>Encodes a value.</summary>
    /// <param name="data">Any JSON value, nested at most <see cref="MaxDepth"/> deep.</param>
    /// <returns>UTF-8, without a byte order mark.</returns>
    /// <exception cref="ArgumentException">The value is nested too deeply.</exception>
    /// <exception cref="InvalidOperationException">
    /// A string contains a lone surrogate, which PHP would refuse to decode.
    /// </exception>
    public static byte[] Encode(JsonElement data) => Encode(data, null);

    /// <summary>Encodes an object without one of its own members; nested members of that name are kept.</summary>
    /// <param name="data">As in <see cref="Encode(JsonElement)"/>.</param>
    /// <param name="leaveOut">The member's name, unescaped.</param>
    /// <inheritdoc cref="Encode(JsonElement)"/>
    public static byte[] Encode(JsonElement data, string? leaveOut)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(data, leaveOut, output, 0);
        return output.WrittenSpan.ToArray();
    }

    private static void Write(JsonElement value, string? leaveOut, ArrayBufferWriter<byte> output, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new ArgumentException($"The JSON is nested more than {MaxDepth} deep.", nameof(value));
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(value, leaveOut, output, depth);
                break;
            case JsonValueKind.Array:
                output.Write("["u8);
                var first = true;
                foreach (var item in value.EnumerateArray())
                {
                    Separate(ref first, output);
                    Write(item, null, output, depth + 1);
                }

                output.Write("]"u8);
                break;
            case JsonValueKind.String:
                WriteString(value.GetString()!, output);
                break;
            default:
                output.Write(JsonMarshal.GetRawUtf8Value(value));
                break;
        }
    }

    private static void WriteObject(JsonElement value, string? leaveOut, ArrayBufferWriter<byte> output, int depth)
    {
        var list = IsList(value, leaveOut);
        output.Write(list ? "["u8 : "{"u8);
        var first = true;
        foreach (var member in value.EnumerateObject().Where(member => member.Name != leaveOut))
        {
            Separate(ref first, output);
            if (!list)
            {
                WriteString(member.Name, output);
                output.Write(":"u8);
            }

            Write(member.Value, null, output, depth + 1);
        }

        output.Write(list ? "]"u8 : "}"u8);
    }

    /// <summary>
    /// PHP arrays do not record whether they were objects: keys 0, 1, 2… in order, or no keys at all, make a list.
    /// </summary>
    private static bool IsList(JsonElement value, string? leaveOut)
    {
        var next = 0;
        return value.EnumerateObject().Where(member => member.Name != leaveOut)
            .All(member => member.Name == (next++).ToString(CultureInfo.InvariantCulture));
    }

    private static void Separate(ref bool first, ArrayBufferWriter<byte> output)
    {
        if (!first)
        {
            output.Write(","u8);
        }

        first = false;
    }

    private static void WriteString(string text, ArrayBufferWriter<byte> output)
    {
        output.Write("\""u8);
        var rest = text.AsSpan();
        for (var at = rest.IndexOfAny(Escaped); at >= 0; at = rest.IndexOfAny(Escaped))
        {
            Encoding.UTF8.GetBytes(rest[..at], output);
            Encoding.UTF8.GetBytes(Escape(rest[at]), output);
            rest = rest[(at + 1)..];
        }

        Encoding.UTF8.GetBytes(rest, output);
        output.Write("\""u8);
    }

    private static string Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '/' => "\\/",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
    };
}
