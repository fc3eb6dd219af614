using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Payouts.Console.Live;

namespace Payouts.Console.Tests.Live;

/// <summary>Many streams, and the one who follows for all of them.</summary>
public sealed class FollowerTests
{
    private const string Ben = "ben@example.com:read";
    private const string Other = "ffffffffffffffffffffffffffffffff";
    private const string Page = $"page=payouts&ids={PayoutJson.Id}.6,{Other}.6";

    [Fact]
    public async Task The_feed_is_followed_once_and_no_longer_than_somebody_looks()
    {
        await using var app = await LiveTests.StartAsync();
        Assert.Equal(0, app.Feed.Started);
        var streams = new List<Reader>();
        foreach (var session in new[] { ConsoleApp.Ana, ConsoleApp.Ana, ConsoleApp.Ana, Ben, Ben })
        {
            streams.Add(await Reader.OpenAsync(app, "page=payouts&ids=", session));
            await streams[^1].NextAsync("hello");
        }

        app.Feed.Tell(Other, HintOf.Creation);
        await Task.WhenAll(streams.Select(stream => stream.NextAsync("newer")));
        Assert.Equal((1, 1), (app.Feed.Started, app.Feed.Open));
        Assert.DoesNotContain(app.Api.Calls, call => call.Line.StartsWith("GET /events", StringComparison.Ordinal));
        foreach (var stream in streams)
        {
            await stream.DisposeAsync();
        }

        await Eventually.IsAsync(() => app.Feed.Open == 0);
        await using var next = await Reader.OpenAsync(app, "page=now&ids=");
        await next.NextAsync("hello");
        Assert.Equal((2, 1), (app.Feed.Started, app.Feed.Open));
    }

    [Fact]
    public async Task Who_is_bound_to_a_client_is_told_nothing_of_another_one()
    {
        await using var app = await LiveTests.StartAsync();
        app.Api.On("GET /me", context => Results.Text(Me(context.Request.Headers.Cookie.ToString().Contains("ben", StringComparison.Ordinal) ? "c-1042" : null), "application/json"));
        app.Api.On($"GET /payouts/{PayoutJson.Id}", PayoutJson.One("confirmed", null, payout => payout["version"] = 7).ToJsonString());
        await using var bound = await Reader.OpenAsync(app, Page, Ben);
        await using var free = await Reader.OpenAsync(app, "page=payouts&ids=");
        await bound.NextAsync("row");
        await free.NextAsync("hello");
        await app.LookAsync(streams: 2);
        await Task.WhenAll(bound.NextAsync("counts"), free.NextAsync("counts"));
        var (asked, counted) = (Asked(Other), Lists());

        // Another client's: a payout whose id he put into the address, one that is new, one that needs a person.
        app.Feed.Tell(new PayoutHints([.. Enum.GetValues<HintOf>().Select(what => new PayoutHint(Other, "c-2", what, FakeFeed.At))]));

        Assert.Contains("newer", await app.UntilTickAsync(free, streams: 2));
        app.Feed.Tell(PayoutJson.Id, HintOf.Change);

        Assert.Empty((await bound.NextAsync("row")).Before);
        Assert.Equal((asked, counted), (Asked(Other), Lists()));
        int Asked(string id) => app.Api.Calls.Count(call => call.Line == $"GET /payouts/{id}");
        int Lists() => app.Api.Calls.Count(call => call.Line.StartsWith("GET /payouts?", StringComparison.Ordinal) && call.Headers["Cookie"].Contains("ben", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whose_client_or_scope_changed_is_told_nothing_more()
    {
        await using var app = await LiveTests.StartAsync();
        await using var stream = await Reader.OpenAsync(app, "page=now&ids=");
        await stream.NextAsync("hello");
        app.Api.On("GET /me", Me("c-1042"));
        app.Clock.Advance(LiveStream.LookEvery);

        Assert.Equal("lost", (await stream.NextAsync()).Event);
        await Assert.ThrowsAsync<EndOfStreamException>(() => stream.NextAsync());
    }

    [Fact]
    public async Task A_browser_that_does_not_read_holds_up_nobody_and_is_left()
    {
        await using var app = await LiveTests.StartAsync();
        var version = 6;
        var text = new string('x', 400_000);
        app.Api.On($"GET /payouts/{PayoutJson.Id}", _ => Results.Text(PayoutJson.One(change: payout => (payout["version"], payout["reference"]) = (version, text)).ToJsonString(), "application/json"));
        using var slow = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await slow.ConnectAsync(IPAddress.Loopback, app.Address.Port, TestContext.Current.CancellationToken);
        await slow.SendAsync(Encoding.ASCII.GetBytes($"GET /console/live?page=payouts&ids={PayoutJson.Id}.5 HTTP/1.1\r\nHost: localhost\r\nCookie: __Host-payouts={Ben}\r\n\r\n"), TestContext.Current.CancellationToken);
        await Eventually.IsAsync(() => app.Feed.Open == 1);
        var quick = await Reader.OpenAsync(app, $"page=payouts&ids={PayoutJson.Id}.5");
        for (var number = 0; number < 30; number++)
        {
            await quick.NextAsync("row");
            version++;
            app.Feed.Tell(PayoutJson.Id);
        }

        await quick.DisposeAsync();
        Assert.Equal(1, app.Feed.Open);
        await Eventually.IsAsync(() =>
        {
            app.Clock.Advance(EventWriter.Patience);
            return app.Feed.Open == 0;
        });
        Assert.Equal(1, app.Feed.Started);
    }

    [Fact]
    public async Task A_feed_that_cannot_be_followed_is_said_and_what_was_missed_is_read()
    {
        await using var app = await LiveTests.StartAsync();
        await using var stream = await Reader.OpenAsync(app, $"page=payouts&ids={PayoutJson.Id}.6");
        await stream.NextAsync("hello");
        app.Feed.Tell(new PayoutHints([], IsLive: false));
        Assert.Equal("lost", (await stream.NextAsync()).Event);
        await using var late = await Reader.OpenAsync(app, $"page=payouts&ids={PayoutJson.Id}.6");
        Assert.Equal("lost", (await late.NextAsync()).Event);

        app.Api.On($"GET /payouts/{PayoutJson.Id}", PayoutJson.One("confirmed", null, payout => payout["version"] = 7).ToJsonString());
        app.Feed.Tell(new PayoutHints([], HasGap: true));

        Assert.Equal(["hello"], (await stream.NextAsync("row")).Before.Where(name => name != "counts"));
        Assert.Equal(["hello"], (await late.NextAsync("row")).Before.Where(name => name != "counts"));
    }

    [Fact]
    public async Task A_fault_ends_the_streams_and_who_comes_back_finds_it_followed_again()
    {
        await using var app = await LiveTests.StartAsync();
        await using var stream = await Reader.OpenAsync(app, "page=now&ids=");
        await stream.NextAsync("hello");
        app.Feed.Fail();

        Assert.Equal("lost", (await stream.NextAsync()).Event);
        await Assert.ThrowsAsync<EndOfStreamException>(() => stream.NextAsync());
        await using var again = await Reader.OpenAsync(app, "page=now&ids=");
        Assert.Equal("hello", (await again.NextAsync()).Event);
        Assert.Equal(2, app.Feed.Started);
    }

    private static string Me(string? client) =>
        $$"""{"person":"x","key":null,"via":"session","role":"viewer","scopes":["payouts:read"],"client_id":{{(client is null ? "null" : $"\"{client}\"")}},"environment":"Development","session":null}""";
}
