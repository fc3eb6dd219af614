using System.Net;
using System.Text.Json.Nodes;
using Payouts.Console.Words;

namespace Payouts.Console.Tests.Pages;

/// <summary>The page of a payout.</summary>
public sealed class PayoutTests
{
    private const string Path = $"/console/payouts/{PayoutJson.Id}";

    public static TheoryData<string, string?, string?> Cases =>
    [
        .. StatusWord.Known.SelectMany(_ => Reason.All.Select(reason => reason.Word).Append(null), (state, reason) => (state.Status, state.Detail, (string?)reason)),
    ];

    [Fact]
    public async Task Every_state_with_every_reason_answers_what_why_and_next()
    {
        await using var app = await ConsoleApp.StartAsync();
        foreach (var row in Cases)
        {
            var (status, detail, reason) = row.Data;
            app.Api.On($"GET /payouts/{PayoutJson.Id}", PayoutJson.One(status, detail, payout => payout["reason"] = reason).ToJsonString());

            var answers = (await app.PageAsync(Path)).QuerySelector("dl.answers")!.TextContent;

            Assert.Contains(Sentences.What(status, detail, reason), answers, StringComparison.Ordinal);
            Assert.Contains(detail is null ? "it is final" : "(attempt 4)", answers, StringComparison.Ordinal);
            Assert.True(reason is null || answers.Contains(Reason.Of(reason).Why, StringComparison.Ordinal), $"{status} {detail} {reason}: {answers}");
        }
    }

    [Fact]
    public async Task The_next_step_stands_in_the_timeline_and_repeated_answers_are_one_line()
    {
        await using var app = await ConsoleApp.StartAsync();
        app.Api.On($"GET /payouts/{PayoutJson.Id}", PayoutJson.One(change: payout =>
            payout["response_logs"]!.AsArray().Add(PayoutJson.Line("2026-11-28T11:58:00.000Z", "poll", "broadcast", "processing", "not yet", count: 4))).ToJsonString());

        var lines = (await app.PageAsync(Path)).QuerySelectorAll(".timeline li");

        Assert.Equal(4, lines.Length);
        Assert.Contains("next", lines[0].ClassList);
        Assert.Contains("in 2 min", lines[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("“not yet”", lines[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("×4 same", lines[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("by ana@example.com", lines[3].TextContent, StringComparison.Ordinal);
        Assert.Equal("people", lines[3].GetAttribute("data-side"));
    }

    [Fact]
    public async Task Only_what_the_API_allows_is_offered()
    {
        await using var app = await ConsoleApp.StartAsync();
        app.Api.On($"GET /payouts/{PayoutJson.Id}", PayoutJson.One(change: payout => payout["actions"] = new JsonArray("look_up", "cancel", "approve", "of_a_newer_release")).ToJsonString());

        var page = await app.PageAsync(Path);

        Assert.Equal(["Ask Heleket now", "Cancel the payout…", "Approve…"], page.QuerySelectorAll(".answers .decide > *").Select(action => action.TextContent.Trim()));
        Assert.Equal("look-up", page.QuerySelector(".answers button")!.GetAttribute("form"));
        Assert.Equal($"{Path}/cancel", page.QuerySelector(".answers .decide a")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("cancelled")]
    public async Task What_heleket_reports_as_paid_is_not_offered_to_be_paid_again_once_its_mark_is_cleared(string status)
    {
        await using var app = await ConsoleApp.StartAsync();
        app.Api.On($"GET /payouts/{PayoutJson.Id}", Contradicted(status).ToJsonString());

        var page = await app.PageAsync(Path);
        var answers = page.QuerySelector("dl.answers").Words();

        Assert.Null(page.QuerySelector("a[href*='/new?like=']"));
        Assert.Contains($"We hold it as {status}, and Heleket reported something else afterwards. Do not pay it another way.", answers, StringComparison.Ordinal);
        Assert.DoesNotContain("never will be", answers, StringComparison.Ordinal);
        Assert.Equal([StatusWord.Of(status, null).Word, "paid, final"], page.QuerySelectorAll(".answers .diff td").Select(cell => cell.Words()));
    }

    [Fact]
    public async Task How_well_the_receiver_is_known_is_said_by_the_clients_other_payouts()
    {
        await using var app = await ConsoleApp.StartAsync();
        app.Api.On($"GET /payouts/{PayoutJson.Id}", PayoutJson.One("confirmed", null).ToJsonString());
        var none = (await app.PageAsync(Path)).QuerySelector("#standing").Words();
        app.Api.On("GET /payouts", PayoutJson.Page(PayoutJson.One("confirmed", null), Other("1", "confirmed"), Other("2", "confirmed"), Other("3", "failed")));

        Assert.Equal("No other payout to this address is confirmed, of the newest 100 of this client.", none);
        Assert.Equal("2 other payouts to this address confirmed since 5 min ago, of the newest 100 of this client.", (await app.PageAsync(Path)).QuerySelector("#standing").Words());

        static JsonObject Other(string id, string status) => PayoutJson.One(status, null, payout => payout["id"] = id.PadLeft(32, '0'));
    }

    [Theory]
    [InlineData("?done=created", true)]
    [InlineData("?done=existing", true)]
    [InlineData("?done=asked", false)]
    [InlineData("", false)]
    public async Task A_payout_that_was_just_made_names_the_key_whose_draft_is_done(string query, bool names)
    {
        await using var app = await ConsoleApp.StartAsync();
        app.Api.On($"GET /payouts/{PayoutJson.Id}", PayoutJson.One().ToJsonString());

        Assert.Equal(names ? "console-1" : null, (await app.PageAsync(Path + query)).QuerySelector("[data-draft-done]")?.GetAttribute("data-drops-key"));
    }

    [Fact]
    public async Task Paying_again_is_offered_for_what_ended_without_being_paid_and_to_nobody_who_may_not_create()
    {
        await using var app = await ConsoleApp.StartAsync();
        async Task<bool> IsOfferedAsync(string status, string? detail, string money, string session)
        {
            app.Api.On($"GET /payouts/{PayoutJson.Id}", PayoutJson.One(status, detail, payout => payout["money"] = money).ToJsonString());
            return (await app.PageAsync(Path, session)).QuerySelector($"a[href='/console/payouts/new?like={PayoutJson.Id}']") is not null;
        }

        Assert.True(await IsOfferedAsync("failed", null, "back", ConsoleApp.Ana));
        Assert.True(await IsOfferedAsync("cancelled", null, "back", ConsoleApp.Ana));
        Assert.False(await IsOfferedAsync("failed", null, "unknown", ConsoleApp.Ana));
        Assert.False(await IsOfferedAsync("confirmed", null, "gone", ConsoleApp.Ana));
        Assert.False(await IsOfferedAsync("broadcast", "failed_provisional", "provider", ConsoleApp.Ana));
        Assert.False(await IsOfferedAsync("failed", null, "back", "ben:read"));
    }

    [Theory]
    [InlineData("pending", "queued")]
    [InlineData("broadcast", "processing")]
    [InlineData("failed", null)]
    public async Task One_who_may_only_look_is_told_so(string status, string? detail)
    {
        await using var app = await ConsoleApp.StartAsync();
        app.Api.On($"GET /payouts/{PayoutJson.Id}", PayoutJson.One(status, detail).ToJsonString());

        var page = await app.PageAsync(Path, "vic:read");

        Assert.Empty(page.QuerySelectorAll(".answers .decide > *"));
        Assert.Contains("You may look, not decide (role maker).", page.QuerySelector(".answers").Words(), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("nav a[href='/console/payouts/new']"));
        Assert.Null(page.QuerySelector("nav a[href='/console/keys']"));
    }

    [Fact]
    public async Task A_transaction_links_to_the_explorer_that_is_set_and_to_none_else()
    {
        await using var app = await ConsoleApp.StartAsync(new(true, [], null, System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("TRON", "https://scan.example/tx/{txid}")));
        async Task<string?> LinkAsync(string network)
        {
            app.Api.On($"GET /payouts/{PayoutJson.Id}", PayoutJson.One("confirmed", null, payout => (payout["txid"], payout["network"]) = ("a/b", network)).ToJsonString());
            return (await app.PageAsync(Path)).QuerySelector("a[rel=noreferrer]")?.GetAttribute("href");
        }

        Assert.Equal("https://scan.example/tx/a%2Fb", await LinkAsync("TRON"));
        Assert.Null(await LinkAsync("ETH"));
    }

    [Fact]
    public async Task What_is_not_there_is_a_page_that_says_so()
    {
        await using var app = await ConsoleApp.StartAsync();
        app.Api.Refuses($"GET /payouts/{PayoutJson.Id}", 404, "payout-not-found");
        using var http = app.Browser();

        using var answer = await http.GetAsync(Path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("No payout has this id, or it is not yours to see.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static JsonObject Contradicted(string status) => PayoutJson.One(status, null, payout =>
    {
        var line = PayoutJson.Line("2026-11-28T11:58:00.000Z", "webhook", status, null, "Contradicts the final status.");
        (line["heleket_status"], line["is_final"], line["reason"]) = ("paid", true, "contradicted_final");
        (payout["reason"], payout["money"]) = ("contradicted_final", "unknown");
        payout["response_logs"]!.AsArray().Add(line);
    });
}
