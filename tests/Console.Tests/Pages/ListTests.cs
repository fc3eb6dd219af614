using System.Net;

namespace Payouts.Console.Tests.Pages;

/// <summary>The list of payouts.</summary>
public sealed class ListTests
{
    [Fact]
    public async Task The_filters_of_the_address_are_the_APIs_and_stay_in_the_form_and_can_be_cleared_one_by_one()
    {
        await using var app = await ConsoleApp.StartAsync();
        app.Api.On("GET /payouts", PayoutJson.Page("next+cursor", PayoutJson.One()));

        var page = await app.PageAsync("/console/payouts?client_id=c-1042&status=broadcast&network=&created_from=2026-11-01&created_to=2026-11-02&needs_attention=true");

        var call = Assert.Single(app.Api.Calls, call => call.Line.StartsWith("GET /payouts?client_id", StringComparison.Ordinal));
        Assert.Equal(
            "GET /payouts?client_id=c-1042&status=broadcast&needs_attention=true&created_from=2026-11-01T00:00:00Z&created_to=2026-11-03T00:00:00Z", WebUtility.UrlDecode(call.Line));
        Assert.Equal("c-1042", page.QuerySelector("input[name=client_id]")!.GetAttribute("value"));
        Assert.Equal("broadcast", page.QuerySelector("select[name=status] option[selected]")!.GetAttribute("value"));
        Assert.NotNull(page.QuerySelector("input[name=needs_attention][checked]"));
        var chips = page.QuerySelectorAll("[aria-label=Filters] a");
        Assert.Equal(5, chips.Length);
        Assert.Equal("/console/payouts?status=broadcast&needs_attention=true&created_from=2026-11-01&created_to=2026-11-02", chips[0].GetAttribute("href"));
        Assert.EndsWith("&cursor=next%2Bcursor", page.QuerySelector("a[rel=next]")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_has_the_status_the_amount_the_client_the_address_and_its_own_page()
    {
        await using var app = await ConsoleApp.StartAsync();
        app.Api.On("GET /payouts", PayoutJson.Page(PayoutJson.One("pending", "outcome_unknown", payout => payout["needs_attention"] = true)));

        var row = (await app.PageAsync("/console/payouts")).QuerySelector($"tr[data-row='{PayoutJson.Id}']")!;

        Assert.Equal("Outcome unknown", row.QuerySelector(".status")!.TextContent.Trim());
        Assert.Equal("doubt", row.QuerySelector(".status use")!.GetAttribute("href")!.Split('#')[1]);
        Assert.Contains("marked", row.ClassList);
        Assert.Equal($"/console/payouts/{PayoutJson.Id}", row.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("25.5", row.QuerySelector(".amount")!.TextContent);
        Assert.Equal("4 min ago", row.QuerySelector("time")!.TextContent);
    }

    [Theory]
    [InlineData("/console/payouts", "There are no payouts yet.", "/console/payouts/new")]
    [InlineData("/console/payouts?status=failed", "No payout is all of this.", "/console/payouts")]
    public async Task An_empty_list_says_why_and_where_to_go(string path, string sentence, string link)
    {
        await using var app = await ConsoleApp.StartAsync();

        var empty = (await app.PageAsync(path)).QuerySelector(".empty")!;

        Assert.Contains(sentence, empty.TextContent, StringComparison.Ordinal);
        Assert.Equal(link, empty.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_filter_that_the_API_refuses_is_shown_with_what_was_typed()
    {
        await using var app = await ConsoleApp.StartAsync();
        app.Api.Refuses("GET /payouts", 400, "validation-failed", more: ""","errors":[{"pointer":"/client_id","detail":"1 to 64 characters."}]""");
        using var http = app.Browser();

        using var answer = await http.GetAsync("/console/payouts?client_id=c%2F1");
        var page = await ConsoleApp.ParseAsync(await answer.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("c/1", page.QuerySelector("input[name=client_id]")!.GetAttribute("value"));
        Assert.Contains("1 thing to correct", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("#client_id", page.QuerySelector("[role=alert] li a")!.GetAttribute("href"));
        Assert.Contains("4bf92f3577b34da6a3ce929d0e0e4736", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_that_is_none_is_refused_before_the_API_is_asked()
    {
        await using var app = await ConsoleApp.StartAsync();
        using var http = app.Browser();

        using var answer = await http.GetAsync("/console/payouts?created_from=yesterday");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain(app.Api.Calls, call => call.Line.Contains("created_from", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_the_API_the_page_says_so_and_shows_no_old_figures()
    {
        await using var app = await ConsoleApp.StartAsync();
        app.Api.Refuses("GET /payouts", 503, "unavailable");
        using var http = app.Browser();

        using var answer = await http.GetAsync("/console/payouts");
        var page = await ConsoleApp.ParseAsync(await answer.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(page.QuerySelector("nav.places"));
        Assert.Equal("Try again", page.QuerySelector("[role=alert] .button")!.TextContent);
        Assert.Equal("?", page.QuerySelector("[data-count=attention]")!.TextContent);
        Assert.Empty(page.QuerySelectorAll("tr"));
    }

    [Fact]
    public async Task A_session_that_the_API_no_longer_takes_leads_to_the_sign_in()
    {
        await using var app = await ConsoleApp.StartAsync();
        app.Api.Refuses("GET /payouts", 401, "unauthenticated").Refuses($"GET /payouts/{PayoutJson.Id}", 401, "unauthenticated");
        using var http = app.Browser();

        using var list = await http.GetAsync("/console/payouts");
        using var one = await http.GetAsync($"/console/payouts/{PayoutJson.Id}");

        Assert.StartsWith("/console/sign-in?returnUrl=", list.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.StartsWith("/console/sign-in?returnUrl=", one.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }
}
