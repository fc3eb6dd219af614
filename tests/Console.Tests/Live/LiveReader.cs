namespace Payouts.Console.Tests.Live;

/// <summary>Reads a stream as a browser does.</summary>
internal sealed class LiveReader(HttpClient http, HttpResponseMessage answer, StreamReader lines) : IAsyncDisposable
{
    public static async Task<LiveReader> OpenAsync(ConsoleApp app, string query)
    {
        var http = app.Browser();
        var answer = await http.GetAsync($"/console/live?{query}", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return new(http, answer, new(await answer.Content.ReadAsStreamAsync()));
    }

    public async Task<(string Event, string Data)> NextAsync()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
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

    public async Task<string> UntilCommentAsync()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            if (await lines.ReadLineAsync(timeout.Token) is ":")
            {
                return ":";
            }
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
