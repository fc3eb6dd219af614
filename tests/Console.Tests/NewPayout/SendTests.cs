using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Http;
using Payouts.Client;

namespace Payouts.Console.Tests.NewPayout;

/// <summary>The last step: one form is one payout, whatever becomes of its answers.</summary>
public sealed class SendTests
{
    private static readonly Payout New = Some.Payout("9", detail: PayoutDetail.Submitting);
    private static readonly Payout Failed = Some.Payout("5", status: PayoutStatus.Failed);

    [Fact]
    public async Task What_was_reviewed_is_sent_under_the_forms_key_and_its_page_is_shown()
    {
        await using var app = await Scene.StartAsync(Some.Payout("1"));
        app.Api.Takes(New);
        using var http = app.Browser();
        var review = await ReviewAsync(http);

        using var answer = await Forms.PressAsync(http, review, "Send 25.5 USDT");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal($"/console/payouts/{PayoutIds.Of("c-1042", Key(review))}?done=created", answer.Headers.Location!.OriginalString);
        var create = Assert.Single(app.Api.Creates());
        Assert.Equal(Key(review), create.Headers["Idempotency-Key"]);
        Assert.Equal($$"""{"client_id":"c-1042","asset":"USDT","network":"TRON","wallet_address":"{{Some.Address}}","amount":"25.5"}""", create.Body);
    }

    [Fact]
    public async Task Two_posts_of_one_form_carry_one_key()
    {
        await using var app = await Scene.StartAsync(Some.Payout("1"));
        app.Api.Takes(New);
        using var http = app.Browser();
        var review = await ReviewAsync(http);

        var answers = await Task.WhenAll(Forms.PressAsync(http, review, "Send 25.5 USDT"), Forms.PressAsync(http, review, "Send 25.5 USDT"));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode));
        Assert.Equal([Key(review), Key(review)], app.Api.Creates().Select(create => create.Headers["Idempotency-Key"]));
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("second", true)]
    [InlineData("compared", false)]
    public async Task A_second_one_within_a_day_is_not_sent_before_it_is_ticked(string? tick, bool isSent)
    {
        await using var app = await Scene.StartAsync(Some.Payout("1", hoursAgo: 1));
        app.Api.Takes(New);
        using var http = app.Browser();
        var review = await ReviewAsync(http);

        using var answer = await Forms.PressAsync(http, review, "Send 25.5 USDT", tick is null ? [] : [(tick, "on")]);

        Assert.Contains("within 24 hours", review.QuerySelector(".warn").Words(), StringComparison.Ordinal);
        Assert.Equal($"/console/payouts/{Some.Payout("1").Id}", review.QuerySelector(".warn a")!.GetAttribute("href"));
        Assert.Equal(isSent ? HttpStatusCode.SeeOther : HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(isSent ? 1 : 0, app.Api.Creates().Count);
    }

    [Fact]
    public async Task A_look_alike_is_shown_under_the_one_it_imitates_and_asks_for_a_tick()
    {
        var alike = Some.Address[..10] + "XX" + Some.Address[12..];
        await using var app = await Scene.StartAsync(Some.Payout("1"));
        app.Api.Takes(New with { WalletAddress = alike });
        using var http = app.Browser();
        var review = await ReviewAsync(http);

        using var refused = await Forms.PressAsync(http, review, "Send 25.5 USDT");
        using var sent = await Forms.PressAsync(http, await refused.PageAsync(), "Send 25.5 USDT", ("compared", "on"));

        Assert.Equal([Some.Address, alike], review.QuerySelectorAll(".alike .address").Select(address => address.TextContent));
        Assert.Equal(["ST", "XX"], review.QuerySelectorAll(".alike mark").Select(mark => mark.TextContent));
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.SeeOther), (refused.StatusCode, sent.StatusCode));
    }

    [Theory]
    [InlineData("strong", "", true)]
    [InlineData("conditional", "", true)]
    [InlineData("weak", "", false)]
    [InlineData("none", "4vaqm", false)]
    [InlineData("none", " v4Vaqm ", true)]
    [InlineData("a word of a later release", "", false)]
    public async Task An_address_that_cannot_find_a_slip_has_its_end_typed_again(string strength, string typed, bool isSent)
    {
        await using var app = await Scene.StartAsync(Some.Payout("1"));
        app.Api.Takes(New, strength);
        using var http = app.Browser();

        using var answer = await Forms.PressAsync(http, await ReviewAsync(http), "Send 25.5 USDT", ("last_six", typed));

        Assert.Equal(isSent ? 1 : 0, app.Api.Creates().Count);
        Assert.Equal(isSent, (await answer.PageAsync()).QuerySelector("#last_six-fault") is null);
    }

    [Fact]
    public async Task A_payout_in_the_place_of_one_that_failed_is_ticked()
    {
        await using var app = await Scene.StartAsync();
        app.Api.On($"GET /payouts/{Failed.Id}", Wire.Of(Failed)).Takes(New);
        using var http = app.Browser();
        var (_, review) = await ReviewAgainAsync(http);

        using var refused = await Forms.PressAsync(http, review, "Send 25.5 USDT");
        using var sent = await Forms.PressAsync(http, review, "Send 25.5 USDT", ("again_meant", "on"));

        Assert.Contains("This is a second payout; the first ended unpaid.", review.QuerySelector(".warn").Words(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.SeeOther), (refused.StatusCode, sent.StatusCode));
    }

    [Fact]
    public async Task A_payout_that_is_reported_as_paid_meanwhile_is_not_paid_again()
    {
        await using var app = await Scene.StartAsync();
        app.Api.On($"GET /payouts/{Failed.Id}", Wire.Of(Failed)).Takes(New);
        using var http = app.Browser();
        var (form, review) = await ReviewAgainAsync(http);
        app.Api.On($"GET /payouts/{Failed.Id}", Wire.Of(Failed with { Reason = PayoutReason.ContradictedFinal, Money = MoneyPlace.Unknown, NeedsAttention = true }));

        using var sent = await Forms.PressAsync(http, review, "Send 25.5 USDT", ("again_meant", "on"));
        using var once = await Forms.PressAsync(http, form, "Review");

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (sent.StatusCode, once.StatusCode));
        Assert.Contains("Do not pay it another way.", (await sent.PageAsync()).QuerySelector("main .notice").Words(), StringComparison.Ordinal);
        Assert.Empty(app.Api.Creates());
    }

    [Fact]
    public async Task An_answer_that_is_lost_keeps_everything_and_the_same_key()
    {
        await using var app = await Scene.StartAsync(Some.Payout("1"));
        app.Api.On("POST /payouts", context => context.Request.Query.ContainsKey("validate") ? Results.Text(Wire.Validation(New, context.Request.Headers["Idempotency-Key"]!), "application/json") : Results.Text("{}", "application/json", statusCode: 502));
        using var http = app.Browser();
        var review = await ReviewAsync(http);

        using var lost = await Forms.PressAsync(http, review, "Send 25.5 USDT");
        var page = await lost.PageAsync();
        app.Api.Takes(New);
        using var again = await Forms.PressAsync(http, page, "Send 25.5 USDT");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, lost.StatusCode);
        Assert.Contains("Send it again: that is safe", page.QuerySelector("main").Words(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        Assert.All(app.Api.Creates(), create => Assert.Equal(Key(review), create.Headers["Idempotency-Key"]));
        Assert.True(app.Api.Creates().Count >= 2);
    }

    [Theory]
    [InlineData(503, "unavailable")]
    [InlineData(429, "rate-limited")]
    [InlineData(403, "forbidden")]
    public async Task An_api_that_refuses_leaves_the_form_as_it_was_typed(int status, string code)
    {
        await using var app = await Scene.StartAsync(Some.Payout("1"));
        app.Api.Takes(New);
        using var http = app.Browser();
        var review = await ReviewAsync(http);
        app.Api.Refuses("POST /payouts", status, code);

        using var answer = await Forms.PressAsync(http, review, "Send 25.5 USDT");
        var page = await answer.PageAsync();

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal((Key(review), "25.5", Some.Address), (Key(page), page.QuerySelector<IHtmlInputElement>("#amount")!.Value, page.QuerySelector<IHtmlInputElement>("#wallet_address")!.Value));
        Assert.Equal(status != 403, page.QuerySelector("main").Words().Contains("Send it again: that is safe", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_form_that_was_sent_with_other_values_says_which_payout_it_made_and_makes_none()
    {
        await using var app = await Scene.StartAsync(Some.Payout("1"));
        app.Api.Takes(New);
        using var http = app.Browser();
        var review = await ReviewAsync(http);
        app.Api.Refuses("POST /payouts", 422, "idempotency-key-reused", more: """, "differs":["amount"]""");

        using var answer = await Forms.PressAsync(http, review, "Send 25.5 USDT");
        var page = await answer.PageAsync();

        Assert.Equal(422, (int)answer.StatusCode);
        Assert.Equal($"/console/payouts/{PayoutIds.Of("c-1042", Key(review))}", page.QuerySelector("main .notice a")!.GetAttribute("href"));
        Assert.Contains("already sent", page.QuerySelector("main .notice").Words(), StringComparison.Ordinal);
        Assert.Equal("new-payout c-1042", page.QuerySelector("[data-draft-done]")!.GetAttribute("data-draft-done"));
        Assert.Equal(Key(review), page.QuerySelector("[data-draft-done]")!.GetAttribute("data-drops-key"));
        Assert.Empty(app.Api.Creates());
    }

    [Fact]
    public async Task A_form_that_was_sent_already_leads_to_its_payout()
    {
        await using var app = await Scene.StartAsync(Some.Payout("1"));
        app.Api.Validates(New, existing: New);
        using var http = app.Browser();

        using var answer = await Forms.PressAsync(http, await FormAsync(http), "Review", ("amount", "25.5"));

        Assert.Equal($"/console/payouts/{New.Id}?done=existing", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Changing_something_goes_back_to_the_form_with_all_values_and_the_key()
    {
        await using var app = await Scene.StartAsync(Some.Payout("1"));
        using var http = app.Browser();
        var review = await ReviewAsync(http);

        using var answer = await Forms.PressAsync(http, review, "Change something");
        var page = await answer.PageAsync();

        Assert.Equal((Key(review), "25.5"), (Key(page), page.QuerySelector<IHtmlInputElement>("#amount")!.Value));
    }

    [Fact]
    public async Task A_key_that_somebody_altered_is_refused()
    {
        await using var app = await Scene.StartAsync(Some.Payout("1"));
        using var http = app.Browser();

        using var answer = await Forms.PressAsync(http, await FormAsync(http), "Review", ("amount", "25.5"), ("key", "not a key"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain(app.Api.Calls, call => call.Line.StartsWith("POST", StringComparison.Ordinal));
    }

    private static string Key(IDocument page) => page.QuerySelector<IHtmlInputElement>("main input[name=key]")!.Value;

    private static async Task<IDocument> FormAsync(HttpClient http) => await ConsoleApp.ParseAsync(await http.GetStringAsync("/console/payouts/new?client=c-1042"));

    private static async Task<IDocument> ReviewAsync(HttpClient http)
    {
        using var answer = await Forms.PressAsync(http, await FormAsync(http), "Review", ("amount", "25.5"));
        return await answer.PageAsync();
    }

    private static async Task<(IDocument Form, IDocument Review)> ReviewAgainAsync(HttpClient http)
    {
        var form = await ConsoleApp.ParseAsync(await http.GetStringAsync($"/console/payouts/new?like={Failed.Id}"));
        using var reviewed = await Forms.PressAsync(http, form, "Review");
        return (form, await reviewed.PageAsync());
    }
}
