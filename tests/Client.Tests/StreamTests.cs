using System.Net;

namespace Payouts.Client.Tests;

/// <summary>Lists that are read to their end, and the feed that has none.</summary>
public sealed class StreamTests
{
    private readonly FakeService _service = new();

    [Fact]
    public async Task A_list_follows_its_cursors_through_failures_and_repeats_nothing()
    {
        _service.Then(HttpStatusCode.OK, Json.Page("c1", "a", "b")).ThenBreak().ThenProblem(503, "unavailable").Then(HttpStatusCode.OK, Json.Page("c2", "c"))
            // The answer before, once more: something on the way doubled it.
            .Then(HttpStatusCode.OK, Json.Page("c2", "c")).Then(HttpStatusCode.OK, Json.Page(null, "d"));
        var ids = await _service.RunAsync(async () => await _service.Client().ListAsync(new() { Status = PayoutStatus.Pending, NeedsAttention = true, Sort = PayoutSort.Since, Limit = 2 }).Select(payout => payout.Id).ToListAsync());
        Assert.Equal(["a", "b", "c", "d"], ids);
        Assert.Equal("/api/payouts?status=pending&needs_attention=true&sort=since&limit=2", _service.Asked[0].Path);
        Assert.EndsWith("&cursor=c1", _service.Asked[1].Path);
    }

    [Fact]
    public async Task Pages_go_on_from_a_cursor()
    {
        _service.Then(HttpStatusCode.OK, Json.Page("c2", "b")).Then(HttpStatusCode.OK, Json.Page(null));
        var cursors = await _service.RunAsync(async () => await _service.Client().ListAsync().AsPages("c1").Select(page => page.NextCursor).ToListAsync());
        Assert.Equal(["c2", null], cursors);
        Assert.Equal("/api/payouts?cursor=c1", _service.Asked[0].Path);
    }

    [Fact]
    public async Task A_page_that_fails_for_good_ends_the_list_with_the_reason()
    {
        _service.Then(HttpStatusCode.OK, Json.Page("c1", "a")).ThenProblem(400, "invalid-cursor");
        await _service.FailsAsync<ValidationFailedException>(async () => await _service.Client().ListAsync().ToListAsync());
    }

    [Fact]
    public async Task Events_wait_long_connect_again_for_ever_and_go_on_where_they_were()
    {
        _service.Then(HttpStatusCode.OK, Json.Events("n1", Json.Event(1)));
        for (var i = 0; i < 20; i++)
        {
            _ = (i % 3) switch { 0 => _service.ThenBreak(), 1 => _service.ThenProblem(503, "unavailable"), _ => _service.ThenHang() };
        }

        _service.Then(HttpStatusCode.OK, Json.Events("n1", Json.Event(1))).Then(HttpStatusCode.OK, Json.Events("n2", Json.Event(2)));
        var events = _service.Client().EventsAsync("n0", new() { Types = [EventType.Confirmed, EventType.AnyOfPayouts], ClientId = "c-1", PayoutId = Json.Id, Limit = 9 });
        var seen = await _service.RunAsync(async () => await events.Take(2).Select(happened => happened.Data!.Version).ToListAsync());
        Assert.Equal([1, 2], seen);
        Assert.Equal($"/api/events?after=n0&limit=9&types=payout.confirmed%2Cpayout.%2A&client_id=c-1&payout_id={Json.Id}&wait=25", _service.Asked[0].Path);
        Assert.Equal(23, _service.Asked.Count);
        Assert.All(_service.Asked.Skip(1), asked => Assert.Contains("after=n1&", asked.Path));
        // A silence ends after the wait and the timeout.
        Assert.Contains(_service.Pauses(), pause => pause >= TimeSpan.FromSeconds(35));
        Assert.True(_service.Pauses().Max() <= TimeSpan.FromSeconds(40.1));
    }

    [Fact]
    public async Task The_place_to_go_on_from_moves_only_when_a_page_was_taken()
    {
        _service.Then(HttpStatusCode.OK, Json.Events("n1", Json.Event(1), Json.Event(2))).Then(HttpStatusCode.OK, Json.Events("n2", Json.Event(3)));
        var events = _service.Client().EventsAsync();
        var places = new List<string?>();
        await foreach (var happened in events)
        {
            places.Add(events.NextAfter);
            if (happened.Data!.Version == 3)
            {
                break;
            }
        }

        Assert.Equal([null, null, "n1"], places);
    }

    [Fact]
    public async Task The_latest_place_is_asked_for_once_without_waiting()
    {
        _service.Then(HttpStatusCode.OK, Json.Events("n1")).ThenBreak().Then(HttpStatusCode.OK, Json.Events("n2", Json.Event(1)));
        var events = _service.Client().EventsAsync(PayoutEvents.Latest);
        await _service.RunAsync(async () => await events.FirstAsync());
        Assert.Equal(["/api/events?after=latest&wait=0", "/api/events?after=n1&wait=25", "/api/events?after=n1&wait=25"], _service.Asked.Select(asked => asked.Path));
    }

    [Fact]
    public async Task A_service_that_does_not_wait_is_not_asked_again_at_once()
    {
        for (var i = 0; i < 10; i++)
        {
            _service.Then(HttpStatusCode.OK, Json.Events("n1"));
        }

        _service.Then(HttpStatusCode.OK, Json.Events("n2", Json.Event(1)));
        await _service.RunAsync(async () => await _service.Client().EventsAsync("n1").FirstAsync());
        Assert.True(_service.Pauses().Sum(pause => pause.TotalSeconds) > 20, "It was asked again and again.");
    }

    [Theory]
    [InlineData(400, "invalid-cursor")]
    [InlineData(401, "unauthenticated")]
    [InlineData(403, "forbidden")]
    [InlineData(410, "events-expired")]
    public async Task A_refusal_ends_the_feed(int status, string code)
    {
        _service.ThenProblem(status, code);
        Assert.Equal(status, (await _service.FailsAsync<PayoutsException>(async () => await _service.Client().EventsAsync().FirstAsync())).Status);
        Assert.Single(_service.Asked);
    }

    [Fact]
    public async Task An_event_of_no_payout_has_its_content()
    {
        _service.Then(HttpStatusCode.OK, Json.Events("n1", """{"id":"evt_x","type":"balance.low","timestamp":"2026-11-28T10:00:03.120Z","data":{"asset":"USDT"}}""", Json.Event(2, "payout.frozen")));
        var page = await _service.RunAsync(async () => await _service.Client().EventsAsync().AsPages().FirstAsync());
        Assert.Null(page.Data[0].Data);
        Assert.Equal("USDT", page.Data[0].Content.GetProperty("asset").GetString());
        Assert.Equal(25.5m, page.Data[1].Data!.Amount);
    }

    [Fact]
    public async Task Waiting_reads_again_when_the_feed_says_something()
    {
        _service.Then(HttpStatusCode.OK, Json.Events("n1")).Then(HttpStatusCode.OK, Json.Payout(version: 1))
            .Then(HttpStatusCode.OK, Json.Events("n2", Json.Event(2))).Then(HttpStatusCode.OK, Json.Payout(version: 2, status: "broadcast"))
            .Then(HttpStatusCode.OK, Json.Events("n3", Json.Event(2))).Then(HttpStatusCode.NotModified)
            .Then(HttpStatusCode.OK, Json.Events("n4", Json.Event(3))).Then(HttpStatusCode.OK, Json.Payout(version: 3, status: "confirmed"));
        var payout = await _service.RunAsync(() => _service.Client().WaitAsync(Json.Id));
        Assert.Equal(3, payout.Version);
        Assert.Equal("\"2\"", _service.Asked[5].Headers["If-None-Match"]);
        Assert.All(_service.Pauses(), pause => Assert.Equal(TimeSpan.Zero, pause));
    }

    [Fact]
    public async Task Waiting_does_without_the_feed()
    {
        var reads = 0;
        _service.Always(asked => asked.Path.StartsWith("/api/events", StringComparison.Ordinal) ? FakeService.Answer(HttpStatusCode.NotFound, "")
            : ++reads < 6 ? FakeService.Answer(HttpStatusCode.ServiceUnavailable, "") : FakeService.Answer(HttpStatusCode.OK, Json.Payout(status: "failed")));
        await _service.RunAsync(() => _service.Client().WaitAsync(Json.Id, payout => payout.Status == PayoutStatus.Failed));
        Assert.Equal(6, reads);
        Assert.InRange(_service.Pauses().Sum(pause => pause.TotalSeconds), 5, 20);
    }

    [Fact]
    public async Task Waiting_at_a_service_that_does_not_wait_keeps_a_pace()
    {
        var reads = 0;
        _service.Always(asked => FakeService.Answer(HttpStatusCode.OK, asked.Path.StartsWith("/api/events", StringComparison.Ordinal) ? Json.Events("n1") : Json.Payout(status: ++reads < 8 ? "pending" : "confirmed")));
        await _service.RunAsync(() => _service.Client().WaitAsync(Json.Id));
        Assert.Equal(8, reads);
        Assert.InRange(_service.Pauses().Sum(pause => pause.TotalSeconds), 8, 30);
    }

    [Fact]
    public async Task Waiting_for_a_payout_that_is_not_there_ends()
    {
        _service.Then(HttpStatusCode.OK, Json.Events("n1")).ThenProblem(404, "payout-not-found");
        await _service.FailsAsync<NotFoundException>(() => _service.Client().WaitAsync(Json.Id));
    }
}
