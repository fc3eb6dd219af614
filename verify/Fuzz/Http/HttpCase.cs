using System.Text;

namespace Payouts.Fuzz.Http;

/// <summary>One request, and what its answer may at most be.</summary>
internal sealed record HttpCase
{
    /// <summary>For the counts.</summary>
    public required string Kind { get; init; }

    public string Method { get; init; } = "GET";

    /// <summary>With the query, as it stands in the request's line.</summary>
    public required string Path { get; init; }

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public byte[]? Body { get; init; }

    /// <summary>False for a control.</summary>
    public bool IsMutated { get; init; } = true;

    /// <summary>The line or a header was mutated: the server itself may refuse it before our code sees it.</summary>
    public bool HasOddHead { get; init; }

    /// <summary>The body is a webhook that says what was signed.</summary>
    public bool IsGenuineWebhook { get; init; }

    /// <summary>A cursor is sent that we did not give out.</summary>
    public bool HasForgedCursor { get; init; }

    /// <summary>Not even framed as HTTP: the bytes themselves, on a connection of their own.</summary>
    public byte[]? Malformed { get; init; }

    /// <summary>As they go over the wire; nothing in them can end a line or a header but the framing itself.</summary>
    public byte[] Bytes()
    {
        var head = new StringBuilder($"{Method} {Path} HTTP/1.1\r\nHost: localhost\r\n");
        foreach (var (name, value) in Headers)
        {
            head.Append(name).Append(": ").Append(OneLine(value)).Append("\r\n");
        }

        if (Body is not null || Method is "POST")
        {
            head.Append("Content-Length: ").Append(Body?.Length ?? 0).Append("\r\n");
        }

        return [.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. Body ?? []];
    }

    public static string OneLine(string text) => text.Replace('\r', '?').Replace('\n', '?');
}
