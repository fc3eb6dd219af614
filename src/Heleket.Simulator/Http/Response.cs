using System.IO.Compression;
using System.Text;
using Heleket.Simulator.Payouts;

namespace Heleket.Simulator.Http;

/// <summary>An answer, ready to be sent (or to be corrupted by a fault).</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">The whole body.</param>
/// <param name="ContentType">The content type.</param>
/// <param name="Coding">The content coding of the body.</param>
internal sealed record Response(int Status, byte[] Body, string ContentType = "application/json", string? Coding = null)
{
    /// <summary><c>{"message":"Invalid Sign."}</c> (docs/heleket.md, "Envelope").</summary>
    public static Response InvalidSign => new(401, """{"message":"Invalid Sign."}"""u8.ToArray());

    /// <summary>The internal error, without <c>state</c> (docs/heleket.md, "Envelope").</summary>
    public static Response ServerError => new(500, """{"message":"Server error, #1","code":500,"error":null}"""u8.ToArray());

    /// <summary>A proxy's error page.</summary>
    public static Response BadGateway => new(502, "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"u8.ToArray(), "text/html");

    /// <summary>An answer from something in front of the API.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="body">A page or JSON; if absent, a page that names the status.</param>
    public static Response OfProxy(int status, string? body) => new(
        status,
        Encoding.UTF8.GetBytes(body ?? $"<html>\r\n<head><title>{status}</title></head>\r\n<body>\r\n<center><h1>{status}</h1></center>\r\n</body>\r\n</html>\r\n"),
        body is ['{' or '[', ..] ? "application/json" : "text/html");

    /// <summary>The same answer preceded by a byte order mark.</summary>
    public Response Marked() => this with { Body = [.. "\uFEFF"u8, .. Body] };

    /// <summary>The same answer, compressed.</summary>
    public Response Compressed()
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
        {
            gzip.Write(Body);
        }

        return this with { Body = output.ToArray(), Coding = "gzip" };
    }

    /// <summary>Laravel's rate limit.</summary>
    public static Response TooManyRequests => new(429, """{"message":"Too Many Attempts."}"""u8.ToArray());

    /// <summary>State 1, with a message or with field errors.</summary>
    public static Response Refused(Refusal refusal) => new(refusal.Status, Wire.Php(json =>
    {
        json.WriteNumber("state", 1);
        if (refusal.Errors is null)
        {
            json.WriteString("message", refusal.Message);
            return;
        }

        json.WriteStartObject("errors");
        foreach (var (field, key) in refusal.Errors)
        {
            json.WriteStartArray(field);
            json.WriteStringValue(key);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }));

    /// <summary>State 0 with a result that the caller writes as a single value.</summary>
    public static Response Ok(Action<System.Text.Json.Utf8JsonWriter> result) => new(200, Wire.Php(json =>
    {
        json.WriteNumber("state", 0);
        json.WritePropertyName("result");
        result(json);
    }));
}
