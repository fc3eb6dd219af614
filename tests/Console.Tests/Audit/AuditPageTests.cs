using System.Net;
using AngleSharp.Dom;
using Payouts.Client;

namespace Payouts.Console.Tests.Audit;

public sealed class AuditPageTests
{
    private static readonly AuditEntry Revoked = new()
    {
        Seq = 2,
        Id = "keys/2",
        At = new(2026, 11, 28, 11, 0, 0, TimeSpan.Zero),
        Actor = new() { Person = "ada@example.com", KeyId = "console", Via = "session", Address = "192.0.2.7" },
        Action = "key.revoked",
        Target = "aB3dE6gH",
        Changes = [new() { Path = "/version", Before = "1", After = "2" }, new() { Path = "/revoked/reason", After = "\"leaked\"" }],
        Reason = "leaked",
        Hash = "h",
    };

    [Fact]
    public async Task The_log_says_who_did_what_to_what_and_when_with_what_was_and_is()
    {
        await using var app = await StartAsync(null, Revoked, Revoked with { Seq = 1, Actor = new() { KeyId = "robot" }, Changes = [], Reason = null });

        var page = await app.PageAsync("/console/audit");

        var rows = page.QuerySelectorAll("main > * tbody tr[id]");
        Assert.Equal(["28 Nov 2026 11:00:00 UTC no. 2", "ada@example.com with console from 192.0.2.7", "key.revoked “leaked”", "aB3dE6gH"], rows[0].QuerySelectorAll(":scope > td").Take(4).Select(cell => cell.Words()));
        Assert.Equal(["/version 1 2", "/revoked/reason not there \"leaked\""], rows[0].QuerySelectorAll(".diff tbody tr").Select(row => string.Join(' ', row.Children.Select(cell => cell.Words()))));
        Assert.Equal(("robot", "nothing else"), (rows[1].QuerySelector(".who").Words(), rows[1].QuerySelectorAll(":scope > td")[4].Words()));
    }

    [Fact]
    public async Task The_filters_go_to_the_api_and_to_the_next_page()
    {
        await using var app = await StartAsync("later", Revoked);

        var page = await app.PageAsync("/console/audit?actor=ada&action=key&target=t%20t&from=2026-11-01&to=2026-11-02");

        Assert.Equal("GET /audit?actor=ada&action=key&target=t%20t&from=2026-11-01T00%3A00%3A00Z&to=2026-11-03T00%3A00%3A00Z", app.Api.Calls.Single(call => call.Line.StartsWith("GET /audit", StringComparison.Ordinal)).Line);
        Assert.Equal("/console/audit?actor=ada&action=key&target=t%20t&from=2026-11-01&to=2026-11-02&cursor=later", page.QuerySelector("a[rel=next]")!.GetAttribute("href"));
        Assert.Equal("2026-11-02", page.QuerySelector("main input[name=to]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task An_empty_log_says_so_and_one_that_is_filtered_says_that()
    {
        await using var app = await StartAsync(null);

        Assert.Contains("Nobody changed anything yet.", (await app.PageAsync("/console/audit")).QuerySelector("main").Words(), StringComparison.Ordinal);
        Assert.Contains("No entry is as chosen.", (await app.PageAsync("/console/audit?actor=eva")).QuerySelector("main").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verifying_goes_on_to_the_end_and_says_that_nothing_was_altered()
    {
        await using var app = await StartAsync(null);
        var parts = new Queue<string>([Report("next"), Report(null)]);
        app.Api.On("POST /audit/verify", _ => Microsoft.AspNetCore.Http.Results.Text(parts.Dequeue(), "application/json"));
        using var http = app.Browser();

        using var answer = await Forms.PressAsync(http, await OpenAsync(http, "/console/audit/verify"), "Verify now");
        var page = await answer.PageAsync();

        Assert.Equal("Nothing was altered", page.QuerySelector("h1").Words());
        Assert.Contains("Looked at 20,000 things", page.QuerySelector(".lead").Words(), StringComparison.Ordinal);
        Assert.Equal(["{}", """{"cursor":"next"}"""], app.Api.Calls.Where(call => call.Line == "POST /audit/verify").Select(call => call.Body));
    }

    [Fact]
    public async Task What_was_found_stands_in_words_with_a_way_to_the_payout()
    {
        await using var app = await StartAsync(null);
        app.Api.On("POST /audit/verify", Report(null, keyed: false, new AuditFault { Kind = AuditFaultKind.RequestAltered, PayoutId = PayoutJson.Id }, new AuditFault { Kind = new("new_kind"), Seq = 7 }));
        using var http = app.Browser();

        using var answer = await Forms.PressAsync(http, await OpenAsync(http, "/console/audit/verify"), "Verify now");
        var page = await answer.PageAsync();

        Assert.Equal("2 faults found", page.QuerySelector("h1").Words());
        Assert.Equal(["the request was altered request_altered", "new_kind new_kind"], page.QuerySelectorAll("main tbody tr td:first-child").Select(cell => cell.Words()));
        Assert.Equal($"/console/payouts/{PayoutJson.Id}", page.QuerySelector("main tbody a")!.GetAttribute("href"));
        Assert.Contains("No key is set", page.QuerySelector(".notice").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_days_export_is_a_file_as_the_api_sent_it()
    {
        await using var app = await StartAsync(null);
        app.Api.On("GET /audit/export", _ => Microsoft.AspNetCore.Http.Results.Text("{\"begin\":{}}\n{\"end\":{}}\n", "application/x-ndjson"));
        using var http = app.Browser();

        using var answer = await Forms.PressAsync(http, await OpenAsync(http, "/console/audit/export"), "Export the day", ("day", "2026-11-27"));

        Assert.Equal("{\"begin\":{}}\n{\"end\":{}}\n", await answer.Content.ReadAsStringAsync());
        Assert.Equal("audit-2026-11-27.ndjson", answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        Assert.Equal("GET /audit/export?from=2026-11-27T00%3A00%3A00Z&to=2026-11-28T00%3A00%3A00Z", app.Api.Calls.Single(call => call.Line.StartsWith("GET /audit/export", StringComparison.Ordinal)).Line);
        using var refused = await Forms.PressAsync(http, await OpenAsync(http, "/console/audit/export"), "Export the day", ("day", "soon"));
        Assert.Equal((HttpStatusCode.BadRequest, "“soon” is no day."), (refused.StatusCode, (await refused.PageAsync()).QuerySelector("#day-fault").Words()));
    }

    [Fact]
    public async Task Who_may_not_export_is_not_offered_it()
    {
        await using var app = await StartAsync(null);

        Assert.Equal(["Verify now", "Export a day"], (await app.PageAsync("/console/audit")).QuerySelectorAll("main a.button").Select(link => link.Words()).Take(2));
        Assert.DoesNotContain((await app.PageAsync("/console/audit", "eva@example.com:read")).QuerySelectorAll("a"), link => link.Words() == "Export a day");
    }

    [Fact]
    public async Task A_payout_bears_its_seal()
    {
        await using var app = await StartAsync(null);
        app.Api.On($"GET /payouts/{PayoutJson.Id}", PayoutJson.One().ToJsonString()).On($"GET /payouts/{PayoutJson.Id}/audit", Audit(null));
        Assert.Equal("Verified just now: as the service wrote it. Checkpoint 4 of 1 h ago holds it.", (await app.PageAsync($"/console/payouts/{PayoutJson.Id}")).QuerySelector("#seal").Words());

        app.Api.On($"GET /payouts/{PayoutJson.Id}/audit", Audit(AuditFaultKind.RequestAltered));
        Assert.StartsWith("What is stored of this payout is not what the service wrote: the request was altered.", (await app.PageAsync($"/console/payouts/{PayoutJson.Id}")).QuerySelector("#seal").Words(), StringComparison.Ordinal);

        app.Api.Refuses($"GET /payouts/{PayoutJson.Id}/audit", 503, "unavailable");
        Assert.Null((await app.PageAsync($"/console/payouts/{PayoutJson.Id}")).QuerySelector("#seal"));
    }

    [Theory]
    [MemberData(nameof(Scene.Hostile), MemberType = typeof(Scene))]
    public async Task What_others_wrote_is_text(string hostile)
    {
        await using var app = await StartAsync(null, Revoked with
        {
            Action = hostile,
            Target = hostile,
            Reason = hostile,
            Actor = new() { Person = hostile, KeyId = hostile, Address = hostile },
            Changes = [new() { Path = hostile, Before = hostile, After = hostile }],
        });

        Scene.AssertNothingRan(await app.PageAsync($"/console/audit?actor={Uri.EscapeDataString(hostile)}"));
    }

    private static string Report(string? next, bool keyed = true, params AuditFault[] faults) =>
        Wire.Of(new AuditReport { Ok = faults.Length == 0, Keyed = keyed, Checked = 10_000, Unverifiable = 0, Faults = faults, NextCursor = next });

    private static string Audit(AuditFaultKind? found) => Wire.Of(new PayoutAudit
    {
        PayoutId = PayoutJson.Id,
        Seq = 1,
        Head = "h",
        Entries = [],
        Verdict = new() { Ok = found is null, Keyed = true, Faults = found is { } kind ? [new() { Kind = kind, PayoutId = PayoutJson.Id }] : [] },
        Checkpoints = [new() { Checkpoint = new() { N = 4, At = new(2026, 11, 28, 11, 0, 0, TimeSpan.Zero), From = "0.0.0", To = "0.0.1", Leaves = 1, Root = "r", ControlSeq = 0 }, Version = 1, Head = "h", Index = 0, Path = [] }],
    });

    private static async Task<ConsoleApp> StartAsync(string? next, params AuditEntry[] entries)
    {
        var app = await ConsoleApp.StartAsync();
        app.Api.On("GET /audit", Wire.Of(new AuditEntryPage { Data = entries, NextCursor = next, HasMore = next is not null }));
        return app;
    }

    private static async Task<IDocument> OpenAsync(HttpClient http, string path) => await ConsoleApp.ParseAsync(await http.GetStringAsync(path));
}
