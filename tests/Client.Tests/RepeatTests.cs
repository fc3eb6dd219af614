using System.Net;

namespace Payouts.Client.Tests;

/// <summary>What is tried again, when, and what it sends.</summary>
public sealed class RepeatTests
{
    private readonly FakeService _service = new();

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task These_statuses_are_tried_again(int status)
    {
        _service.ThenProblem(status, null).Then(HttpStatusCode.OK, Json.Payout());
        var payout = await _service.RunAsync(() => _service.Client().GetAsync(Json.Id));
        Assert.Equal((Json.Id, 2), (payout.Id, _service.Asked.Count));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(410)]
    [InlineData(412)]
    [InlineData(413)]
    [InlineData(422)]
    [InlineData(428)]
    [InlineData(501)]
    [InlineData(302)]
    public async Task No_other_status_is_tried_again(int status)
    {
        _service.ThenProblem(status, "some-code");
        var failure = await _service.FailsAsync<PayoutsException>(() => _service.Client().GetAsync(Json.Id));
        Assert.Equal((status, 1), (failure.Status, _service.Asked.Count));
    }

    [Fact]
    public async Task A_broken_connection_and_a_silence_of_ten_seconds_are_tried_again()
    {
        _service.Chance = 0;
        _service.ThenBreak().ThenHang().Then(HttpStatusCode.OK, Json.Payout());
        await _service.RunAsync(() => _service.Client().GetAsync(Json.Id));
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromSeconds(10)], _service.Pauses());
    }

    [Fact]
    public async Task A_create_sends_the_same_key_and_bytes_each_time()
    {
        var id = PayoutIds.Of("c-1042", "bonus:7");
        _service.ThenProblem(503, "unavailable").ThenBreak().ThenProblem(500, "internal-error").Then(HttpStatusCode.OK, Json.Payout(id));
        var created = await _service.RunAsync(() => _service.Client().CreateAsync(ServiceFixture.Request(), "bonus:7"));
        Assert.True(created.IsReplay);
        Assert.Equal(4, _service.Asked.Count);
        Assert.All(_service.Asked, asked => Assert.Equal(
            (HttpMethod.Post, "/api/payouts", "bonus:7", _service.Asked[0].Body), (asked.Method, asked.Path, asked.Headers["Idempotency-Key"], asked.Body)));
        Assert.Equal("""{"client_id":"c-1042","asset":"USDT","network":"TRON","amount":"25.5","wallet_address":"TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm"}""", _service.Asked[0].Body);
    }

    [Fact]
    public async Task Bytes_are_sent_as_they_are()
    {
        const string body = """{ "client_id":"c-1042", "amount" : "25.50", "memo":"\u0041" }""";
        _service.ThenBreak().Then(HttpStatusCode.Created, Json.Payout());
        await _service.RunAsync(() => _service.Client().CreateAsync(System.Text.Encoding.UTF8.GetBytes(body), null));
        Assert.Equal([body, body], _service.Asked.Select(asked => asked.Body));
        Assert.All(_service.Asked, asked => Assert.False(asked.Headers.ContainsKey("Idempotency-Key")));
    }

    [Fact]
    public async Task A_cancel_names_the_same_version_each_time()
    {
        _service.ThenBreak().ThenProblem(502, null).Then(HttpStatusCode.OK, Json.Payout(status: "cancelled"));
        await _service.RunAsync(() => _service.Client().CancelAsync(Json.Id, expectedVersion: 3));
        Assert.Equal(["\"3\"", "\"3\"", "\"3\""], _service.Asked.Select(asked => asked.Headers["If-Match"]));
    }

    [Fact]
    public async Task A_pause_is_repeated_with_the_same_reason()
    {
        _service.ThenProblem(503, "unavailable").Then(HttpStatusCode.OK, """{"scope":"asset:USDT","reason":"why","by":null,"at":"2026-11-23T10:00:00Z","effective_by":"2026-11-23T10:00:05Z","version":3,"waiting":null}""");
        var pause = await _service.RunAsync(() => _service.Client().Pauses.PauseAsync("asset:USDT", "why"));
        Assert.Equal((3L, null), (pause.Version, pause.Waiting));
        Assert.Equal([("PUT", "/api/pauses/asset%3AUSDT", """{"reason":"why"}"""), ("PUT", "/api/pauses/asset%3AUSDT", """{"reason":"why"}""")], _service.Asked.Select(asked => (asked.Method.Method, asked.Path, asked.Body)));
    }

    [Fact]
    public async Task What_changes_something_and_is_not_the_same_twice_is_sent_once()
    {
        var client = _service.Client();
        Func<Task>[] calls =
        [
            () => client.LookUpAsync(Json.Id), () => client.ClaimAttentionAsync(Json.Id), () => client.ResolveAttentionAsync(Json.Id, 1, "seen"),
            () => client.Keys.CreateAsync(new() { Name = "n", Scopes = [Scope.Read] }), () => client.Keys.RotateAsync("k", 1, TimeSpan.Zero),
            () => client.Keys.RevokeAsync("k", "why"), () => client.SignOutEverywhereAsync(),
            () => client.Pauses.LiftAsync("all", 1, "why"),
            () => client.Policies.ProposeAsync("{}", "why", 1),
        ];
        foreach (var call in calls)
        {
            _service.ThenProblem(503, "unavailable", ("Retry-After", "1"));
            await _service.FailsAsync<UnavailableException>(call);
        }

        Assert.Equal(calls.Length, _service.Asked.Count);
    }

    [Fact]
    public async Task Pauses_double_from_100_ms_up_to_5_s_and_chance_shortens_them()
    {
        _service.Always(_ => FakeService.Answer(HttpStatusCode.BadGateway, ""));
        await _service.FailsAsync<UnavailableException>(() => _service.Client(options => options.MaxAttempts = 9).GetAsync(Json.Id));
        int[] longest = [100, 200, 400, 800, 1600, 3200, 5000, 5000];
        Assert.Equal(longest.Length, _service.Pauses().Count);
        Assert.All(_service.Pauses().Zip(longest), pause => Assert.InRange(pause.First.TotalMilliseconds, (pause.Second * 0.999) - 1, pause.Second + 5));

        _service.Asked.Clear();
        _service.Chance = 0.5;
        await _service.FailsAsync<UnavailableException>(() => _service.Client().GetAsync(Json.Id));
        Assert.Equal([50, 100, 200, 400], _service.Pauses().Select(pause => pause.TotalMilliseconds));
    }

    [Fact]
    public async Task Retry_After_is_obeyed_in_seconds_and_as_a_date()
    {
        _service.ThenProblem(429, "rate-limited", ("Retry-After", "2"))
            .Then(_ => FakeService.Answer(HttpStatusCode.ServiceUnavailable, "", ("Retry-After", _service.Time.GetUtcNow().AddSeconds(3).ToString("R"))))
            .Then(HttpStatusCode.OK, Json.Payout());
        await _service.RunAsync(() => _service.Client().GetAsync(Json.Id));
        Assert.Equal([TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3)], _service.Pauses());
    }

    [Fact]
    public async Task A_wait_that_does_not_fit_into_the_time_left_is_not_waited()
    {
        _service.ThenProblem(429, "rate-limited", ("Retry-After", "31"));
        var failure = await _service.FailsAsync<RateLimitedException>(() => _service.Client().GetAsync(Json.Id));
        Assert.Equal((TimeSpan.FromSeconds(31), 1), (failure.RetryAfter, _service.Asked.Count));
    }

    [Fact]
    public async Task Five_attempts_and_thirty_seconds_are_the_end()
    {
        _service.Always(_ => FakeService.Answer(HttpStatusCode.InternalServerError, ""));
        await _service.FailsAsync<UnavailableException>(() => _service.Client().GetAsync(Json.Id));
        Assert.Equal(5, _service.Asked.Count);

        _service.Asked.Clear();
        _service.Chance = 0;
        _service.ThenHang().ThenHang().ThenHang().ThenHang();
        var began = _service.Time.GetUtcNow();
        await _service.FailsAsync<UnavailableException>(() => _service.Client().GetAsync(Json.Id));
        Assert.Equal(3, _service.Asked.Count);
        Assert.InRange(_service.Time.GetUtcNow() - began, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30.1));
    }

    [Fact]
    public async Task A_cancelled_token_ends_a_call_and_its_pauses()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1), _service.Time);
        _service.ThenProblem(429, "rate-limited", ("Retry-After", "20"));
        var ended = await _service.FailsAsync<TaskCanceledException>(() => _service.Client().GetAsync(Json.Id, stop.Token));
        Assert.Equal((stop.Token, 1), (ended.CancellationToken, _service.Asked.Count));

        using var early = new CancellationTokenSource(TimeSpan.FromSeconds(1), _service.Time);
        _service.ThenHang();
        var cut = await _service.FailsAsync<OperationCanceledException>(() => _service.Client().GetAsync(Json.Id, early.Token));
        Assert.Equal(early.Token, cut.CancellationToken);
    }
}
