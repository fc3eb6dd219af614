using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Net.Http.Headers;

namespace Payouts.Gateway.Http;

/// <summary>
/// Strict JSON: one object, no duplicate members, valid UTF-8, no lone surrogates. A byte order mark before it is
/// skipped (RFC 8259, 8.1).
/// </summary>
internal static class JsonBody
{
    private static readonly JsonDocumentOptions Options = new()
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
        MaxDepth = 64,
    };

    // Names that clients use for UTF-8, or for a subset of it.
    private static readonly string[] Charsets = ["utf-8", "utf8", "us-ascii"];

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>Whether a request says that its body is JSON, in UTF-8 and without a content coding.</summary>
    public static bool IsIn(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(JsonAnswer.MediaType, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || Charsets.Contains(HeaderUtilities.RemoveQuotes(type.Charset).ToString(), StringComparer.OrdinalIgnoreCase))
        && (request.Headers.ContentEncoding.Count == 0 || string.Equals(request.Headers.ContentEncoding, "identity", StringComparison.OrdinalIgnoreCase));

    /// <summary>The document, which the caller disposes, or <see langword="null"/> and the error.</summary>
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
            // In valid UTF-8 only an escape can be a lone surrogate, and hardly any body has escapes.
            if (body.Contains((byte)'\\'))
            {
                RequireUnicode(document.RootElement);
            }

            fault = "The body is JSON, but not an object.";
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }
        }
        catch (JsonException exception)
        {
            // The reader's own message may quote the body, so only the position is reported.
            fault = exception.LineNumber is { } line
                ? $"The body is not valid JSON, or has a duplicate member: line {line + 1}, byte {exception.BytePositionInLine + 1 + (line == 0 ? skipped : 0)}."
                : "The body is not valid JSON, or has a duplicate member.";
        }
        catch (InvalidOperationException)
        {
            fault = "The body has text with a lone surrogate.";
        }

        document?.Dispose();
        return null;
    }

    /// <summary>Decodes every string once: only then does the reader notice a lone surrogate.</summary>
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
