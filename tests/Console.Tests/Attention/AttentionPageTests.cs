using System.Net;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Http;
using Payouts.Client;

namespace Payouts.Console.Tests.Attention;

public sealed class AttentionPageTests
{
    private static readonly Payout Unknown = Some.Payout("1", detail: PayoutDetail.OutcomeUnknown, hoursAgo: 1, attention: true) with
    {
        Actions = [PayoutAction.LookUp, PayoutAction.ClaimAttention, PayoutAction.ResolveAttention],
        Next = new NextStep { What = StepKind.LookUp, At = Some.Now.AddMinutes(2), Attempt = 5 }
    };

    [Fact]
    public async Task It_says_how_many_need_a_person_what_is_in_doubt_and_what_to_do()
    {
        await using var app = await StartAsync(Unknown, Some.Payout("2", detail: PayoutDetail.Queued, reason: PayoutReason.RateLimited, hoursAgo: 2));

        var page = await app.PageAsync("/console/attention");

        Assert.Equal("1 payout needs you", page.QuerySelector("h1").Words());
        Assert.Equal(["Ask Heleket 1", "Wait: these go on by themselves 1"], page.QuerySelectorAll(".inbox h2").Select(heading => heading.Words()));
        Assert.StartsWith("In doubt: 25.5 USDT.", page.QuerySelector(".lead").Words(), StringComparison.Ordinal);
        Assert.Contains("We ask Heleket whether it has it in 2 min", page.QuerySelector("tr[data-row]").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_reads_the_oldest_of_each_kind()
    {
        await using var app = await StartAsync();

        await app.PageAsync("/console/attention");

        Assert.Equal(
            ["GET /payouts?detail=failed_provisional&sort=since&limit=100", "GET /payouts?detail=outcome_unknown&sort=since&limit=100", "GET /payouts?detail=queued&sort=since&limit=100", "GET /payouts?needs_attention=true&sort=since&limit=100"],
            app.Api.Calls.Select(call => call.Line).Where(line => line.Contains("sort=", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_late_and_not_marked_is_not_what_the_menu_counts()
    {
        await using var app = await StartAsync(Unknown with { NeedsAttention = false });

        var page = await app.PageAsync("/console/attention");

        Assert.Equal(("1 payout is late", "0"), (page.QuerySelector("h1").Words(), page.QuerySelector("[data-count=attention]").Words()));
    }

    [Theory]
    [InlineData(""" "2026-11-28T11:59:00Z" """, 0, "What is due was last looked for 1 min ago.")]
    [InlineData(""" "2026-11-28T11:55:00Z" """, 290, "What is due was last looked for 5 min ago; the next look is 4 min late.")]
    [InlineData("null", 0, null)]
    public async Task It_says_when_what_is_due_was_last_looked_for(string last, int lag, string? sentence)
    {
        await using var app = await StartAsync();
        app.Api.On("GET /system", $$"""
            {"version":"1","environment":"Development","at":"2026-11-28T12:00:00Z","silos":[],"heleket":{"circuit":"closed"},"feed":{},
             "sweeps":[{"shard":0,"last_at":"2026-11-28T11:59:30Z","lag_seconds":0,"due":0},{"shard":1,"last_at":{{last}},"lag_seconds":{{lag}},"due":0}]}
            """);

        var told = (await app.PageAsync("/console/attention")).QuerySelector("main").Words();

        Assert.Equal(sentence is not null, told.Contains("last looked for", StringComparison.Ordinal));
        Assert.Contains(sentence ?? "", told, StringComparison.Ordinal);
        Assert.DoesNotContain("last looked for", (await app.PageAsync("/console/attention", "vic@example.com:read")).QuerySelector("main").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_it_says_so()
    {
        await using var app = await StartAsync();

        var page = await app.PageAsync("/console/attention");

        Assert.Equal("Nothing needs you", page.QuerySelector("h1").Words());
        Assert.NotNull(page.QuerySelector(".empty"));
    }

    [Fact]
    public async Task A_row_offers_what_the_api_allows_and_never_to_resolve_it()
    {
        await using var app = await StartAsync(Unknown, Unknown with { Id = Some.Payout("3").Id, ClaimedBy = "ben@example.com" }, Unknown with { Id = Some.Payout("4").Id, Actions = [] });

        var rows = (await app.PageAsync("/console/attention")).QuerySelectorAll("tr[data-row]");

        Assert.Equal(["Ask now, Claim, Open", "Ask now, Open", "Open"], rows.Select(row => string.Join(", ", row.QuerySelectorAll(".act > *").Select(action => action.Words()))));
        Assert.Contains("claimed by ben@example.com", rows[1].Words(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ask now", "look-up", "asked")]
    [InlineData("Claim", "attention/claim", "claimed")]
    public async Task What_is_pressed_is_asked_of_the_api(string button, string call, string done)
    {
        await using var app = await StartAsync(Unknown);
        app.Api.On($"POST /payouts/{Unknown.Id}/{call}", Wire.Of(Unknown));
        using var http = app.Browser();

        using var answer = await Forms.PressAsync(http, await ConsoleApp.ParseAsync(await http.GetStringAsync("/console/attention")), button);

        Assert.Equal((HttpStatusCode.SeeOther, $"/console/attention?done={done}"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        Assert.Single(app.Api.Calls, one => one.Line == $"POST /payouts/{Unknown.Id}/{call}");
    }

    [Fact]
    public async Task Whoever_may_not_operate_is_told()
    {
        await using var app = await StartAsync(Unknown with { Actions = [] });

        Assert.Contains("You may look, not act", (await app.PageAsync("/console/attention", "vic@example.com:read")).QuerySelector("main").Words(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Scene.Hostile), MemberType = typeof(Scene))]
    public async Task What_others_wrote_is_text(string hostile)
    {
        await using var app = await StartAsync(Unknown with { ClientId = hostile, ClaimedBy = hostile, Asset = hostile, Reason = new PayoutReason(hostile) });

        Scene.AssertNothingRan(await app.PageAsync("/console/attention"));
    }

    private static async Task<ConsoleApp> StartAsync(params Payout[] payouts)
    {
        var app = await ConsoleApp.StartAsync();
        app.Api.On("GET /payouts", context => Results.Text(Wire.Page([.. payouts.Where(payout =>
            context.Request.Query["needs_attention"] == "true" ? payout.NeedsAttention : payout.Detail?.Value == context.Request.Query["detail"])]), "application/json"));
        return app;
    }
}
