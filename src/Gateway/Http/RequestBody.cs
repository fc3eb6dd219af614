using System.Buffers;
using System.IO.Pipelines;

namespace Payouts.Gateway.Http;

/// <summary>Reads a complete body, up to a limit.</summary>
internal static class RequestBody
{
    /// <summary>
    /// The bytes, or <see langword="null"/> when there are more than <paramref name="limit"/>, whether or not a length
    /// was announced.
    /// </summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
        {
            return null;
        }

        var reader = request.BodyReader;
        while (true)
        {
            var result = await ReadOnAsync(reader, cancellationToken);
            var buffer = result.Buffer;
            if (buffer.Length > limit)
            {
                reader.AdvanceTo(buffer.End);
                return null;
            }

            if (result.IsCompleted)
            {
                var body = buffer.ToArray();
                reader.AdvanceTo(buffer.End);
                return body;
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static async ValueTask<ReadResult> ReadOnAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(cancellationToken);
        }
        catch (IOException exception) when (exception is not BadHttpRequestException)
        {
            // The server throws this for some bodies that are not valid HTTP, such as a chunk with an impossible
            // length.
            throw new BadHttpRequestException("The body cannot be read.", exception);
        }
    }
}
