using AngleSharp.Dom;
using Payouts.Console.Words;

namespace Payouts.Console.Tests.Help;

public sealed class HelpPageTests
{
    [Fact]
    public async Task Every_reason_and_every_status_that_a_page_links_to_has_its_place()
    {
        await using var app = await ConsoleApp.StartAsync();

        var page = await app.PageAsync("/console/help");

        Assert.All(Reason.All, reason => Assert.Contains(reason.Do, page.GetElementById(reason.Word).Words(), StringComparison.Ordinal));
        Assert.All(page.QuerySelectorAll(".reason"), reason => Assert.Equal(2, reason.QuerySelectorAll("p").Length));
        Assert.All(StatusWord.Known.Where(known => known.Detail != "awaiting_approval"), known => Assert.NotNull(page.GetElementById(known.Detail ?? known.Status)));
        Assert.All(page.QuerySelectorAll("main a[href^='#']"), link => Assert.NotNull(page.GetElementById(link.GetAttribute("href")![1..])));
        Assert.Equal(page.QuerySelectorAll("[id]").Select(element => element.Id).Distinct().Count(), page.QuerySelectorAll("[id]").Length);
    }

    [Fact]
    public async Task It_is_there_when_the_api_is_not()
    {
        await using var app = await ConsoleApp.StartAsync();
        app.Api.Refuses("GET /me", 503, "unavailable").Refuses("GET /payouts", 503, "unavailable");

        Assert.Equal("What the words mean, and what to do", (await app.PageAsync("/console/help")).QuerySelector("h1").Words());
    }
}
