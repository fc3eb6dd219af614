using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Payouts.Client;

namespace Payouts.Console.Tests.Approvals;

public sealed class ApprovalsPageTests
{
    private const string Ben = "ben@example.com:read+approve";

    private static readonly Payout One = Waiting("1", 25.5m, "ana@example.com");

    [Fact]
    public async Task What_one_may_approve_comes_first_and_what_he_made_says_why_another_decides()
    {
        await using var app = await StartAsync(Waiting("2", 7, "BEN@example.com"), One);

        var page = await app.PageAsync("/console/approvals", Ben);

        var rows = page.QuerySelectorAll("tr[data-row]");
        Assert.Equal("2 payouts wait for approval, 1 for yours", page.QuerySelector("h1").Words());
        Assert.Equal([One.Id, Waiting("2", 7, "x").Id], rows.Select(row => row.GetAttribute("data-row")));
        Assert.Equal(["Approve…", "Reject…"], rows[0].QuerySelectorAll(".act a").Select(link => link.Words()));
        Assert.Equal(("a", "r", "x"), (Key(rows[0], ".act a"), Key(rows[0], ".act a:last-child"), Key(rows[0], "input")));
        Assert.Equal("You made it, or could have: another person decides.", rows[1].QuerySelector(".act").Words());
        Assert.Null(rows[1].QuerySelector("input, .act a"));
    }

    [Fact]
    public async Task A_row_says_how_much_goes_to_whom_who_made_it_by_which_rule_and_who_has_decided()
    {
        var decided = new ApprovalDecision { By = "cora@example.com", Via = "oidc", At = Some.Now, Version = 1, Decision = ApprovalWord.Approved };
        await using var app = await StartAsync(One with { Memo = "77", Approval = One.Approval! with { Given = 1, Decisions = [decided], ExpiresAt = Some.Now.AddHours(5) } });
        app.Api.On("GET /clients/c-1042/addresses", Wire.Of(new AddressPage { Data = [Entry("77", "treasury", AddressStatus.Active), Entry(null, "other", AddressStatus.Revoked)] }));

        var cells = (await app.PageAsync("/console/approvals", Ben)).QuerySelectorAll("tr[data-row] > td").Select(cell => cell.Words()).ToList();

        Assert.Equal("25.5 USDT for c-1042", cells[1]);
        Assert.Equal("TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm on TRON, memo 77 treasury, active", cells[2]);
        Assert.Equal(("large 1 of 2", "ana@example.com 2 h ago, ends in 5 h", "approved by cora@example.com"), (cells[3], cells[4], cells[5]));
    }

    [Fact]
    public async Task Who_approved_may_still_reject()
    {
        var decided = new ApprovalDecision { By = "ben@example.com", Via = "oidc", At = Some.Now, Version = 1, Decision = ApprovalWord.Approved };
        await using var app = await StartAsync(One with { Approval = One.Approval! with { Given = 1, Decisions = [decided] } });

        var act = (await app.PageAsync("/console/approvals", Ben)).QuerySelector("tr[data-row] .act")!;

        Assert.Equal(["You have approved it: another person has to approve it too.", "Reject…"], act.Children.Select(part => part.Words()));
    }

    [Fact]
    public async Task The_navigation_counts_what_one_may_approve()
    {
        await using var app = await StartAsync(One);

        Assert.Equal("1", (await app.PageAsync("/console", Ben)).QuerySelector(".places > a[href='/console/approvals'] .count").Words());
        Assert.Contains(app.Api.Calls, call => call.Line == "GET /payouts?detail=awaiting_approval&decidable=true&limit=25");
        Assert.Null((await app.PageAsync("/console", "vera:read")).QuerySelector(".places > a[href='/console/approvals'] .count"));
    }

    [Fact]
    public async Task Many_are_looked_at_with_their_sums_and_sent_as_they_were_seen()
    {
        var (other, coin) = (Waiting("2", 0.5m, "ana@example.com"), Waiting("3", 0.00000001m, "ana@example.com") with { Asset = "BTC", Version = 9 });
        await using var app = await StartAsync(One, other, coin);
        app.Api.On("POST /payouts/approve", $$"""{"results":[{"id":"{{One.Id}}","result":"waiting","version":4},{"id":"{{other.Id}}","result":"self-approval","version":3},{"id":"{{coin.Id}}","result":"waiting","version":10}]}""");
        using var http = app.Browser(Ben);

        using var looked = await PressAsync(http, "/console/approvals", "Approve the selected…", ("id", One.Id), ("id", other.Id), ("id", coin.Id), ("word", "approve"));
        var look = await looked.PageAsync();
        using var decided = await Forms.PressAsync(http, look, "Approve them");
        var page = await decided.PageAsync();

        Assert.Equal("Approve 3 payouts?", look.QuerySelector("h1").Words());
        Assert.Equal("In all 0.00000001 BTC, 26 USDT.", look.QuerySelector(".lead").Words());
        Assert.Equal(
            $$$"""{"payouts":[{"id":"{{{One.Id}}}","version":3},{"id":"{{{other.Id}}}","version":3},{"id":"{{{coin.Id}}}","version":9}],"expect":{"count":3,"totals":[{"asset":"BTC","amount":"0.00000001"},{"asset":"USDT","amount":"26"}]}}""",
            app.Api.Calls.Single(call => call.Line == "POST /payouts/approve").Body);
        Assert.Equal(2, page.QuerySelectorAll("#results li").Length);
        Assert.Contains("2 payouts: Your approval counts, and it needs another person's too.", page.QuerySelector("#results").Words(), StringComparison.Ordinal);
        Assert.Contains("1 payout: Nothing was decided: Another person has to do it", page.QuerySelector("#results").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_selection_that_is_not_what_was_seen_is_shown_as_refused()
    {
        await using var app = await StartAsync(One);
        app.Api.Refuses("POST /payouts/reject", 409, "selection-differs");
        using var http = app.Browser(Ben);

        using var looked = await PressAsync(http, "/console/approvals", "Reject the selected…", ("id", One.Id), ("word", "reject"));
        using var decided = await Forms.PressAsync(http, await looked.PageAsync(), "Reject them", ("reason", "Too many"));

        Assert.Equal(HttpStatusCode.Conflict, decided.StatusCode);
        Assert.Contains("Nothing was decided: look at them again.", (await decided.PageAsync()).QuerySelector(".problem").Words(), StringComparison.Ordinal);
        Assert.EndsWith(""","reason":"Too many"}""", app.Api.Calls.Single(call => call.Line == "POST /payouts/reject").Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Ben, 1, null, "One approval is missing: your approval sends this now.")]
    [InlineData(Ben, 1, 4, "One approval is missing: your approval sends this at its time.")]
    [InlineData(Ben, 0, null, "0 of 2 approvals are given.")]
    public async Task The_page_of_an_approval_says_what_it_does(string person, int given, int? hours, string says)
    {
        var payout = One with { Approval = One.Approval! with { Given = given }, ScheduledFor = hours is { } ahead ? Some.Now.AddHours(ahead) : null };
        await using var app = await StartAsync(payout);

        var confirm = (await app.PageAsync($"/console/payouts/{One.Id}/approve", person)).QuerySelector("#confirm")!;

        Assert.Contains($"The rule large asks for the approval of 2 persons. {says}", confirm.Words(), StringComparison.Ordinal);
        Assert.Contains("Made by ana@example.com, who cannot decide on it.", confirm.Words(), StringComparison.Ordinal);
        Assert.NotNull(confirm.QuerySelector<IHtmlButtonElement>("button.primary"));
    }

    [Fact]
    public async Task Whoever_made_it_sees_a_button_that_is_off_and_why_and_no_form()
    {
        await using var app = await StartAsync(One);

        var answers = (await app.PageAsync($"/console/payouts/{One.Id}")).QuerySelector("dl.answers")!;
        var confirm = (await app.PageAsync($"/console/payouts/{One.Id}/approve")).QuerySelector("#confirm")!;

        Assert.Equal(["Approve…", "Reject…"], answers.QuerySelectorAll("button[disabled]").Select(button => button.Words()));
        Assert.Equal("You made it, or could have: another person decides.", answers.QuerySelector("#not-yours").Words());
        Assert.Null(confirm.QuerySelector("form"));
        Assert.Contains("You made it, or could have: another person decides.", confirm.Words(), StringComparison.Ordinal);
    }

    private static async Task<ConsoleApp> StartAsync(params Payout[] waiting)
    {
        var app = await Scene.StartAsync(waiting);
        foreach (var payout in waiting)
        {
            app.Api.On($"GET /payouts/{payout.Id}", Wire.Of(payout));
        }

        return app;
    }

    private static Payout Waiting(string id, decimal amount, string maker) => Some.Payout(id, amount, detail: PayoutDetail.AwaitingApproval, reason: PayoutReason.ApprovalRequired, hoursAgo: 2) with
    {
        CreatedBy = new() { Person = maker },
        Actions = [PayoutAction.Cancel, PayoutAction.Approve, PayoutAction.Reject],
        Approval = new() { Rule = "large", PolicyVersion = 7, Needed = [new() { Count = 2 }], Given = 0, Makers = [maker], Decisions = [] },
    };

    private static AddressEntry Entry(string? memo, string label, AddressStatus status) => new()
    {
        Id = label,
        ClientId = "c-1042",
        Network = "TRON",
        Address = Some.Address,
        Memo = memo,
        Label = label,
        Strength = AddressStrength.Strong,
        Status = status,
        ActiveAt = Some.Now,
        CreatedAt = Some.Now,
        Version = 1,
    };

    private static string? Key(IElement row, string selector) => row.QuerySelector(selector)?.GetAttribute("data-key");

    private static async Task<HttpResponseMessage> PressAsync(HttpClient http, string path, string button, params (string Name, string Value)[] typed)
    {
        using var answer = await http.GetAsync(path);
        return await Forms.PressAsync(http, await answer.PageAsync(), button, typed);
    }
}
