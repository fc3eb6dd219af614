using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Payouts.Gateway.Http;

/// <summary>Writes a whole JSON body, with its length.</summary>
internal static class JsonAnswer
{
    public const string MediaType = "application/json";

    // The answers are JSON and never part of a page, so letters of other scripts may stay readable.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task WriteAsync(HttpContext context, int status, Action<Utf8JsonWriter> write) =>
        WriteAsync(context, status, MediaType, write);

    public static async Task WriteAsync(HttpContext context, int status, string mediaType, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        await using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer);
        }

        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = mediaType;
        response.ContentLength = buffer.WrittenCount;

        // The server drops what nobody waits for any more. To cancel the writing would make a fault of it, and one that is logged when the answer is a problem.
        await response.Body.WriteAsync(buffer.WrittenMemory, CancellationToken.None);
    }
}
