using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Payouts.Client;

namespace Payouts.Console.Tests.Statistics;

public sealed class StatisticsPageTests
{
    private static readonly DateTimeOffset Today = new(2026, 11, 28, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Totals_come_first_then_a_chart_a_coin_with_its_numbers_as_a_table()
    {
        await using var app = await StartAsync(Point(0, "pending", 3), Point(0, "confirmed", 2), Point(1, "failed", 1, "below_minimum"));

        var page = await app.PageAsync("/console/statistics?days=7");

        Assert.Equal("3 payouts made in 7 days", page.QuerySelector("h1").Words());
        Assert.Equal(["USDT made 3 76.5", "USDT confirmed 2 51", "USDT failed 1 25.5"], page.QuerySelectorAll("section[aria-labelledby=totals] tbody tr").Select(Row));
        Assert.Equal("Payouts in USDT by the day on which they ended: 2 confirmed, 1 failed, 0 cancelled.", page.QuerySelector("svg[role=img]")!.GetAttribute("aria-label"));
        Assert.Equal(["27 Nov 0 0 1 25.5 0 0", "28 Nov 2 51 0 0 0 0"], page.QuerySelectorAll("details .table tbody tr").Select(Row));
        Assert.Contains("GET /stats/series?from=2026-11-22T00%3A00%3A00Z&to=2026-11-29T00%3A00%3A00Z&by=day", app.Api.Calls.Select(call => call.Line));
    }

    [Fact]
    public async Task Reasons_are_ranked_and_lead_to_their_paragraph()
    {
        await using var app = await StartAsync(Point(0, "failed", 1, "refused"), Point(1, "failed", 4, "below_minimum"));

        var page = await app.PageAsync("/console/statistics");

        Assert.Equal(["/console/help#below_minimum", "/console/help#refused"], page.QuerySelectorAll("section[aria-labelledby=failures] a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task The_time_says_of_how_many_payouts_it_is()
    {
        await using var app = await StartAsync();
        app.Api.On("GET /payouts", Wire.Page(Some.Payout("1") with { CreatedAt = Some.Now.AddHours(-49) }));

        var page = await app.PageAsync("/console/statistics?client=c-1");

        Assert.Equal("Half were confirmed within 1 h, and 99 of 100 within 1 h. Of the newest 1 confirmed payout, whenever they were made, from when each could be sent.",
            string.Join(' ', page.QuerySelectorAll("section[aria-labelledby=time] p").Select(text => text.Words())));
        Assert.Contains("GET /payouts?client_id=c-1&status=confirmed&limit=100", app.Api.Calls.Select(call => call.Line));
        Assert.Equal("c-1", page.QuerySelector<IHtmlInputElement>("input[name=client]")!.Value);
    }

    [Fact]
    public async Task A_period_without_a_payout_says_so()
    {
        await using var app = await StartAsync();

        var page = await app.PageAsync("/console/statistics");

        Assert.Equal("No payout made in 30 days", page.QuerySelector("h1").Words());
        Assert.NotNull(page.QuerySelector(".empty"));
        Assert.Null(page.QuerySelector("svg[role=img]"));
    }

    [Theory]
    [MemberData(nameof(Scene.Hostile), MemberType = typeof(Scene))]
    public async Task What_others_wrote_is_text(string hostile)
    {
        await using var app = await StartAsync(Point(0, "failed", 1, hostile) with { Asset = hostile });

        Scene.AssertNothingRan(await app.PageAsync($"/console/statistics?client={Uri.EscapeDataString(hostile)}"));
    }

    private static string Row(IElement row) => string.Join(' ', row.Children.Select(cell => cell.Words()));

    private static SeriesPoint Point(int daysAgo, string status, long count, string? reason = null) =>
        new() { Start = Today.AddDays(-daysAgo), Asset = "USDT", Status = new PayoutStatus(status), Reason = reason is null ? null : new PayoutReason(reason), Count = count, Amount = count * 25.5m };

    private static async Task<ConsoleApp> StartAsync(params SeriesPoint[] points)
    {
        var app = await ConsoleApp.StartAsync();
        app.Api.On("GET /stats/series", Wire.Of(new PayoutSeries { From = Today, To = Today, By = SeriesStep.Day, Points = points }));
        return app;
    }
}
