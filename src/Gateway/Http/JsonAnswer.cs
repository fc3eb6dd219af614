using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Payouts.Gateway.Http;

/// <summary>Writes a complete JSON body, with its length.</summary>
internal static class JsonAnswer
{
    public const string MediaType = "application/json";

    // Responses are never embedded in HTML, so letters of other scripts may stay readable.
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

        // The server drops a response that nobody waits for any more. Cancelling the write would turn that into an
        // error, which is logged when the response is a problem.
        await response.Body.WriteAsync(buffer.WrittenMemory, CancellationToken.None);
    }
}
