using System.Runtime.CompilerServices;
using System.Text;
using Payouts.Harness;

namespace Payouts.Gateway.Tests.Answers;

/// <summary>What a gateway answers to a series of requests, as the text of a golden file.</summary>
/// <param name="http">Reaches it.</param>
/// <param name="about">The file's first line.</param>
internal sealed class Answers(HttpClient http, string about)
{
    private const string Legend = """
        # After "=== " the case; ">" begins a line of the request; then the status, the headers by name and, after an empty line, the body as received.
        # Left out: the header Date. Fixed: the clock, and the trace id, which the request brings.

        """;

    // The example of W3C's Trace Context.
    private const string Trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private const int LongestShownBody = 2000;

    private readonly MemoryStream _text = Begun(about);

    /// <summary>Sends a request and records the response.</summary>
    /// <param name="title">The case.</param>
    /// <param name="request">The method and the path.</param>
    /// <param name="body">Sent as JSON unless a header says otherwise.</param>
    /// <param name="key">Whose key; <see langword="null"/> for none.</param>
    /// <param name="headers">Further headers.</param>
    public async Task AskAsync(string title, string request, string? body = null, string? key = "full", params (string Name, string Value)[] headers)
    {
        using var message = Message(request, body, key, headers);
        using var answer = await http.SendAsync(message, TestContext.Current.CancellationToken);
        Write($"\n=== {title}\n> {request}\n");
        Write(key is null ? "" : $"> Authorization: Bearer {key}\n");
        Write(string.Concat(headers.Select(header => $"> {header.Name}: {header.Value}\n")));
        Write(body is null ? "" : body.Length > LongestShownBody ? $"> ({body.Length} characters)\n" : $"> {body}\n");
        Write($"{(int)answer.StatusCode}\n");
        foreach (var (name, values) in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated).Where(header => header.Key != "Date").OrderBy(header => header.Key, StringComparer.Ordinal))
        {
            Write($"{name}: {string.Join(" | ", values)}\n");
        }

        Write("\n");
        _text.Write(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Write("\n");
    }

    /// <summary>The whole text.</summary>
    public string Text => Encoding.UTF8.GetString(_text.ToArray());

    /// <summary>Compares it with the file.</summary>
    public void Check(string name, [CallerFilePath] string test = "") => GoldenFile.Check(name, _text.ToArray(), test);

    private static HttpRequestMessage Message(string request, string? body, string? key, (string Name, string Value)[] headers)
    {
        var (method, path) = request.Split(' ') is [var first, var second] ? (first, second) : throw new ArgumentException("A method and a path are required.", nameof(request));
        var message = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        message.Headers.Add("traceparent", Trace);
        if (key is not null)
        {
            message.Headers.Add("Authorization", $"Bearer {key}");
        }

        if (body is not null)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            message.Content.Headers.ContentType = Array.Exists(headers, header => header.Name == "Content-Type") ? null : new("application/json");
        }

        foreach (var (name, value) in headers)
        {
            _ = message.Headers.TryAddWithoutValidation(name, value) || message.Content!.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    private static MemoryStream Begun(string about)
    {
        var text = new MemoryStream();
        text.Write(Encoding.UTF8.GetBytes($"# {about}\n{Legend}"));
        return text;
    }

    private void Write(string text) => _text.Write(Encoding.UTF8.GetBytes(text));
}
