using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Payouts.Client;
using Payouts.Console.Words;

namespace Payouts.Console.Tests.Pauses;

public sealed class PausesPageTests
{
    private const string Path = "/console/pauses";
    private const string Reader = "vera@example.com:read";

    private static readonly Pause Usdt = new()
    {
        Scope = "asset:USDT",
        Reason = "The balance looks wrong",
        By = new() { Person = "opal@example.com", Key = "opal" },
        At = Some.Now.AddHours(-2),
        EffectiveBy = Some.Now.AddHours(-2).AddSeconds(5),
        Version = 4,
        Waiting = Held(12, ("USDT", 51m)),
    };

    private static readonly Pause All = Usdt with { Scope = "all", By = new() { Key = "night" }, At = Some.Now.AddSeconds(-1), EffectiveBy = Some.Now.AddSeconds(4), Waiting = Held(13, ("TRX", 12.5m), ("USDT", 51m)) };

    [Fact]
    public async Task The_list_says_what_waits_for_whom_since_when_and_why()
    {
        await using var app = await StartAsync(Usdt, All);

        var page = await app.PageAsync(Path);

        Assert.Equal("Everything is paused", page.QuerySelector("h1").Words());
        Assert.Equal(
            [
                "The coin USDT|The balance looks wrong|opal@example.com|2 h ago, everywhere 1 h 59 min ago|12 payouts 51 USDT|Lift",
                "Everything|The balance looks wrong|key night|1 s ago, everywhere in 4 s|13 payouts 12.5 TRX, 51 USDT|Lift",
            ],
            page.QuerySelectorAll("main tbody tr").Select(row => string.Join('|', row.QuerySelectorAll("td").Select(cell => cell.Words()))));
        Assert.Equal("/console/pauses/asset%3AUSDT/lift", page.QuerySelector("main .act a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Every_page_says_what_is_paused_and_nothing_when_nothing_is()
    {
        await using var app = await StartAsync(Usdt);

        foreach (var path in new[] { "/console", "/console/payouts", "/console/help", Path })
        {
            Assert.Equal(
                "The coin USDT is paused by opal@example.com, 2 h ago: “The balance looks wrong” 13 payouts wait. To the pauses",
                (await app.PageAsync(path, Reader)).QuerySelector(".paused").Words());
        }

        app.Api.On("GET /pauses", List());
        Assert.Null((await app.PageAsync("/console")).QuerySelector(".paused"));
        Assert.Equal("Nothing is paused", (await app.PageAsync(Path)).QuerySelector("h1").Words());
        app.Api.Refuses("GET /pauses", 503, "unavailable");
        Assert.Null((await app.PageAsync("/console")).QuerySelector(".paused"));
    }

    [Fact]
    public async Task Many_pauses_and_long_reasons_leave_room_for_the_page()
    {
        await using var app = await StartAsync([.. Enumerable.Range(0, 9).Select(n => Usdt with { Scope = $"client:c-{n}", Reason = new string('x', 500) })]);

        var lines = (await app.PageAsync("/console")).QuerySelectorAll(".paused > div > p").Select(line => line.Words()).ToList();

        Assert.Equal(("And 6 more pauses.", 4), (lines[^1], lines.Count));
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 220));
    }

    [Theory]
    [InlineData("all", "ignored", "all")]
    [InlineData("asset", " usdt ", "asset:usdt")]
    [InlineData("client", "c-1", "client:c-1")]
    public async Task Pausing_is_one_form(string kind, string value, string scope)
    {
        await using var app = await StartAsync();
        app.Api.On($"PUT /pauses/{scope}", Wire.Of(Usdt));
        using var http = app.Browser();

        using var answer = await Forms.PressAsync(http, await OpenAsync(http, Path), "Pause", ("kind", kind), ("scope", value), ("reason", "a hunch"));

        Assert.Equal("/console/pauses?done=paused", answer.Headers.Location!.OriginalString);
        Assert.Equal("""{"reason":"a hunch"}""", app.Api.Calls.Single(call => call.Line.StartsWith("PUT /pauses/", StringComparison.Ordinal)).Body);
        Assert.Contains("It is paused.", (await OpenAsync(http, answer.Headers.Location.OriginalString)).QuerySelector(".done").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_api_refuses_stands_at_its_field_and_all_is_kept()
    {
        await using var app = await StartAsync();
        app.Api.Refuses("PUT /pauses/network:", 400, "validation-failed", more: """, "errors":[{"pointer":"/scope","detail":"must be one"},{"pointer":"/reason","detail":"is required"}]""");
        using var http = app.Browser();

        using var answer = await Forms.PressAsync(http, await OpenAsync(http, Path), "Pause", ("kind", "network"), ("scope", ""), ("reason", "r"));
        var page = await answer.PageAsync();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(("must be one", "is required"), (page.QuerySelector("#scope-fault").Words(), page.QuerySelector("#reason-fault").Words()));
        Assert.Equal(("network", "r"), (page.QuerySelector<IHtmlInputElement>("[name=kind]:checked")!.Value, page.QuerySelector<IHtmlInputElement>("#reason")!.Value));
    }

    [Fact]
    public async Task Lifting_is_for_the_version_that_was_seen_and_says_why()
    {
        await using var app = await StartAsync(Usdt);
        app.Api.On("DELETE /pauses/asset:USDT", Wire.Of(Usdt));
        using var http = app.Browser();
        var page = await OpenAsync(http, "/console/pauses/asset%3AUSDT/lift");

        using var answer = await Forms.PressAsync(http, page, "Lift the pause", ("word", " usdt"), ("reason", "It was the report"));

        Assert.Equal("Lift the pause of the coin USDT?", page.QuerySelector("h1").Words());
        Assert.Contains("12 payouts wait. 51 USDT", page.QuerySelector("#confirm").Words(), StringComparison.Ordinal);
        Assert.Equal("/console/pauses?done=lifted", answer.Headers.Location!.OriginalString);
        var call = app.Api.Calls.Single(call => call.Line.StartsWith("DELETE", StringComparison.Ordinal));
        Assert.Equal(("\"4\"", """{"reason":"It was the report"}"""), (call.Headers["If-Match"], call.Body));
    }

    [Theory]
    [InlineData("")]
    [InlineData("all")]
    [InlineData("asset:USDT")]
    public async Task Nothing_is_lifted_without_the_word_of_what_is_paused(string word)
    {
        await using var app = await StartAsync(Usdt);
        using var http = app.Browser();

        using var answer = await Forms.PressAsync(http, await OpenAsync(http, "/console/pauses/asset%3AUSDT/lift"), "Lift the pause", ("word", word), ("reason", "It was the report"));
        var page = await answer.PageAsync();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("This is not the word: nothing was lifted.", page.QuerySelector("#word-fault").Words());
        Assert.Equal("It was the report", page.QuerySelector<IHtmlInputElement>("#reason")!.Value);
        Assert.DoesNotContain(app.Api.Calls, call => call.Line.StartsWith("DELETE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Everything_is_paused_by_one_press_unless_it_is_already()
    {
        await using var app = await StartAsync(Usdt);
        app.Api.On("PUT /pauses/all", Wire.Of(Usdt));
        using var http = app.Browser();
        var page = await OpenAsync(http, Path);

        Assert.Equal(["Pause everything now", .. PauseWords.Reasons], page.QuerySelectorAll("form.stop button").Select(button => button.Words()));
        using var answer = await Forms.PressAsync(http, page, "Pause everything now", ("reason", page.QuerySelector("form.stop button")!.GetAttribute("value")!));

        Assert.Equal("/console/pauses?done=paused", answer.Headers.Location!.OriginalString);
        Assert.Equal("""{"reason":"Stopped at once; the reason follows"}""", app.Api.Calls.Single(call => call.Line == "PUT /pauses/all").Body);
    }

    [Fact]
    public async Task A_reason_that_the_api_refuses_is_kept_and_a_change_meanwhile_is_told()
    {
        await using var app = await StartAsync(Usdt);
        app.Api.Refuses("DELETE /pauses/asset:USDT", 400, "validation-failed", more: """, "errors":[{"pointer":"/reason","detail":"is required"}]""");
        using var http = app.Browser();
        var page = await OpenAsync(http, "/console/pauses/asset%3AUSDT/lift");

        using var refused = await Forms.PressAsync(http, page, "Lift the pause", ("word", "USDT"), ("reason", " "));
        Assert.Equal("is required", (await refused.PageAsync()).QuerySelector("#reason-fault").Words());

        app.Api.Refuses("DELETE /pauses/asset:USDT", 412, "version-mismatch");
        using var changed = await Forms.PressAsync(http, page, "Lift the pause", ("word", "USDT"), ("reason", "r"));
        Assert.Contains("It changed since you looked.", (await changed.PageAsync()).QuerySelector("main").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_only_look_sees_no_form_and_who_comes_late_the_list()
    {
        await using var app = await StartAsync(Usdt);

        var page = await app.PageAsync(Path, Reader);

        Assert.Empty(page.QuerySelectorAll("main form, main .act a"));
        Assert.Empty(page.QuerySelectorAll($"nav [href='{Path}']"));
        Assert.NotEmpty((await app.PageAsync(Path)).QuerySelectorAll($"nav [href='{Path}']"));
        foreach (var (person, scope) in new[] { (Reader, "asset:USDT"), (ConsoleApp.Ana, "asset:BTC") })
        {
            using var http = app.Browser(person);
            using var answer = await http.GetAsync($"{Path}/{scope}/lift");
            Assert.Equal((HttpStatusCode.SeeOther, Path), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        }
    }

    [Fact]
    public async Task A_payout_that_is_held_back_says_so()
    {
        await using var app = await StartAsync(Usdt);
        var payout = Some.Payout(detail: PayoutDetail.Queued, reason: PayoutReason.Paused) with { Next = new() { What = StepKind.WaitForPause, Attempt = 1 } };
        app.Api.On($"GET /payouts/{payout.Id}", Wire.Of(payout));

        var said = (await app.PageAsync($"/console/payouts/{payout.Id}")).QuerySelector("dl.answers").Words();

        Assert.Contains("Paused: it waits for the pause to be lifted.", said, StringComparison.Ordinal);
        Assert.Contains("A pause holds it back.", said, StringComparison.Ordinal);
        Assert.Contains("It is sent when the pause is lifted", said, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Scene.Hostile), MemberType = typeof(Scene))]
    public async Task What_others_wrote_is_text(string hostile)
    {
        await using var app = await StartAsync(Usdt with { Scope = $"client:{hostile}", Reason = hostile, By = new() { Person = hostile } });

        Scene.AssertNothingRan(await app.PageAsync(Path));
    }

    private static Waiting Held(long count, params (string Asset, decimal Amount)[] totals) =>
        new() { Count = count, Totals = [.. totals.Select(total => new WaitingTotal { Asset = total.Asset, Amount = total.Amount })] };

    private static string List(params Pause[] pauses) => Wire.Of(new PauseList { Data = pauses, Waiting = Held(13, ("USDT", 51m)), Version = 5 });

    private static async Task<ConsoleApp> StartAsync(params Pause[] pauses)
    {
        var app = await ConsoleApp.StartAsync();
        app.Api.On("GET /pauses", List(pauses));
        return app;
    }

    private static async Task<IDocument> OpenAsync(HttpClient http, string path) => await ConsoleApp.ParseAsync(await http.GetStringAsync(path));
}
