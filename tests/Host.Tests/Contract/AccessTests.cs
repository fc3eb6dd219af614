using System.Net;
using System.Text.Json.Nodes;

namespace Payouts.Host.Tests.Contract;

/// <summary>
/// docs/http-api.md, "Keys"; docs/http-api.md, "Errors": keys, scopes, and what every error looks like.
/// </summary>
public sealed class AccessTests(HostFixture host) : IDisposable
{
    private readonly Api _api = new(host.Address);
    private readonly Api _bound = new(host.Address, Api.BoundKey);

    public void Dispose()
    {
        _api.Dispose();
        _bound.Dispose();
    }

    public static TheoryData<string, string> Calls() => new()
    {
        { "POST", "/payouts" },
        { "GET", "/payouts" },
        { "GET", "/payouts/00000000000000000000000000000000" },
        { "POST", "/payouts/00000000000000000000000000000000/cancel" },
        { "GET", "/events" },
        { "GET", "/events/evt_00000000000000000000000000000000_1" },
        { "GET", "/clients/c/stats" },
        { "GET", "/stats" },
        { "GET", "/stats/series" },
        { "GET", "/catalog" },
        { "GET", "/system" },
        { "POST", "/payouts?validate=true" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Without_a_key_or_with_a_wrong_one_nothing_is_said(string method, string path)
    {
        foreach (var key in new[] { null, "wrong", "dev", Api.FullKey + "x" })
        {
            using var api = new Api(host.Address, key);
            var answer = await api.SendAsync(new HttpMethod(method), path, method == "POST" ? "{}" : null);
            answer.IsProblem(HttpStatusCode.Unauthorized, "unauthenticated");
            Assert.StartsWith("Bearer", answer.Headers["WWW-Authenticate"], StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_key_without_the_scope_is_forbidden(string method, string path)
    {
        using var api = new Api(host.Address, method == "POST" ? Api.ReadKey : Api.CreateKey);
        (await api.SendAsync(new HttpMethod(method), path, method == "POST" ? "{}" : null)).IsProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task A_bound_key_creates_and_sees_its_own_client_alone()
    {
        var own = await _bound.CreateAsync(Api.Request(("client_id", Api.BoundClient)), "own");
        var foreign = await _api.CreateAsync(Api.Request(("client_id", "foreign"), ("scheduled_for", "2027-01-01T00:00:00Z")), "foreign");

        Assert.Equal(HttpStatusCode.Created, own.Status);
        Assert.Equal(HttpStatusCode.OK, (await _bound.GetAsync($"/payouts/{own.Id}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await _bound.GetAsync($"/clients/{Api.BoundClient}/stats")).Status);
        (await _bound.CreateAsync(Api.Request(("client_id", "foreign")), "foreign-2")).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        (await _bound.GetAsync($"/payouts/{foreign.Id}")).IsProblem(HttpStatusCode.NotFound, "payout-not-found");
        (await _bound.CancelAsync(foreign.Id)).IsProblem(HttpStatusCode.NotFound, "payout-not-found");
        Assert.Equal(HttpStatusCode.NotFound, (await _bound.GetAsync("/clients/foreign/stats")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _bound.GetAsync("/stats")).Status);
        Assert.Empty((await _bound.GetAsync("/payouts?client_id=foreign")).Body!["data"]!.AsArray());
        Assert.All((await _bound.GetAsync("/payouts?limit=100")).Body!["data"]!.AsArray(), payout => Assert.Equal(Api.BoundClient, (string?)payout!["client_id"]));
    }

    [Theory]
    [InlineData("GET", "/nowhere", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/payouts", HttpStatusCode.MethodNotAllowed)]
    [InlineData("PUT", "/stats", HttpStatusCode.MethodNotAllowed)]
    public async Task Even_what_is_not_there_answers_with_a_problem(string method, string path, HttpStatusCode status)
    {
        var answer = await _api.SendAsync(new HttpMethod(method), path, body: null);
        answer.IsProblem(status, answer.Code!);
    }

    [Fact]
    public async Task Every_code_of_the_contract_has_a_page()
    {
        string[] codes =
        [
            "validation-failed", "malformed-json", "invalid-idempotency-key", "invalid-cursor", "unauthenticated", "forbidden", "payout-not-found",
            "payout-not-cancellable", "version-mismatch", "precondition-required", "payload-too-large", "unsupported-media-type", "idempotency-key-reused",
            "rate-limited", "unavailable", "event-not-found", "events-expired", "nothing-to-look-up", "attention-not-needed",
        ];
        foreach (var code in codes)
        {
            var page = await _api.GetAsync($"/problems/{code}");
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.StartsWith("text/html", page.Headers["Content-Type"], StringComparison.Ordinal);
            Assert.Contains(code, page.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Health_needs_no_key()
    {
        using var anyone = new Api(host.Address, key: null);
        Assert.Equal(HttpStatusCode.OK, (await anyone.GetAsync("/health/live")).Status);
        Assert.Equal(HttpStatusCode.OK, (await anyone.GetAsync("/health/ready")).Status);
    }

    [Fact]
    public async Task The_openapi_document_is_3_1_and_declares_every_route_and_error()
    {
        using var anyone = new Api(host.Address, key: null);
        var document = (await anyone.GetAsync("/openapi/v1.json")).Body!;

        Assert.StartsWith("3.1", (string?)document["openapi"], StringComparison.Ordinal);
        Declares("/payouts", "post", "200", "201", "400", "401", "403", "413", "415", "422", "429", "503");
        Declares("/payouts", "get", "200", "400", "401", "403", "429", "503");
        Declares("/payouts/{id}", "get", "200", "304", "401", "403", "404", "429", "503");
        Declares("/payouts/{id}/cancel", "post", "200", "400", "401", "403", "404", "409", "412", "429", "503");
        Declares("/payouts/{id}/look-up", "post", "202", "401", "403", "404", "409", "429", "503");
        Declares("/payouts/{id}/attention/claim", "post", "200", "400", "401", "403", "404", "409", "413", "415", "429", "503");
        Declares("/payouts/{id}/attention/resolve", "post", "200", "400", "401", "403", "404", "409", "412", "413", "415", "428", "429", "503");
        Declares("/events", "get", "200", "400", "401", "403", "410", "429", "503");
        Declares("/events/{id}", "get", "200", "401", "403", "404", "429", "503");
        Declares("/clients/{client_id}/stats", "get", "200", "401", "403", "404", "429", "503");
        Declares("/stats", "get", "200", "401", "403", "429", "503");
        Declares("/catalog", "get", "200", "401", "403", "429", "503");
        Declares("/payouts/webhook", "post", "200", "400", "401", "413", "503");
        Declares("/health/live", "get", "200");
        Declares("/health/ready", "get", "200", "503");

        void Declares(string path, string method, params string[] statuses)
        {
            var responses = document["paths"]?[path]?[method]?["responses"] as JsonObject;
            Assert.True(responses is not null, $"{method} {path} is not declared");
            Assert.True(statuses.All(responses.ContainsKey), $"{method} {path} declares only {string.Join(' ', responses.Select(r => r.Key))}");
        }
    }
}
