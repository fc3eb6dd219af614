using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Payouts.Harness;

namespace Payouts.Host.Tests.Contract;

/// <summary>docs/http-api.md, "Events".</summary>
public sealed class EventTests(HostFixture host) : IDisposable
{
    private readonly Api _api = new(host.Address);
    private readonly Api _bound = new(host.Address, Api.BoundKey);

    public void Dispose()
    {
        _api.Dispose();
        _bound.Dispose();
    }

    [Fact]
    public async Task Who_waits_hears_of_a_payout_from_its_creation_to_its_end_in_order()
    {
        var cursor = await EndAsync();
        var waiting = _api.GetAsync($"/events?after={cursor}&client_id=followed&wait=25");
        var id = (await _api.CreateAsync(Api.Request(("client_id", "followed")), "followed")).Id;
        var seen = (await waiting).Body!["data"]!.AsArray().ToList();
        Assert.NotEmpty(seen);
        cursor = (string)(await waiting).Body!["next_after"]!;
        while (!(bool)seen[^1]!["data"]!["is_final"]!)
        {
            var page = (await _api.GetAsync($"/events?after={cursor}&client_id=followed&wait=25")).Body!;
            seen.AddRange(page["data"]!.AsArray());
            cursor = (string)page["next_after"]!;
        }

        var payout = (await _api.GetAsync($"/payouts/{id}")).Body!;
        Assert.All(seen, shown => Assert.Equal(id, (string?)shown!["data"]!["payout_id"]));
        Assert.Equal(["payout.created", "payout.confirmed"], [(string)seen[0]!["type"]!, (string)seen[^1]!["type"]!]);
        Assert.Equal(seen.Select(Version).Order(), seen.Select(Version));
        Assert.Equal(seen.Count, seen.Select(shown => (string)shown!["id"]!).Distinct().Count());
        Assert.All(["heleket_transaction_id", "txid", "fee", "status", "amount", "metadata"], member =>
            Assert.Equal(payout[member]?.ToJsonString(), seen[^1]!["data"]![member]?.ToJsonString()));
        Assert.Null((string?)seen[0]!["data"]!["heleket_transaction_id"]);
    }

    [Fact]
    public async Task An_event_alone_has_the_bytes_that_it_has_in_the_feed_and_keeps_them()
    {
        var id = (await _api.CreateAsync(Api.Request(("client_id", "bytes"), ("scheduled_for", "2027-01-01T00:00:00Z")), "bytes")).Id;
        var before = await _api.GetAsync($"/events/evt_{id}_1");
        Assert.Equal(HttpStatusCode.OK, (await _api.CancelAsync(id)).Status);

        var feed = await _api.GetAsync("/events?client_id=bytes");

        Assert.Equal(["payout.created", "payout.cancelled"], Types(feed));
        foreach (var shown in feed.Body!["data"]!.AsArray())
        {
            Assert.Contains((await _api.GetAsync($"/events/{shown!["id"]}")).Text, feed.Text, StringComparison.Ordinal);
        }

        Assert.Equal(before.Text, (await _api.GetAsync($"/events/evt_{id}_1")).Text);
        Assert.Contains("\"previous_status\":\"pending\"", feed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Api.TronAddress, feed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Types_payouts_and_pages_restrict()
    {
        var ids = new List<string>();
        for (var number = 0; number < 3; number++)
        {
            ids.Add((await _api.CreateAsync(Api.Request(("client_id", "types"), ("scheduled_for", "2027-01-01T00:00:00Z")), $"types-{number}")).Id);
        }

        await _api.CancelAsync(ids[1]);

        Assert.Equal(["payout.cancelled"], Types(await _api.GetAsync("/events?client_id=types&types=payout.failed,payout.cancelled")));
        Assert.Equal(4, Types(await _api.GetAsync("/events?client_id=types&types=payout.*")).Length);
        Assert.Equal(["payout.created", "payout.cancelled"], Types(await _api.GetAsync($"/events?payout_id={ids[1]}")));
        var first = await _api.GetAsync("/events?client_id=types&limit=2");
        Assert.Equal((2, true), (Types(first).Length, (bool)first.Body!["has_more"]!));
        var second = await _api.GetAsync($"/events?client_id=types&limit=2&after={first.Body["next_after"]}");
        Assert.Equal(["payout.created", "payout.cancelled"], Types(second));
    }

    [Fact]
    public async Task Latest_is_only_what_comes_and_an_empty_page_has_a_place_too()
    {
        await _api.CreateAsync(Api.Request(("client_id", "latest"), ("scheduled_for", "2027-01-01T00:00:00Z")), "latest-1");
        var end = await _api.GetAsync("/events?client_id=latest&after=latest");
        Assert.Equal((0, false), (Types(end).Length, (bool)end.Body!["has_more"]!));
        var id = (await _api.CreateAsync(Api.Request(("client_id", "latest"), ("scheduled_for", "2027-01-01T00:00:00Z")), "latest-2")).Id;

        var next = await _api.GetAsync($"/events?client_id=latest&after={end.Body["next_after"]}&wait=25");

        Assert.Equal(id, (string?)next.Body!["data"]!.AsArray().Single()!["data"]!["payout_id"]);
    }

    [Fact]
    public async Task A_wait_for_nothing_ends_with_an_empty_page()
    {
        var since = Stopwatch.GetTimestamp();
        var nothing = await _api.GetAsync("/events?client_id=nobody-at-all&after=latest&wait=1");

        Assert.Equal(HttpStatusCode.OK, nothing.Status);
        Assert.Empty(Types(nothing));
        Assert.True(Stopwatch.GetElapsedTime(since) >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_bound_key_sees_its_own_client_alone()
    {
        var own = (await _bound.CreateAsync(Api.Request(("client_id", Api.BoundClient), ("scheduled_for", "2027-01-01T00:00:00Z")), "bound-event")).Id;
        var foreign = (await _api.CreateAsync(Api.Request(("client_id", "foreign"), ("scheduled_for", "2027-01-01T00:00:00Z")), "foreign-event")).Id;

        Assert.Equal(HttpStatusCode.OK, (await _bound.GetAsync($"/events/evt_{own}_1")).Status);
        (await _bound.GetAsync($"/events/evt_{foreign}_1")).IsProblem(HttpStatusCode.NotFound, "event-not-found");
        var all = (await _bound.GetAsync("/events?limit=1000")).Body!["data"]!.AsArray();
        Assert.NotEmpty(all);
        Assert.All(all, shown => Assert.Equal(Api.BoundClient, (string?)shown!["data"]!["client_id"]));
        var other = await _bound.GetAsync("/events?client_id=foreign");
        Assert.Empty(Types(other));
        Assert.Equal(HttpStatusCode.OK, (await _bound.GetAsync($"/events?after={other.Body!["next_after"]}")).Status);
    }

    [Theory]
    [InlineData("limit=1001", "/limit")]
    [InlineData("wait=26", "/wait")]
    [InlineData("types=payout.paid", "/types")]
    [InlineData("payout_id=1", "/payout_id")]
    [InlineData("client_id=a%20b", "/client_id")]
    [InlineData("cursor=x", "/cursor")]
    public async Task A_bad_parameter_is_refused_by_its_name(string query, string at) => (await _api.GetAsync($"/events?{query}")).IsInvalid(at);

    [Fact]
    public async Task A_cursor_of_payouts_and_an_unknown_event_are_refused()
    {
        await _api.CreateAsync(Api.Request(("client_id", "two-lists"), ("scheduled_for", "2027-01-01T00:00:00Z")), "two-lists-1");
        await _api.CreateAsync(Api.Request(("client_id", "two-lists"), ("scheduled_for", "2027-01-01T00:00:00Z")), "two-lists-2");
        var cursor = (string)(await _api.GetAsync("/payouts?client_id=two-lists&limit=1")).Body!["next_cursor"]!;

        (await _api.GetAsync($"/events?after={cursor}")).IsProblem(HttpStatusCode.BadRequest, "invalid-cursor");
        (await _api.GetAsync($"/payouts?cursor={await EndAsync()}")).IsProblem(HttpStatusCode.BadRequest, "invalid-cursor");
        (await _api.GetAsync($"/events/evt_{new string('0', 32)}_1")).IsProblem(HttpStatusCode.NotFound, "event-not-found");
        (await _api.GetAsync("/events/1")).IsProblem(HttpStatusCode.NotFound, "event-not-found");
    }

    private static long Version(JsonNode? shown) => (long)shown!["data"]!["version"]!;

    private static string[] Types(Answer page) => [.. page.Body!["data"]!.AsArray().Select(shown => (string)shown!["type"]!)];

    private async Task<string> EndAsync() => (string)(await _api.GetAsync("/events?after=latest")).Body!["next_after"]!;
}
