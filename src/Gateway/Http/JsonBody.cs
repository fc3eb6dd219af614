using System.Text.Json;
using System.Text.Unicode;

namespace Payouts.Gateway.Http;

/// <summary>Strict JSON: one object, no member twice, UTF-8 throughout, no half of a surrogate pair. A byte order mark before it is skipped (RFC 8259, 8.1).</summary>
internal static class JsonBody
{
    private static readonly JsonDocumentOptions Options = new()
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
        MaxDepth = 64,
    };

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>The document, which the caller disposes, or what is wrong.</summary>
    public static JsonDocument? Parse(byte[] body, out string fault)
    {
        fault = "The body is not valid UTF-8.";
        if (!Utf8.IsValid(body))
        {
            return null;
        }

        var skipped = body.AsSpan().StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        JsonDocument? document = null;
        try
        {
            document = JsonDocument.Parse(body.AsMemory(skipped), Options);
            RequireUnicode(document.RootElement);
            fault = "The body is JSON, but not an object.";
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }
        }
        catch (JsonException exception)
        {
            // The reader's own message may quote the body, so only the place is told.
            fault = exception.LineNumber is { } line
                ? $"The body is not valid JSON, or has a member twice: line {line + 1}, byte {exception.BytePositionInLine + 1 + (line == 0 ? skipped : 0)}."
                : "The body is not valid JSON, or has a member twice.";
        }
        catch (InvalidOperationException)
        {
            fault = "The body has text with half of a surrogate pair.";
        }

        document?.Dispose();
        return null;
    }

    /// <summary>Decodes every text once: that is where the reader notices half of a surrogate pair.</summary>
    private static void RequireUnicode(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    RequireUnicode(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    RequireUnicode(member.Value);
                }

                break;
        }
    }
}
