using System.Diagnostics;
using System.Net;

namespace Payouts.Client.Tests;

/// <summary>Where keys never show, and what telemetry tells instead.</summary>
public sealed class SecrecyTests
{
    private readonly FakeService _service = new();

    [Fact]
    public async Task The_key_goes_into_its_header_and_into_nothing_that_can_be_printed()
    {
        var told = new List<string>();
        using var listener = Listen(activity => told.AddRange(activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").Append(activity.DisplayName)));
        var client = _service.Client();
        var options = new PayoutsClientOptions { ApiKey = FakeService.Secret };
        _service.ThenProblem(401, "unauthenticated").ThenHang().ThenHang().ThenHang().ThenHang().ThenHang();
        told.Add((await _service.FailsAsync<PayoutsException>(() => client.GetAsync(Json.Id))).ToString());
        told.Add((await _service.FailsAsync<PayoutsException>(() => client.CreateAsync(ServiceFixture.Request(), "k"))).ToString());
        told.AddRange([$"{client}", $"{options}", $"{client.Keys}"]);

        Assert.Equal($"Bearer {FakeService.Secret}", _service.Asked[0].Headers["Authorization"]);
        Assert.All(told, text => Assert.DoesNotContain(FakeService.Secret, text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("line\nfeed")]
    [InlineData("ключ")]
    public async Task A_key_that_no_header_can_carry_is_refused_and_not_shown(string key)
    {
        var failure = await _service.FailsAsync<InvalidOperationException>(() => _service.Client(options => options.ApiKey = key).GetAsync(Json.Id));
        Assert.True(key.Length == 0 || !failure.ToString().Contains(key, StringComparison.Ordinal));
        Assert.Empty(_service.Asked);
    }

    [Fact]
    public async Task A_new_secret_is_there_once_and_is_not_printed()
    {
        _service.Then(HttpStatusCode.Created, """
            { "id": "k1", "name": "n", "kind": "runtime", "person": null, "scopes": [ "payouts:read" ], "client_id": null, "status": "active", "created_by": "ana", "created_at": null,
              "expires_at": null, "last_used_at": null, "secrets": [ { "from": "2026-11-28T10:00:00.000Z", "until": null } ], "version": 1, "secret": "po_k1_hidden" }
            """);
        var key = await _service.Client().Keys.CreateAsync(new() { Name = "n", Scopes = [Scope.Read], ClientId = "c-1" });
        Assert.Equal(("po_k1_hidden", 1L), (key.Secret, key.Version));
        Assert.DoesNotContain("hidden", $"{key}");
        Assert.Equal("""{"name":"n","scopes":["payouts:read"],"client_id":"c-1"}""", _service.Asked[0].Body);
    }

    [Fact]
    public async Task A_key_is_asked_for_at_each_attempt_and_none_is_sent_where_there_is_none()
    {
        var number = 0;
        _service.ThenProblem(503, null).Then(HttpStatusCode.OK, Json.Payout()).Then(HttpStatusCode.OK, Json.Payout());
        await _service.RunAsync(() => _service.Client(options => options.ApiKeyProvider = _ => new($"key-{++number}")).GetAsync(Json.Id));
        await _service.RunAsync(() => _service.Client(options => options.ApiKey = null).GetAsync(Json.Id));
        Assert.Equal(["Bearer key-1", "Bearer key-2"], _service.Asked.Take(2).Select(asked => asked.Headers["Authorization"]));
        Assert.False(_service.Asked[2].Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task The_callers_trace_goes_on_in_the_service()
    {
        var seen = new List<Activity>();
        using var listener = Listen(seen.Add);
        using var outer = new Activity("outer").Start();
        _service.ThenProblem(503, null).Then(HttpStatusCode.OK, Json.Payout());
        await _service.RunAsync(() => _service.Client().GetAsync(Json.Id));
        var call = Assert.Single(seen, activity => activity.TraceId == outer.TraceId);
        Assert.Equal(("payouts get", ActivityKind.Client, outer.SpanId), (call.DisplayName, call.Kind, call.ParentSpanId));
        Assert.All(_service.Asked, asked => Assert.Equal(call.Id, asked.Headers["traceparent"]));
    }

    [Fact]
    public async Task Calls_and_repeats_are_measured()
    {
        var measured = new List<string>();
        using var meters = new System.Diagnostics.Metrics.MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == PayoutsClient.TelemetryName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add($"{instrument.Name} {Tags(tags)}"));
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add($"{instrument.Name} {value} {Tags(tags)}"));
        meters.Start();
        _service.ThenProblem(503, null).Then(HttpStatusCode.OK, """{"read_at":null,"services":[]}""").ThenProblem(403, "forbidden");
        await _service.RunAsync(() => _service.Client().CatalogAsync());
        await _service.FailsAsync<ForbiddenException>(() => _service.Client().CatalogAsync());
        Assert.Equal(
            [
                "payouts.client.repeats 1 operation=catalog", "payouts.client.call.duration operation=catalog,http.response.status_code=200",
                "payouts.client.call.duration operation=catalog,http.response.status_code=403,error.type=ForbiddenException",
            ],
            measured);

        // Other tests of this process measure too.
        void Add(string line)
        {
            lock (measured)
            {
                if (line.Contains("catalog", StringComparison.Ordinal))
                {
                    measured.Add(line);
                }
            }
        }

        static string Tags(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
    }

    [Fact]
    public void Options_that_cannot_be_meant_are_refused()
    {
        Action<PayoutsClientOptions>[] mistakes =
        [
            options => options.BaseAddress = new("/relative", UriKind.Relative), options => options.BaseAddress = new("ftp://payouts.test"), options => options.BaseAddress = null,
            options => options.MaxAttempts = 0, options => options.Timeout = TimeSpan.Zero, options => options.MaxElapsed = TimeSpan.FromSeconds(-1), options => options.TimeProvider = null!,
        ];
        Assert.All(mistakes, mistake => Assert.ThrowsAny<ArgumentException>(() => _service.Client(mistake)));
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("")]
    public async Task An_id_that_would_lead_elsewhere_is_not_sent(string id)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _service.Client().CancelAsync(id));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _service.Client().Keys.GetAsync(id));
        Assert.Empty(_service.Asked);
    }

    private static ActivityListener Listen(Action<Activity> stopped)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == PayoutsClient.TelemetryName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = stopped,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
