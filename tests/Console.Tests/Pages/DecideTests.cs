using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Payouts.Console.Tests.Pages;

/// <summary>What a person does to a payout.</summary>
public sealed class DecideTests
{
    private const string Path = $"/console/payouts/{PayoutJson.Id}";

    [Fact]
    public async Task A_cancel_names_the_version_that_was_seen_and_ends_on_the_payouts_page()
    {
        await using var app = await StartAsync("cancel");
        app.Api.On($"POST /payouts/{PayoutJson.Id}/cancel", PayoutJson.One("cancelled", null).ToJsonString());
        using var http = app.Browser();

        using var answer = await ConsoleApp.SendFormAsync(http, $"{Path}/cancel");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal($"{Path}?done=cancelled", answer.Headers.Location!.OriginalString);
        Assert.Equal("\"6\"", Assert.Single(app.Api.Calls, call => call.Line.StartsWith("POST", StringComparison.Ordinal)).Headers["If-Match"]);
    }

    [Fact]
    public async Task The_page_says_what_how_much_and_to_whom_and_the_safe_way_has_the_focus()
    {
        await using var app = await StartAsync("cancel");

        var confirm = (await app.PageAsync($"{Path}/cancel")).QuerySelector("#confirm")!;

        Assert.Contains("25.5 USDT to c-1042", confirm.TextContent, StringComparison.Ordinal);
        Assert.Equal("TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm", confirm.QuerySelector("bdi:has(span)")!.TextContent);
        Assert.Equal("Keep it", confirm.QuerySelector("[autofocus]")!.TextContent);
        Assert.Equal("Cancel the payout", confirm.QuerySelector("button.danger")!.TextContent);
    }

    [Fact]
    public async Task A_payout_that_changed_meanwhile_is_shown_as_it_was_and_as_it_is_and_asked_about_again()
    {
        await using var app = await StartAsync("cancel");
        app.Api.On($"POST /payouts/{PayoutJson.Id}/cancel", _ =>
        {
            app.Api.On($"GET /payouts/{PayoutJson.Id}", PayoutJson.One("pending", "scheduled", payout => (payout["version"], payout["actions"]) = (7, new JsonArray("cancel"))).ToJsonString());
            return Results.Text("""{"title":"It changed","status":412,"code":"version-mismatch"}""", "application/problem+json", statusCode: 412);
        });
        using var http = app.Browser();

        using var answer = await ConsoleApp.SendFormAsync(http, $"{Path}/cancel");
        var page = await ConsoleApp.ParseAsync(await answer.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode);
        Assert.Equal(["Queued, version 6", "Scheduled, version 7"], page.QuerySelectorAll(".diff td").Select(cell => cell.TextContent.Trim()));
        Assert.Equal("7", page.QuerySelector("input[name=version]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_cancel_that_comes_too_late_says_not_to_pay_it_another_way()
    {
        await using var app = await StartAsync("cancel");
        app.Api.On($"POST /payouts/{PayoutJson.Id}/cancel", _ =>
        {
            app.Api.On($"GET /payouts/{PayoutJson.Id}", PayoutJson.One("pending", "submitting").ToJsonString());
            return Results.Text("""{"title":"Too late","status":409,"code":"payout-not-cancellable"}""", "application/problem+json", statusCode: 409);
        });
        using var http = app.Browser();

        using var answer = await ConsoleApp.SendFormAsync(http, $"{Path}/cancel");
        var page = await ConsoleApp.ParseAsync(await answer.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("Do not pay it another way.", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("main form"));
    }

    [Fact]
    public async Task A_claim_that_comes_too_late_does_not_talk_of_cancelling()
    {
        await using var app = await StartAsync("cancel");

        var main = (await app.PageAsync($"{Path}/claim")).QuerySelector("main").Words();

        Assert.Contains("Nothing needs you here any more.", main, StringComparison.Ordinal);
        Assert.DoesNotContain("cancel it", main, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resolving_sends_the_note_and_the_version_and_keeps_the_note_when_it_is_refused()
    {
        await using var app = await StartAsync("resolve_attention");
        app.Api.Refuses($"POST /payouts/{PayoutJson.Id}/attention/resolve", 503, "unavailable");
        using var http = app.Browser();

        using var answer = await ConsoleApp.SendFormAsync(http, $"{Path}/resolve", ("note", "asked <Heleket>"));
        var page = await ConsoleApp.ParseAsync(await answer.Content.ReadAsStringAsync());

        var call = app.Api.Calls.First(call => call.Line.StartsWith("POST", StringComparison.Ordinal));
        Assert.Equal("\"6\"", call.Headers["If-Match"]);
        Assert.Equal("asked <Heleket>", JsonNode.Parse(call.Body)!["note"]!.GetValue<string>());
        Assert.Equal("asked <Heleket>", page.QuerySelector("textarea")!.TextContent);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Fact]
    public async Task Asking_Heleket_is_done_at_once_from_the_payouts_page()
    {
        await using var app = await StartAsync("look_up");
        app.Api.On($"POST /payouts/{PayoutJson.Id}/look-up", PayoutJson.One().ToJsonString(), 202);
        using var http = app.Browser();

        using var answer = await ConsoleApp.SendFormAsync(http, Path);

        Assert.Equal($"{Path}?done=asked", answer.Headers.Location!.OriginalString);
        Assert.Contains("Heleket is being asked.", await http.GetStringAsync(answer.Headers.Location), StringComparison.Ordinal);
    }

    private static async Task<ConsoleApp> StartAsync(string action)
    {
        var app = await ConsoleApp.StartAsync();
        app.Api.On($"GET /payouts/{PayoutJson.Id}", PayoutJson.One("pending", "queued", payout => payout["actions"] = new JsonArray(action)).ToJsonString());
        return app;
    }
}
