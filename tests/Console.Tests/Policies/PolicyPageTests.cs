using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Payouts.Console.Policies;

namespace Payouts.Console.Tests.Policies;

public sealed class PolicyPageTests
{
    private const string Policy = """{"format":1,"version":7,"default":"allow","rules":[{"name":"large","when":{"asset":["USDT"],"amount":{"from":"10000"}},"then":"hold"}],"limits":[{"name":"day","window":"1.00:00:00","max_count":5,"on_excess":"refuse"}],"address_book":{"default":"off","clients":{},"cooling_off":"1.00:00:00"}}""";
    private const string Version = """{"version":7,"proposal":"p0","note":"Hold what is large","proposed_by":"ada","proposed_at":"2026-11-27T10:00:00.000Z","approved_by":"eve","approved_at":"2026-11-27T11:00:00.000Z" """;
    private const string Eve = "eve@example.com:read+admin";
    private const string Viewer = "vera@example.com:read";

    [Fact]
    public async Task The_page_says_what_holds_what_waits_and_what_was()
    {
        await using var app = await StartAsync();

        var page = await app.PageAsync("/console/policy");

        Assert.Equal("Version 7 of the policy is in force", page.QuerySelector("h1").Words());
        Assert.Equal(
            ["1 large Payouts in USDT, from 10000: wait until somebody lets them go.", "else All other payouts are allowed.", "day All payouts, all together, within 1 day: at most 5 payouts; what does not fit is refused."],
            page.QuerySelectorAll("section[aria-labelledby=in-force] tbody tr").Select(Cells));
        Assert.Equal("/console/policy/proposals/p1", page.QuerySelector(".notice a")!.GetAttribute("href"));
        Assert.Equal("/console/policy/versions/7", page.QuerySelector("section[aria-labelledby=versions] a")!.GetAttribute("href"));
        Assert.Contains("Hold what is large", page.QuerySelector("section[aria-labelledby=versions]").Words(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ConsoleApp.Ana, "Try it, Withdraw, Back to the policy", "another person has to approve it")]
    [InlineData(Eve, "Try it, Reject, Approve, Back to the policy", "Look at this first")]
    [InlineData(Viewer, "Try it, Back to the policy", "You may look, not decide")]
    public async Task A_proposal_shows_what_it_changes_and_what_one_may_decide(string session, string actions, string said)
    {
        await using var app = await StartAsync();

        var page = await app.PageAsync("/console/policy/proposals/p1", session);

        Assert.Equal(actions, string.Join(", ", page.QuerySelectorAll("main .decide a").Select(link => link.Words())));
        Assert.Contains(said, page.QuerySelector("main").Words(), StringComparison.Ordinal);
        Assert.Equal(
            ["/rules/large/when/amount/from 10000 5000", "/rules/night nothing All payouts: are refused."], page.QuerySelectorAll("table.diff tbody tr").Select(Cells));
    }

    [Theory]
    [InlineData(PolicyApproval.ByAnother, null, "Try it, Withdraw, Back to the policy")]
    [InlineData(PolicyApproval.ByNobody, "No change can be approved", "Try it, Withdraw, Back to the policy")]
    [InlineData(PolicyApproval.ByAnybody, "One person alone changes the policy here", "Try it, Withdraw, Approve, Back to the policy")]
    public async Task Whether_anybody_can_approve_is_said_where_it_matters_and_the_proposer_may_if_nobody_else_must(PolicyApproval approval, string? said, string actions)
    {
        await using var app = await StartAsync(approval);

        foreach (var path in new[] { "/console/policy", "/console/policy/new", "/console/policy/proposals/p1" })
        {
            var note = (await app.PageAsync(path)).QuerySelector("#who-approves");
            Assert.Equal(said is null, note is null);
            Assert.StartsWith(said ?? "", note?.Words() ?? "", StringComparison.Ordinal);
        }

        var page = await app.PageAsync("/console/policy/proposals/p1");
        Assert.Equal(actions, string.Join(", ", page.QuerySelectorAll("main .decide a").Select(link => link.Words())));
    }

    [Fact]
    public async Task Approving_is_for_the_version_that_was_seen()
    {
        await using var app = await StartAsync();
        app.Api.On("POST /policy/proposals/p1/approve", Proposal("approved"));
        using var http = app.Browser(Eve);
        var page = await OpenAsync(http, "/console/policy/proposals/p1/approve");

        using var answer = await Forms.PressAsync(http, page, "Approve the change");

        Assert.Contains("in force everywhere within seconds", page.QuerySelector("#confirm").Words(), StringComparison.Ordinal);
        Assert.Equal("/console/policy?done=policy-approved", answer.Headers.Location!.OriginalString);
        Assert.Equal("\"1\"", app.Api.Calls.Single(call => call.Line == "POST /policy/proposals/p1/approve").Headers["If-Match"]);
    }

    [Theory]
    [InlineData(403, "self-approval", "Another person has to do it")]
    [InlineData(409, "proposal-closed", "It is decided already.")]
    [InlineData(409, "proposal-outdated", "propose the change again")]
    [InlineData(412, "version-mismatch", "decide again")]
    public async Task A_decision_that_is_refused_says_why_and_what_to_do(int status, string code, string next)
    {
        await using var app = await StartAsync();
        app.Api.Refuses("POST /policy/proposals/p1/approve", status, code).Refuses("POST /policy/proposals/p1/reject", status, code);
        using var http = app.Browser(Eve);

        using var approved = await Forms.PressAsync(http, await OpenAsync(http, "/console/policy/proposals/p1/approve"), "Approve the change");
        using var rejected = await Forms.PressAsync(http, await OpenAsync(http, "/console/policy/proposals/p1/reject"), "Reject the change", ("reason", "too strict"));

        Assert.Equal((status, status), ((int)approved.StatusCode, (int)rejected.StatusCode));
        Assert.Contains(next, (await approved.PageAsync()).QuerySelector(".problem").Words(), StringComparison.Ordinal);
        Assert.Equal("too strict", (await rejected.PageAsync()).QuerySelector<IHtmlInputElement>("#reason")!.Value);
    }

    [Theory]
    [InlineData("too strict", """{"reason":"too strict"}""")]
    [InlineData(" ", "{}")]
    public async Task Whoever_proposed_it_withdraws_it_and_may_say_why(string reason, string body)
    {
        await using var app = await StartAsync();
        app.Api.On("POST /policy/proposals/p1/reject", Proposal("withdrawn"));
        using var http = app.Browser();

        using var answer = await Forms.PressAsync(http, await OpenAsync(http, "/console/policy/proposals/p1/reject"), "Withdraw the change", ("reason", reason));

        Assert.Equal("/console/policy?done=policy-rejected", answer.Headers.Location!.OriginalString);
        Assert.Equal(body, app.Api.Calls.Single(call => call.Line == "POST /policy/proposals/p1/reject").Body);
    }

    [Fact]
    public async Task A_change_is_proposed_for_the_version_that_the_form_began_with()
    {
        await using var app = await StartAsync();
        app.Api.On("POST /policy/proposals", Proposal("proposed"), 201);
        using var http = app.Browser();
        var page = await OpenAsync(http, "/console/policy/new");
        Assert.Contains("\"name\": \"large\"", page.QuerySelector("#policy")!.TextContent, StringComparison.Ordinal);

        using var answer = await Forms.PressAsync(http, page, "Propose it", ("policy", """{"default":"hold"}"""), ("note", "quiet"));

        Assert.Equal("/console/policy/proposals/p1?done=policy-proposed", answer.Headers.Location!.OriginalString);
        var call = app.Api.Calls.Single(call => call.Line == "POST /policy/proposals");
        Assert.Equal(("\"7\"", """{"policy":{"default":"hold"},"note":"quiet"}"""), (call.Headers["If-Match"], call.Body));
    }

    [Theory]
    [InlineData("""{"rules":[{}]}""", "/rules/0/name is required.", 400)]
    [InlineData("{", "It is not JSON", 400)]
    public async Task A_change_that_is_refused_is_kept_with_what_is_wrong(string policy, string fault, int status)
    {
        await using var app = await StartAsync();
        app.Api.Refuses("POST /policy/proposals", 400, "validation-failed", more: """, "errors":[{"pointer":"/policy/rules/0/name","detail":"is required."},{"pointer":"/note","detail":"is too short."}]""");
        using var http = app.Browser();

        using var answer = await Forms.PressAsync(http, await OpenAsync(http, "/console/policy/new"), "Propose it", ("policy", policy), ("note", "x"));
        var page = await answer.PageAsync();

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(fault, page.QuerySelector("#policy-fault").Words(), StringComparison.Ordinal);
        Assert.Equal((policy, "x"), (page.QuerySelector("#policy")!.TextContent, page.QuerySelector<IHtmlInputElement>("#note")!.Value));
    }

    [Fact]
    public async Task A_payout_is_tried_against_a_proposal_and_each_rule_says_why()
    {
        await using var app = await StartAsync();
        app.Api.On("POST /policy/check", """{"decision":"approve","rule":"b","trace":[{"rule":"a","matched":false,"because":"The asset is USDT."},{"rule":"b","matched":true,"because":"So it is."}],"needed":[{"role":null,"count":2}],"policy_version":7,"proposal":"p1"}""");
        using var http = app.Browser();

        using var answer = await Forms.PressAsync(http, await OpenAsync(http, "/console/policy/try?proposal=p1"), "Try it",
            ("client_id", "c-1"), ("asset", "USDT"), ("network", "TRON"), ("amount", "25.50"), ("wallet_address", "T1"), ("person", "ben"), ("at", "2026-11-28 22:30"));
        var page = await answer.PageAsync();

        Assert.Equal("It would wait for approvals", page.QuerySelector("h1").Words());
        Assert.Equal(["a does not match: The asset is USDT.", "b matches: So it is."], page.QuerySelectorAll("ol li").Select(line => line.Words()));
        Assert.Contains("2 persons would have to approve it.", page.QuerySelector("main").Words(), StringComparison.Ordinal);
        var call = app.Api.Calls.Single(call => call.Line == "POST /policy/check?proposal=p1");
        Assert.Equal("""{"client_id":"c-1","asset":"USDT","network":"TRON","amount":"25.5","wallet_address":"T1","origin":"manual","as":{"person":"ben"},"at":"2026-11-28T22:30:00+00:00"}""", call.Body);
    }

    [Theory]
    [InlineData("much", "", "#amount-fault")]
    [InlineData("1", "soon", "#at-fault")]
    public async Task What_cannot_be_read_stands_at_its_field_and_nobody_is_asked(string amount, string at, string fault)
    {
        await using var app = await StartAsync();
        using var http = app.Browser();

        using var answer = await Forms.PressAsync(http, await OpenAsync(http, "/console/policy/try"), "Try it", ("client_id", "c-1"), ("amount", amount), ("at", at));
        var page = await answer.PageAsync();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal([fault], page.QuerySelectorAll(".fault").Select(element => $"#{element.Id}"));
        Assert.Equal("c-1", page.QuerySelector<IHtmlInputElement>("#client_id")!.Value);
        Assert.DoesNotContain(app.Api.Calls, call => call.Line.StartsWith("POST", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Scene.Hostile), MemberType = typeof(Scene))]
    public async Task What_others_wrote_is_text(string hostile)
    {
        await using var app = await StartAsync();
        var text = System.Text.Json.JsonSerializer.Serialize(hostile);
        var policy = Policy.Replace("\"large\"", text, StringComparison.Ordinal).Replace("\"USDT\"", text, StringComparison.Ordinal);
        app.Api.On("GET /policy", policy).On("GET /policy/proposals/p1", Proposal("proposed").Replace("\"ana@example.com\"", text, StringComparison.Ordinal).Replace("\"Less\"", text, StringComparison.Ordinal).Replace("\"5000\"", text, StringComparison.Ordinal));

        Scene.AssertNothingRan(await app.PageAsync("/console/policy"));
        Scene.AssertNothingRan(await app.PageAsync("/console/policy/new"));
        Scene.AssertNothingRan(await app.PageAsync("/console/policy/proposals/p1"));
    }

    private static string Cells(IElement row) => string.Join(' ', row.Children.Select(cell => cell.Words()).Where(words => words.Length > 0));

    private static string Proposal(string status) => $$$"""
        {"id":"p1","base_version":7,"status":"{{{status}}}","note":"Less","proposed_by":"ana@example.com","proposed_at":"2026-11-28T10:00:00.000Z","expires_at":"2026-12-05T10:00:00.000Z",
        "warnings":[{"pointer":"/rules/1","detail":"no payout can reach it."}],"version":1,"policy":{{{Policy}}},
        "changes":[{"path":"/rules/large/when/amount/from","was":"10000","becomes":"5000"},{"path":"/rules/night","was":null,"becomes":{"name":"night","then":"refuse"}}],"effective_by":null}
        """;

    private static async Task<ConsoleApp> StartAsync(PolicyApproval approval = PolicyApproval.ByAnother)
    {
        var app = await ConsoleApp.StartAsync(approval: approval);
        app.Api.On("GET /policy", Policy).On("GET /policy/versions", $"{{\"data\":[{Version}}}]}}").On("GET /policy/versions/7", $"{Version},\"policy\":{Policy}}}")
            .On("GET /policy/proposals", $$$"""{"data":[{{{Proposal("proposed")}}}]}""").On("GET /policy/proposals/p1", Proposal("proposed"));
        return app;
    }

    private static async Task<IDocument> OpenAsync(HttpClient http, string path) => await ConsoleApp.ParseAsync(await http.GetStringAsync(path));
}
