using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Payouts.Console.Live;

namespace Payouts.Console.Tests.Live;

/// <summary>The stream of a page.</summary>
public sealed class LiveTests
{
    private static readonly TimeSpan CountEvery = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource<string> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task It_says_hello_at_once_and_an_event_brings_the_row_as_it_was_read()
    {
        await using var app = await StartAsync();
        await using var stream = await Reader.OpenAsync(app, $"page=payouts&ids={PayoutJson.Id}.6");

        Assert.Equal("hello", (await stream.NextAsync()).Event);
        app.Api.On($"GET /payouts/{PayoutJson.Id}", PayoutJson.One("confirmed", null, payout => payout["version"] = 7).ToJsonString());
        _next.SetResult(PayoutJson.Event("b", "payout.confirmed"));
        var (name, data) = await stream.NextAsync();

        Assert.Equal("row", name);
        var row = JsonNode.Parse(data)!;
        Assert.Equal(PayoutJson.Id, row["id"]!.GetValue<string>());
        var shown = (await ConsoleApp.ParseAsync($"<table>{row["html"]}</table>")).QuerySelector("tr")!;
        Assert.Equal("Confirmed", shown.QuerySelector(".status")!.TextContent.Trim());
        var whole = await app.PageAsync("/console/payouts");
        Assert.Equal(whole.QuerySelector("thead")!.QuerySelectorAll("th").Length, shown.QuerySelectorAll("td").Length);
    }

    [Fact]
    public async Task What_changed_before_the_stream_began_is_read_at_once()
    {
        await using var app = await StartAsync();
        app.Api.On($"GET /payouts/{PayoutJson.Id}", PayoutJson.One("failed", null, payout => payout["version"] = 9).ToJsonString());
        await using var stream = await Reader.OpenAsync(app, $"page=payout&ids={PayoutJson.Id}.6");

        Assert.Equal("hello", (await stream.NextAsync()).Event);
        Assert.Equal("row", (await stream.NextAsync()).Event);
        Assert.Equal("\"6\"", app.Api.Calls.Single(call => call.Line == $"GET /payouts/{PayoutJson.Id}").Headers["If-None-Match"]);
    }

    [Fact]
    public async Task Its_calls_are_no_activity()
    {
        await using var app = await StartAsync();
        await using var stream = await Reader.OpenAsync(app, "page=now&ids=");
        await stream.NextAsync();

        Assert.NotEmpty(app.Api.Calls);
        Assert.All(app.Api.Calls, call => Assert.Equal("1", call.Headers.GetValueOrDefault("X-Payouts-Live")));
    }

    [Theory]
    [InlineData("&client_id=c-1042", 1)]
    [InlineData("&client_id=c-2", 0)]
    [InlineData("&status=failed", 0)]
    [InlineData("&cursor=x", 0)]
    public async Task New_payouts_of_the_list_are_counted(string filter, int expected)
    {
        await using var app = await StartAsync();
        await using var stream = await Reader.OpenAsync(app, $"page=payouts&ids={filter}");
        await stream.NextAsync();
        _next.SetResult(PayoutJson.Event("b", "payout.created", id: "ffffffffffffffffffffffffffffffff"));

        await Eventually(() => app.Api.Calls.Any(call => call.Line.StartsWith("GET /events?after=b", StringComparison.Ordinal)));
        app.Clock.Advance(CountEvery);
        var seen = new List<string>();
        do
        {
            seen.Add((await stream.NextAsync()).Event);
        }
        while (seen[^1] != "tick");

        Assert.Equal(expected, seen.Count(name => name == "newer"));
        Assert.Contains("counts", seen);
    }

    [Fact]
    public async Task A_session_that_is_over_ends_it_and_an_API_out_of_reach_is_said()
    {
        await using var app = await StartAsync();
        await using var stream = await Reader.OpenAsync(app, "page=now&ids=");
        await stream.NextAsync();
        app.Api.Refuses("GET /payouts", 403, "forbidden");
        app.Clock.Advance(CountEvery);
        Assert.Equal("lost", (await stream.NextAsync()).Event);

        app.Api.Refuses("GET /payouts", 401, "unauthenticated");
        app.Clock.Advance(CountEvery);

        Assert.Equal("ended", (await stream.NextAsync()).Event);
    }

    [Fact]
    public async Task A_comment_keeps_it_open()
    {
        await using var app = await StartAsync();
        await using var stream = await Reader.OpenAsync(app, "page=now&ids=");
        await stream.NextAsync();
        app.Clock.Advance(TimeSpan.FromSeconds(15));

        Assert.Contains(":", await stream.UntilCommentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_has_four_streams_and_a_place_that_was_left_is_free()
    {
        await using var app = await StartAsync();
        var streams = new List<Reader>();
        for (var number = 0; number < LiveStreams.MostOfOne; number++)
        {
            streams.Add(await Reader.OpenAsync(app, "page=now&ids="));
            await streams[^1].NextAsync();
        }

        using var http = app.Browser();
        http.DefaultRequestHeaders.Add("Cookie", "another=1");
        using var fifth = await http.GetAsync("/console/live?page=now&ids=", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, fifth.StatusCode);
        await streams[0].DisposeAsync();
        await Eventually(async () => await OpensAsync(http));
        foreach (var stream in streams.Skip(1))
        {
            await stream.DisposeAsync();
        }
    }

    [Fact]
    public async Task Without_a_session_it_is_refused_by_its_status()
    {
        await using var app = await StartAsync();
        using var http = app.Browser(session: null);

        using var answer = await http.GetAsync("/console/live?page=now&ids=");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_session_that_the_API_refuses_is_refused_by_its_status_too()
    {
        await using var app = await StartAsync();
        app.Api.Refuses("GET /me", 401, "unauthenticated");
        using var http = app.Browser();

        using var answer = await http.GetAsync("/console/live?page=now&ids=");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public void A_gateway_has_two_hundred_streams()
    {
        var streams = new LiveStreams();

        Assert.All(Enumerable.Range(0, LiveStreams.Most), number => Assert.True(streams.TryEnter($"session {number}")));
        Assert.False(streams.TryEnter("one more"));
        streams.Leave("session 0");
        Assert.True(streams.TryEnter("one more"));
    }

    private static async Task<bool> OpensAsync(HttpClient http)
    {
        using var answer = await http.GetAsync("/console/live?page=now&ids=", HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode == HttpStatusCode.OK;
    }

    private static Task Eventually(Func<bool> isTrue) => Eventually(() => Task.FromResult(isTrue()));

    private static async Task Eventually(Func<Task<bool>> isTrue)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!await isTrue())
        {
            timeout.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    // The feed: a place, then one page when the test says so, then nothing for as long as anybody waits.
    private async Task<ConsoleApp> StartAsync()
    {
        var app = await ConsoleApp.StartAsync();
        app.Api.On("GET /payouts", PayoutJson.Page(PayoutJson.One())).On($"GET /payouts/{PayoutJson.Id}", _ => Results.StatusCode(304)).On("GET /events", Feed);
        return app;

        IResult Feed(HttpContext context) => context.Request.Query["after"].ToString() switch
        {
            "latest" => Results.Text(PayoutJson.Event("a"), "application/json"),
            "a" => new Waiting(_next.Task),
            _ => new Waiting(new TaskCompletionSource<string>().Task),
        };
    }

    private sealed class Waiting(Task<string> page) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext) =>
            await Results.Text(await page.WaitAsync(httpContext.RequestAborted), "application/json").ExecuteAsync(httpContext);
    }

    private sealed class Reader(HttpClient http, HttpResponseMessage answer, StreamReader lines) : IAsyncDisposable
    {
        public static async Task<Reader> OpenAsync(ConsoleApp app, string query)
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
}
