using System.Net;
using Payouts.Host.Tests.Processes;

namespace Payouts.Host.Tests.Contract;

/// <summary>
/// What clients, proxies and scanners do beside the contract: it is answered or cut off, and never makes us fail.
/// </summary>
public sealed class HttpTests(HostFixture host) : IDisposable
{
    private readonly Api _api = new(host.Address);

    public void Dispose() => _api.Dispose();

    [Theory]
    [InlineData("Content-Length: 400")]
    [InlineData("Transfer-Encoding: chunked")]
    public async Task A_body_that_is_cut_off_makes_no_payout(string framing)
    {
        using var connection = await RawHttp.ConnectAsync(host.Address);
        var part = Api.Request(("client_id", "cut-off")).ToJsonString();
        await connection.SendAsync(connection.Head("POST", "/payouts", "Content-Type: application/json", framing));
        await connection.SendAsync(framing.EndsWith("chunked", StringComparison.Ordinal) ? $"{part.Length:x}\r\n{part}\r\n" : part);
        connection.EndSending();

        Assert.True(await connection.ReadStatusAsync() is null or (>= 400 and < 500));
        Assert.Empty((await _api.GetAsync("/payouts?client_id=cut-off")).Body!["data"]!.AsArray());
    }

    [Fact]
    public async Task A_client_that_waits_for_100_continue_is_told_to_go_on()
    {
        using var connection = await RawHttp.ConnectAsync(host.Address);
        var body = Api.Request(("client_id", "continue")).ToJsonString();
        await connection.SendAsync(connection.Head("POST", "/payouts", "Content-Type: application/json", $"Content-Length: {body.Length}", "Expect: 100-continue"));
        Assert.Equal(100, await connection.ReadStatusAsync());
        await connection.SendAsync(body);
        Assert.Equal(201, await connection.ReadStatusAsync());
    }

    [Fact]
    public async Task A_client_that_waits_for_100_continue_with_too_much_is_refused_before_it_sends_it()
    {
        using var connection = await RawHttp.ConnectAsync(host.Address);
        await connection.SendAsync(connection.Head("POST", "/payouts", "Content-Type: application/json", "Content-Length: 40000", "Expect: 100-continue"));
        Assert.Equal(413, await connection.ReadStatusAsync());
    }

    [Theory]
    [InlineData("/payouts")]
    [InlineData("/payouts/00000000000000000000000000000000")]
    [InlineData("/payouts/00000000000000000000000000000000/cancel")]
    [InlineData("/payouts/webhook")]
    [InlineData("/clients/c/stats")]
    [InlineData("/stats")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/openapi/v1.json")]
    public async Task Every_method_on_every_route_is_answered_in_order(string path)
    {
        foreach (var method in new[] { "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "BREW" })
        {
            var answer = await _api.SendAsync(new HttpMethod(method), path, body: null);
            Assert.True((int)answer.Status is >= 200 and < 500, $"{method} {path} answers {(int)answer.Status}");
            Assert.True(answer.Status != HttpStatusCode.MethodNotAllowed || answer.Headers.ContainsKey("Allow"), $"{method} {path} is not allowed, and Allow does not say what is");
        }
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/payouts/00000000000000000000000000000000/nothing")]
    [InlineData("/clients")]
    [InlineData("/problems/no-such-problem")]
    [InlineData("/openapi/v2.json")]
    [InlineData("/openapi/v%ff1.json")]
    [InlineData("/openapi/v1.json%20")]
    [InlineData("/..%2f..%2fetc/passwd")]
    public async Task A_path_that_leads_nowhere_is_not_found(string path)
    {
        var answer = await _api.GetAsync(path);
        answer.IsProblem(HttpStatusCode.NotFound, answer.Code!);
    }

    [Theory]
    [InlineData("GARBAGE\r\n\r\n")]
    [InlineData("GET / HTTP/9.9\r\n\r\n")]
    [InlineData("GET /payouts HTTP/1.1\r\n\r\n")]
    [InlineData("GET /payouts/%00 HTTP/1.1\r\nHost: h\r\n\r\n")]
    [InlineData("POST /payouts/webhook HTTP/1.1\r\nHost: h\r\nContent-Length: -5\r\n\r\n")]
    [InlineData("POST /payouts/webhook HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n")]
    [InlineData("POST /payouts/webhook HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    public async Task What_is_no_http_is_refused(string sent)
    {
        using var connection = await RawHttp.ConnectAsync(host.Address);
        await connection.SendAsync(sent);
        connection.EndSending();
        Assert.True(await connection.ReadStatusAsync() is null or (>= 400 and < 506 and not 500 and not 503));
    }

    [Theory]
    [InlineData("/payouts", "Content-Type: application/json")]
    [InlineData("/payouts/webhook", "Content-Type: application/json")]
    public async Task A_body_that_does_not_come_in_time_is_a_timeout_that_says_so(string path, string type)
    {
        using var connection = await RawHttp.ConnectAsync(host.Address);
        await connection.SendAsync(connection.Head("POST", path, type, "Content-Length: 400"));

        Assert.Equal(408, await connection.ReadStatusAsync());
        Assert.Contains("\"code\":\"request-timeout\"", await connection.ReadRestAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json; charset=utf8")]
    [InlineData("application/json; charset=\"UTF-8\"")]
    [InlineData("application/json;charset=us-ascii")]
    public async Task The_other_names_of_utf8_are_taken_for_it(string type)
    {
        using var content = new StringContent(Api.Request(("client_id", "charsets")).ToJsonString());
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        Assert.Contains((await _api.SendContentAsync(HttpMethod.Post, "/payouts", content)).Status, new[] { HttpStatusCode.Created, HttpStatusCode.OK });
    }

    [Fact]
    public async Task Another_charset_is_not_supported()
    {
        using var content = new StringContent(Api.Request().ToJsonString());
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("application/json; charset=iso-8859-1");
        (await _api.SendContentAsync(HttpMethod.Post, "/payouts", content)).IsProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
    }

    [Theory]
    [InlineData("/payouts")]
    [InlineData("/stats")]
    [InlineData("/clients/c-1/stats")]
    [InlineData("/payouts/00000000000000000000000000000000")]
    [InlineData("/payouts?limit=0")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/problems")]
    [InlineData("/problems/unavailable")]
    [InlineData("/docs")]
    [InlineData("/")]
    [InlineData("/nowhere")]
    public async Task A_head_is_answered_as_the_get_is_and_without_the_body(string path)
    {
        var get = await _api.GetAsync(path);
        var head = await _api.SendAsync(HttpMethod.Head, path, null);

        Assert.Equal((get.Status, ""), (head.Status, head.Text));
        Assert.Equal(get.Headers.GetValueOrDefault("Content-Type"), head.Headers.GetValueOrDefault("Content-Type"));
    }

    [Fact]
    public async Task A_head_of_a_payout_has_its_etag_and_its_length()
    {
        var id = (await _api.CreateAsync(Api.Request(("client_id", "heads"), ("scheduled_for", "2027-01-01T00:00:00Z")), "head")).Id;
        var (get, head) = (await _api.GetAsync($"/payouts/{id}"), await _api.SendAsync(HttpMethod.Head, $"/payouts/{id}", null));

        Assert.All(["ETag", "Content-Length"], name => Assert.Equal(get.Headers[name], head.Headers[name]));
        Assert.Equal(HttpStatusCode.NotModified, (await _api.SendAsync(HttpMethod.Head, $"/payouts/{id}", null, ("If-None-Match", get.Headers["ETag"]))).Status);
    }

    [Theory]
    [InlineData("/stats", "GET, HEAD")]
    [InlineData("/payouts", "GET, HEAD, POST")]
    public async Task What_a_path_allows_names_head_where_there_is_get(string path, string allowed)
    {
        var answer = await _api.SendAsync(HttpMethod.Delete, path, null);
        answer.IsProblem(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        Assert.Equal(allowed, string.Join(", ", answer.Headers["Allow"].Split(", ").Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_compressed_body_is_not_supported()
    {
        using var content = new ByteArrayContent([0x1f, 0x8b, 0x08, 0x00]);
        content.Headers.ContentType = new("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        (await _api.SendContentAsync(HttpMethod.Post, "/payouts", content)).IsProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
    }

    [Fact]
    public async Task Two_idempotency_keys_are_refused() =>
        (await _api.SendAsync(HttpMethod.Post, "/payouts", Api.Request().ToJsonString(), ("Idempotency-Key", "a"), ("Idempotency-Key", "b")))
            .IsProblem(HttpStatusCode.BadRequest, "invalid-idempotency-key");
}
