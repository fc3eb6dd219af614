using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.ObjectPool;

namespace Payouts.Gateway.Http;

/// <summary>Writes a complete JSON body, with its length.</summary>
internal static class JsonAnswer
{
    public const string MediaType = "application/json";

    // Responses are never embedded in HTML, so letters of other scripts may stay readable.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly ObjectPool<Sheet> Sheets = ObjectPool.Create<Sheet>();

    public static Task WriteAsync(HttpContext context, int status, Action<Utf8JsonWriter> write) =>
        WriteAsync(context, status, MediaType, write);

    public static async Task WriteAsync(HttpContext context, int status, string mediaType, Action<Utf8JsonWriter> write)
    {
        var sheet = Sheets.Get();
        write(sheet.Writer);
        sheet.Writer.Flush();
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = mediaType;
        response.ContentLength = sheet.Buffer.WrittenCount;

        // The server drops a response that nobody waits for any more. Cancelling the write would turn that into an
        // error, which is logged when the response is a problem.
        await response.Body.WriteAsync(sheet.Buffer.WrittenMemory, CancellationToken.None);

        // Only now, and not after a failure: nothing may still read a buffer that the next answer is written to.
        Sheets.Return(sheet);
    }

    /// <summary>What one answer at a time is written on.</summary>
    private sealed class Sheet : IResettable
    {
        // Enough for a long page. A longer one is not kept.
        private const int MostKept = 64 * 1024;

        public Sheet() => Writer = new Utf8JsonWriter(Buffer, Options);

        public ArrayBufferWriter<byte> Buffer { get; } = new(2048);

        public Utf8JsonWriter Writer { get; }

        public bool TryReset()
        {
            Buffer.ResetWrittenCount();
            Writer.Reset();
            return Buffer.Capacity <= MostKept;
        }
    }
}
