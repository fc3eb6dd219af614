using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Payouts.Gateway.Authentication;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Events;

namespace Payouts.Gateway.Tests.Answers;

/// <summary>Every answer about the audit, byte for byte as it was.</summary>
public sealed class AuditAnswersGoldenTests : IAsyncLifetime
{
    private static readonly DateTimeOffset At = GoldenGateway.Now;

    private GoldenGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await GoldenGateway.StartAsync(new(), keys: [new("ada", null, "ada@example.com", Scopes.Read, Scopes.Admin), new("looker", null, null, Scopes.Read), new("shop", "bound-1", null, Scopes.Read)]);
        _gateway.Cluster.Payouts.AddRange(GoldenPayouts.All.Take(2).Select(example => example.Payout));
        _gateway.Cluster.Entries.AddRange(
        [
            new(1, new("keys/1", At.AddHours(-2), new("ada@example.com", "ada", "session", "192.0.2.7"), "key.made", "aB3dE6gH", [new("/name", null, "\"shop\""), new("/secrets/0/sha256", null, "\"…\"")], null, "digest-1"), "hash-1"),
            new(2, new("keys/2", At.AddHours(-1), new(null, "robot"), "key.revoked", "aB3dE6gH", [new("/version", "1", "2")], "digest-1", "digest-2", "leaked"), "hash-2", "hash-1"),
            new(3, new("sign-outs/1", At, new(), "sign-in.ended_everywhere", "ben@example.com", []), "hash-3", "hash-2"),
        ]);
        _gateway.Cluster.Proofs = [new(new(4, At, new EventPosition(0, 0, 40), new EventPosition(1, 7, 44), 4, "root-4", 3, "hash-3", "digest-3", "5f0c1a2b", "MEUC"), 2, "head-1", 2, ["left", "right"])];
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task The_audit_is_answered_as_it_always_was()
    {
        var answers = new Answers(_gateway.Http, "GET /payouts/{id}/audit, GET /audit and POST /audit/verify.");
        var id = _gateway.Cluster.Payouts[0].Id;
        await answers.AskAsync("A payout", $"GET /payouts/{id}/audit", key: "looker");
        await answers.AskAsync("No such payout", "GET /payouts/ffffffffffffffffffffffffffffffff/audit", key: "looker");
        await answers.AskAsync("No id", "GET /payouts/x/audit", key: "looker");
        await answers.AskAsync("Another client's payout", $"GET /payouts/{id}/audit", key: "shop");
        await answers.AskAsync("The control log", "GET /audit", key: "looker");
        await answers.AskAsync("A page", "GET /audit?limit=2", key: "looker");
        await answers.AskAsync("Every filter", "GET /audit?limit=1&actor=ada&action=key&target=t&from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z", key: "looker");
        await answers.AskAsync("Everything is wrong", "GET /audit?limit=0&from=now&actor=&who=me", key: "looker");
        await answers.AskAsync("A place of nobody's", "GET /audit?cursor=AAAA", key: "looker");
        await answers.AskAsync("Verified", "POST /audit/verify", "{}", key: "looker");
        _gateway.Cluster.Report = new(false, 10_000, 2, [.. Enum.GetValues<AuditFaultKind>().Select((kind, i) => new AuditFault(kind, i % 2 == 0 ? id : null, i % 2 == 0 ? null : i, i % 3 == 0 ? null : At))]);
        await answers.AskAsync("Faults of every kind", "POST /audit/verify", $$"""{"payout_id":"{{id}}"}""", key: "looker");
        await answers.AskAsync("A payout with faults", $"GET /payouts/{id}/audit", key: "looker");
        await answers.AskAsync("Both a payout and a time", "POST /audit/verify", $$"""{"payout_id":"{{id}}","from":"2026-11-01T00:00:00Z"}""", key: "looker");
        await answers.AskAsync("Nothing that can be read", "POST /audit/verify", """{"payout_id":"x","to":7,"who":"me"}""", key: "looker");
        await answers.AskAsync("A place of nobody's to go on from", "POST /audit/verify", """{"cursor":"AAAA"}""", key: "looker");
        await answers.AskAsync("A key of one client", "GET /audit", key: "shop");
        answers.Check("audit.txt");
    }

    [Fact]
    public async Task A_verification_goes_on_where_it_ended_and_no_cursor_can_be_made_up()
    {
        var first = await PostAsync("{\"from\":\"2026-11-01T00:00:00Z\"}");
        var cursor = first.Split("\"next_cursor\":\"")[1].Split('"')[0];
        var second = await PostAsync($$"""{"cursor":"{{cursor}}"}""");

        Assert.Contains("\"next_cursor\":null", second, StringComparison.Ordinal);
        Assert.Equal([new AuditCheck(From: new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero)), new AuditCheck(Cursor: "rows:7d0b0e6f4c9a4b0f9f0a6f1f2d3c4b5a")], _gateway.Cluster.AuditChecks);
        Assert.Contains("invalid-cursor", await PostAsync($$"""{"cursor":"{{cursor[..^1]}}"}"""), StringComparison.Ordinal);
        var page = await (await AskAsync("GET", "/audit?limit=2", null)).Content.ReadAsStringAsync();
        Assert.Contains("invalid-cursor", await PostAsync($$"""{"cursor":"{{page.Split("\"next_cursor\":\"")[1].Split('"')[0]}}"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payout_that_is_not_there_is_never_verified()
    {
        var body = $$"""{"payout_id":"{{new string('f', 32)}}"}""";
        _gateway.Cluster.Report = new(Keyed: true, Checked: 0, Unverifiable: 0, []);
        using var none = await AskAsync("POST", "/audit/verify", body);

        Assert.Equal(404, (int)none.StatusCode);
        Assert.Contains("\"code\":\"payout-not-found\"", await none.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        _gateway.Cluster.Report = _gateway.Cluster.Report with { Faults = [new(AuditFaultKind.RowMissing, new string('f', 32), 1, At)] };
        Assert.Contains("\"row_missing\"", await PostAsync(body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_is_in_the_log_before_its_first_line_and_ends_with_the_digest_of_what_came()
    {
        using var answer = await AskAsync("GET", "/audit/export?from=2026-11-22T00:00:00Z&to=2026-11-23T00:00:00Z", null);
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal(("application/x-ndjson", "attachment; filename=\"audit-20261122-20261123.ndjson\""), ($"{answer.Content.Headers.ContentType}", $"{answer.Content.Headers.ContentDisposition}"));
        var entry = _gateway.Cluster.Entries[^1];
        Assert.Equal(("audit.exported", "2026-11-22T00:00:00.000Z/2026-11-23T00:00:00.000Z", "ada@example.com", "key"), (entry.Draft.Action, entry.Draft.Target, entry.Draft.Actor.Person, entry.Draft.Actor.Via));
        var lines = text.Split('\n');
        Assert.Equal(["{\"begin\":{}}", "{\"entry\":{\"seq\":1}}", "{\"entry\":{\"seq\":2}}", "{\"entry\":{\"seq\":3}}", "{\"entry\":{\"seq\":4}}"], lines[..5]);
        var before = string.Concat(lines[..5].Select(line => line + "\n"));
        Assert.Equal($"{{\"end\":{{\"lines\":5,\"sha256\":\"{Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(before)))}\"}}}}", lines[5]);
    }

    [Theory]
    [InlineData("from=2026-11-22T00:00:00Z", "/to")]
    [InlineData("from=2026-11-22T00:00:00Z&to=2026-11-22T00:00:00Z", "/to")]
    [InlineData("from=2026-11-22T00:00:00Z&to=2027-11-22T00:00:00Z", "/to")]
    public async Task An_export_of_no_time_or_of_too_long_a_one_is_refused_and_not_logged(string query, string at)
    {
        var count = _gateway.Cluster.Entries.Count;
        using var answer = await AskAsync("GET", $"/audit/export?{query}", null);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains($"\"pointer\":\"{at}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(count, _gateway.Cluster.Entries.Count);
    }

    private async Task<string> PostAsync(string body) => await (await AskAsync("POST", "/audit/verify", body)).Content.ReadAsStringAsync();

    private async Task<HttpResponseMessage> AskAsync(string method, string path, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        request.Headers.Authorization = new("Bearer", "ada");
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await _gateway.Http.SendAsync(request);
    }
}
