namespace Payouts.Console.Tests.Live;

/// <summary>A browser's end of a stream.</summary>
internal sealed class Reader(HttpClient http, HttpResponseMessage answer, StreamReader lines) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task<Reader> OpenAsync(ConsoleApp app, string query, string session = ConsoleApp.Ana)
    {
        var http = app.Browser(session);
        var answer = await http.GetAsync($"/console/live?{query}", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return new(http, answer, new(await answer.Content.ReadAsStreamAsync()));
    }

    /// <summary>The next event.</summary>
    public async Task<(string Event, string Data)> NextAsync()
    {
        using var timeout = new CancellationTokenSource(Patience);
        string? name = null;
        while (await lines.ReadLineAsync(timeout.Token) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                name = line[7..];
            }
            else if (name is not null && line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return (name, line[6..]);
            }
        }

        throw new EndOfStreamException();
    }

    /// <summary>The next event of a name, and the names of those before it.</summary>
    public async Task<(string Data, IReadOnlyList<string> Before)> NextAsync(string name)
    {
        var before = new List<string>();
        while (true)
        {
            var (seen, data) = await NextAsync();
            if (seen == name)
            {
                return (data, before);
            }

            before.Add(seen);
        }
    }

    public async Task UntilCommentAsync()
    {
        using var timeout = new CancellationTokenSource(Patience);
        while (await lines.ReadLineAsync(timeout.Token) is not ":")
        {
        }
    }

    public ValueTask DisposeAsync()
    {
        answer.Dispose();
        http.Dispose();
        lines.Dispose();
        return ValueTask.CompletedTask;
    }
}
