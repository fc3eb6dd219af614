using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Payouts.Console.Live;

namespace Payouts.Console.Tests.Live;

/// <summary>The stream of a page.</summary>
public sealed class LiveTests
{
    [Fact]
    public async Task It_says_hello_at_once_and_a_hint_brings_the_row_as_it_was_read()
    {
        await using var app = await StartAsync();
        await using var stream = await Reader.OpenAsync(app, $"page=payouts&ids={PayoutJson.Id}.6");

        Assert.Equal("hello", (await stream.NextAsync()).Event);
        app.Api.On($"GET /payouts/{PayoutJson.Id}", PayoutJson.One("confirmed", null, payout => payout["version"] = 7).ToJsonString());
        app.Feed.Tell(PayoutJson.Id);
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
        app.Clock.Advance(LiveStream.LookEvery);
        await stream.NextAsync("counts");

        Assert.NotEmpty(app.Api.Calls);
        Assert.All(app.Api.Calls, call => Assert.Equal("1", call.Headers.GetValueOrDefault("X-Payouts-Live")));
    }

    [Theory]
    [InlineData("", "GET /payouts?created_from=2026-11-28T12%3A00%3A00Z&limit=25")]
    [InlineData("&client_id=c-1042&status=pending", "GET /payouts?client_id=c-1042&status=pending&created_from=2026-11-28T12%3A00%3A00Z&limit=25")]
    [InlineData("&client_id=c-2", null)]
    [InlineData("&cursor=x", null)]
    public async Task New_payouts_are_counted_as_the_list_itself_is_read(string filter, string? expected)
    {
        await using var app = await StartAsync();
        await using var stream = await Reader.OpenAsync(app, $"page=payouts&ids={filter}");
        await stream.NextAsync();
        app.Feed.Tell("ffffffffffffffffffffffffffffffff", HintOf.Creation);
        var before = await app.UntilTickAsync(stream);

        Assert.Equal(expected is not null, before.Contains("newer"));
        Assert.Equal(expected is null ? [] : [expected], app.Api.Calls.Select(call => call.Line).Where(line => line.Contains("created_from", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_needs_a_person_is_counted_when_that_changes_and_not_again_and_again()
    {
        await using var app = await StartAsync();
        await using var stream = await Reader.OpenAsync(app, "page=now&ids=");
        await stream.NextAsync("hello");
        await app.LookAsync();
        Assert.Equal("""{"attention":"1"}""", (await stream.NextAsync("counts")).Data);
        app.Feed.Tell(PayoutJson.Id);
        Assert.DoesNotContain("counts", await app.UntilTickAsync(stream));
        var asked = Asked();
        app.Feed.Tell(PayoutJson.Id, HintOf.Attention);
        Assert.Contains("counts", await app.UntilTickAsync(stream));

        Assert.Equal(asked + 1, Asked());
        int Asked() => app.Api.Calls.Count(call => call.Line.Contains("needs_attention=true", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_session_that_is_over_ends_it_and_an_API_out_of_reach_is_said()
    {
        await using var app = await StartAsync();
        await using var stream = await Reader.OpenAsync(app, "page=now&ids=");
        await stream.NextAsync();
        app.Api.Refuses("GET /me", 403, "forbidden");
        app.Clock.Advance(LiveStream.LookEvery);
        Assert.Equal("lost", (await stream.NextAsync()).Event);

        app.Api.Refuses("GET /me", 401, "unauthenticated");
        app.Clock.Advance(LiveStream.LookEvery);

        Assert.Equal("ended", (await stream.NextAsync()).Event);
        await Eventually.IsAsync(() => app.Feed.Open == 0);
    }

    [Fact]
    public async Task A_row_that_could_not_be_read_is_read_later()
    {
        await using var app = await StartAsync();
        await using var stream = await Reader.OpenAsync(app, $"page=payouts&ids={PayoutJson.Id}.6");
        await stream.NextAsync("hello");
        app.Api.Refuses($"GET /payouts/{PayoutJson.Id}", 403, "forbidden");
        app.Feed.Tell(PayoutJson.Id);
        Assert.Equal("lost", (await stream.NextAsync()).Event);
        app.Api.On($"GET /payouts/{PayoutJson.Id}", PayoutJson.One("confirmed", null, payout => payout["version"] = 7).ToJsonString());
        app.Clock.Advance(LiveStream.LookEvery);

        Assert.Contains("hello", (await stream.NextAsync("row")).Before);
    }

    [Fact]
    public async Task A_comment_keeps_it_open()
    {
        await using var app = await StartAsync();
        await using var stream = await Reader.OpenAsync(app, "page=now&ids=");
        await stream.NextAsync();
        app.Clock.Advance(LiveStream.LookEvery);
        await stream.NextAsync("counts");
        for (var look = 0; look < 4; look++)
        {
            await app.LookAsync();
        }

        await stream.UntilCommentAsync();
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
        await Eventually.IsAsync(async () => await OpensAsync(http));
        foreach (var stream in streams.Skip(1))
        {
            await stream.DisposeAsync();
        }
    }

    [Fact]
    public async Task Without_a_session_it_says_only_that_it_is_over()
    {
        await using var app = await StartAsync();
        using var http = app.Browser(session: null);

        using var answer = await http.GetAsync("/console/live?page=now&ids=");

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("event: ended\ndata: {}\n\n", await answer.Content.ReadAsStringAsync());
        Assert.Empty(app.Api.Calls);
    }

    [Fact]
    public async Task A_session_that_the_API_refuses_is_over_too()
    {
        await using var app = await StartAsync();
        app.Api.Refuses("GET /me", 401, "unauthenticated");
        using var http = app.Browser();

        using var answer = await http.GetAsync("/console/live?page=now&ids=");

        Assert.Equal("event: ended\ndata: {}\n\n", await answer.Content.ReadAsStringAsync());
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

    internal static async Task<ConsoleApp> StartAsync()
    {
        var app = await ConsoleApp.StartAsync();
        app.Api.On("GET /payouts", PayoutJson.Page(PayoutJson.One())).On($"GET /payouts/{PayoutJson.Id}", _ => Results.StatusCode(304));
        return app;
    }

    private static async Task<bool> OpensAsync(HttpClient http)
    {
        using var answer = await http.GetAsync("/console/live?page=now&ids=", HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode == HttpStatusCode.OK;
    }
}
