using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Http;
using Payouts.Client;

namespace Payouts.Console.Tests.NewPayout;

/// <summary>The form up to its review.</summary>
public sealed class NewPayoutPageTests
{
    private const string Form = "/console/payouts/new?client=c-1042";

    [Fact]
    public async Task Without_a_client_it_asks_for_one_and_offers_those_paid_lately()
    {
        await using var app = await Scene.StartAsync(Some.Payout("1"), Some.Payout("2"));

        var page = await app.PageAsync("/console/payouts/new");

        Assert.Equal("Who is paid?", page.QuerySelector("h1").Words());
        Assert.Equal(["/console/payouts/new?client=c-1042"], page.QuerySelectorAll("main .chip").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task It_is_filled_from_the_newest_confirmed_payout_says_so_and_leaves_the_amount_empty()
    {
        await using var app = await Scene.StartAsync(Some.Payout("3", detail: PayoutDetail.OutcomeUnknown, address: "Tdoubtful"), Some.Payout("2", memo: "7"), Some.Payout("1", amount: 30));

        var page = await app.PageAsync(Form);

        Assert.Equal(["c-1042", Some.Address, "USDT", "TRON", "7", ""],
            new[] { "client_id", "wallet_address", "asset", "network", "memo", "amount" }.Select(name => page.QuerySelector<IHtmlInputElement>($"#{name}")!.Value));
        Assert.StartsWith("Filled from the payout of", page.QuerySelector("main .notice[data-unless-restored=wallet_address]").Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("Tdoubtful", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_book_comes_before_what_was_paid_and_an_entry_fills_the_form()
    {
        await using var app = await Scene.StartAsync(Some.Payout("1"));
        var entry = new AddressEntry { Id = "e1", ClientId = "c-1042", Network = "XRP", Address = "rBook", Memo = "77", Label = "treasury", Strength = AddressStrength.Strong, Status = AddressStatus.Active, ActiveAt = Some.Now, CreatedAt = Some.Now, Version = 1 };
        app.Api.On("GET /clients/c-1042/addresses", Wire.Of(new AddressPage { Data = [entry] }));

        var page = await app.PageAsync(Form);
        var filled = await app.PageAsync(page.QuerySelector("main .before a")!.GetAttribute("href")!);

        Assert.Equal(["Address book", "Paid before"], page.QuerySelectorAll("main .before h2").Select(heading => heading.Words()));
        Assert.Equal(["c-1042", "rBook", "", "XRP", "77", ""],
            new[] { "client_id", "wallet_address", "asset", "network", "memo", "amount" }.Select(name => filled.QuerySelector<IHtmlInputElement>($"#{name}")!.Value));
        Assert.Equal("Filled from the address book: treasury. Change: begin empty.", filled.QuerySelector("main .notice[data-unless-restored=wallet_address]").Words());
        Assert.NotNull(filled.QuerySelector($"main .notice a[href='{Form}&like=none']"));
        Assert.Contains(app.Api.Calls, call => call.Line == "GET /clients/c-1042/addresses?status=active&limit=100");
    }

    [Fact]
    public async Task Suggestions_are_links_and_the_first_button_that_Enter_presses_is_the_forms_main_one()
    {
        await using var app = await Scene.StartAsync(Some.Payout("3"), Some.Payout("2", amount: 30), Some.Payout("1", amount: 30));

        var page = await app.PageAsync(Form);
        var form = page.QuerySelector("main form")!;

        Assert.Equal("Review", form.QuerySelectorAll("button, input[type=submit], input[type=image]").First(button => button.GetAttribute("type") != "button").Words());
        Assert.Equal([$"{Form}&like={Some.Payout("3").Id}&amount=25.5", $"{Form}&like={Some.Payout("3").Id}&amount=30"], page.QuerySelectorAll("main a.chip").Select(chip => chip.GetAttribute("href")));
        Assert.All(page.QuerySelectorAll("main .before li"), row => Assert.NotNull(row.QuerySelector("a[href*='like=']")));
    }

    [Fact]
    public async Task A_suggestion_without_scripts_fills_the_same_receiver_and_the_amount()
    {
        await using var app = await Scene.StartAsync(Some.Payout("3"), Some.Payout("2", address: "Tother", memo: "9"));
        app.Api.On($"GET /payouts/{Some.Payout("2").Id}", Wire.Of(Some.Payout("2", address: "Tother", memo: "9")));

        var page = await app.PageAsync($"{Form}&like={Some.Payout("2").Id}&amount=30");

        Assert.Equal(["Tother", "9", "30"], new[] { "wallet_address", "memo", "amount" }.Select(name => page.QuerySelector<IHtmlInputElement>($"#{name}")!.Value));
    }

    [Fact]
    public async Task The_review_asks_the_api_with_what_was_typed_and_stores_nothing()
    {
        await using var app = await Scene.StartAsync(Some.Payout("1"));
        using var http = app.Browser();
        var page = await ConsoleApp.ParseAsync(await http.GetStringAsync(Form));
        var key = page.QuerySelector<IHtmlInputElement>("main input[name=key]")!.Value;

        using var answer = await Forms.PressAsync(http, page, "Review", ("amount", "25,5 "), ("reference", "b"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var call = Assert.Single(app.Api.Calls, call => call.Line.StartsWith("POST", StringComparison.Ordinal));
        Assert.Equal("POST /payouts?validate=true", call.Line);
        Assert.Equal($$"""{"client_id":"c-1042","asset":"USDT","network":"TRON","wallet_address":"{{Some.Address}}","amount":"25,5 ","reference":"b"}""", call.Body);
        Assert.Equal(key, call.Headers["Idempotency-Key"]);
    }

    [Fact]
    public async Task The_review_tells_all_and_its_first_button_sends()
    {
        await using var app = await Scene.StartAsync(Some.Payout("1", memo: "4", hoursAgo: 500));
        app.Api.Validates(Some.Payout("9", amount: 12345.67m), "strong", takesMemo: true);
        using var http = app.Browser();

        using var answer = await Forms.PressAsync(http, await ConsoleApp.ParseAsync(await http.GetStringAsync(Form)), "Review", ("amount", "12345.67"));
        var page = await answer.PageAsync();
        var told = page.QuerySelector("dl.review").Words();

        Assert.Equal("Send 12345.67 USDT to c-1042?", page.QuerySelector("h1").Words());
        Assert.Contains("no memo", told, StringComparison.Ordinal);
        Assert.Contains("First time", told, StringComparison.Ordinal);
        Assert.Contains("usually 25.5 USDT", told, StringComparison.Ordinal);
        Assert.Contains("strong checksum", told, StringComparison.Ordinal);
        Assert.Equal(Some.Address, page.QuerySelector("dl.review .address.whole")!.TextContent);
        Assert.Equal("Send 12345.67 USDT", page.QuerySelector("main form button").Words());
        Assert.Null(page.QuerySelector("main form button[autofocus]"));
    }

    [Fact]
    public async Task A_fault_stands_at_its_field_and_everything_typed_is_kept()
    {
        await using var app = await Scene.StartAsync(Some.Payout("1"));
        app.Api.Refuses("POST /payouts", 400, "validation-failed", more: """, "errors":[{"pointer":"/amount","detail":"must be greater than zero"},{"pointer":"/metadata/x","detail":"too long"}]""");
        using var http = app.Browser();
        var form = await ConsoleApp.ParseAsync(await http.GetStringAsync(Form));

        using var answer = await Forms.PressAsync(http, form, "Review", ("amount", "-1"), ("memo", "<b>"), ("scheduled_for", "2026-12-01T09:00"), ("fee_payer", "recipient"));
        var page = await answer.PageAsync();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("must be greater than zero", page.QuerySelector("#amount-fault").Words());
        Assert.Equal(("true", "amount-fault"), (page.QuerySelector("#amount")!.GetAttribute("aria-invalid"), page.QuerySelector("#amount")!.GetAttribute("aria-describedby")));
        Assert.Equal(["-1", "<b>", "2026-12-01T09:00"], new[] { "amount", "memo", "scheduled_for" }.Select(name => page.QuerySelector<IHtmlInputElement>($"#{name}")!.Value));
        Assert.Equal("recipient", page.QuerySelector<IHtmlSelectElement>("#fee_payer")!.Value);
        Assert.Equal(form.QuerySelector<IHtmlInputElement>("main input[name=key]")!.Value, page.QuerySelector<IHtmlInputElement>("main input[name=key]")!.Value);
        Assert.Contains("too long", page.QuerySelector(".problem").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pay_again_fills_all_of_what_failed_and_names_it()
    {
        await using var app = await Scene.StartAsync();
        var failed = Some.Payout("5", amount: 12, memo: "3", status: PayoutStatus.Failed) with { Reference = "r" };
        app.Api.On($"GET /payouts/{failed.Id}", Wire.Of(failed));

        var page = await app.PageAsync($"/console/payouts/new?like={failed.Id}");

        Assert.Equal(["12", "3", "r", failed.Id], new[] { "amount", "memo", "reference", "again" }.Select(name => page.QuerySelector<IHtmlInputElement>($"main input[name={name}]")!.Value));
        Assert.Equal($"new-payout c-1042 again {failed.Id}", page.QuerySelector("main form")!.GetAttribute("data-draft"));
        Assert.Null(page.QuerySelector("main form")!.GetAttribute("data-draft-only"));
    }

    [Fact]
    public async Task A_session_that_is_over_comes_back_to_paying_again_under_its_own_draft()
    {
        await using var app = await Scene.StartAsync();
        var failed = Some.Payout("5", status: PayoutStatus.Failed);
        app.Api.On($"GET /payouts/{failed.Id}", Wire.Of(failed));
        var review = (await app.PageAsync($"/console/payouts/new?like={failed.Id}")).QuerySelector("main form")!.GetAttribute("action")!;

        var back = await app.PageAsync(review);

        Assert.Equal($"new-payout c-1042 again {failed.Id}", back.QuerySelector("main form")!.GetAttribute("data-draft"));
        Assert.Equal("25.5", back.QuerySelector<IHtmlInputElement>("#amount")!.Value);
    }

    [Fact]
    public async Task Nothing_is_paid_again_that_heleket_reports_as_paid()
    {
        await using var app = await Scene.StartAsync();
        var contradicted = Some.Payout("5", status: PayoutStatus.Failed, reason: PayoutReason.ContradictedFinal);
        app.Api.On($"GET /payouts/{contradicted.Id}", Wire.Of(contradicted));

        var page = await app.PageAsync($"/console/payouts/new?like={contradicted.Id}");

        Assert.Equal(("", ""), (page.QuerySelector<IHtmlInputElement>("#wallet_address")!.Value, page.QuerySelector<IHtmlInputElement>("main input[name=again]")!.Value));
        Assert.Contains("Do not pay it another way", page.QuerySelector("main .notice").Words(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(25.5, 1.5, "The receiver gets 24 USDT.")]
    [InlineData(1, 1.0, "The receiver gets nothing: the fee is not less than the amount.")]
    [InlineData(25.5, null, "The receiver gets the amount less Heleket's fee.")]
    public async Task What_the_receiver_gets_is_said_when_the_fee_comes_out_of_the_amount(decimal amount, double? fee, string sentence)
    {
        await using var app = await Scene.StartAsync(Some.Payout("1"));
        var payout = Some.Payout("9", amount: amount) with { FeePayer = FeePayer.Recipient };
        app.Api.On("POST /payouts", context => Results.Text(Wire.Validation(payout, context.Request.Headers["Idempotency-Key"]!, fee: (decimal?)fee), "application/json"));
        using var http = app.Browser();

        using var answer = await Forms.PressAsync(http, await ConsoleApp.ParseAsync(await http.GetStringAsync(Form)), "Review", ("amount", "25.5"), ("fee_payer", "recipient"));

        Assert.Contains(sentence, (await answer.PageAsync()).QuerySelector("dl.review").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_filled_from_a_payout_of_which_nobody_knows_how_it_ended()
    {
        await using var app = await Scene.StartAsync();
        var unknown = Some.Payout("5", detail: PayoutDetail.OutcomeUnknown);
        app.Api.On($"GET /payouts/{unknown.Id}", Wire.Of(unknown));

        var page = await app.PageAsync($"/console/payouts/new?like={unknown.Id}");

        Assert.Equal("", page.QuerySelector<IHtmlInputElement>("#wallet_address")!.Value);
        Assert.Contains("Do not pay it another way", page.QuerySelector("main .notice").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_is_over_comes_back_to_the_form_of_the_same_client()
    {
        await using var app = await Scene.StartAsync();
        using var http = app.Browser(session: null);
        using var content = new FormUrlEncodedContent([]);

        using var answer = await http.PostAsync("/console/payouts/new/send?client=c-1042", content);
        var back = await app.PageAsync("/console/payouts/new/send?client=c-1042");

        Assert.Equal("/console/sign-in?returnUrl=%2Fconsole%2Fpayouts%2Fnew%2Fsend%3Fclient%3Dc-1042", answer.Headers.Location!.OriginalString);
        Assert.Equal("new-payout c-1042", back.QuerySelector("main form")!.GetAttribute("data-draft"));
    }

    [Fact]
    public async Task Whoever_may_not_make_payouts_sees_no_button()
    {
        await using var app = await Scene.StartAsync(Some.Payout("1"));

        var page = await app.PageAsync(Form, "vic@example.com:read");

        Assert.Empty(page.QuerySelectorAll("main form[method=post] button"));
        Assert.Contains("You may look", page.QuerySelector("main").Words(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Scene.Hostile), MemberType = typeof(Scene))]
    public async Task What_others_wrote_is_text(string hostile)
    {
        var payout = Some.Payout("9", memo: hostile, address: hostile) with { Reference = hostile, ClientId = hostile, Asset = hostile };
        await using var app = await Scene.StartAsync(payout);
        app.Api.Validates(payout, "none", takesMemo: true);
        using var http = app.Browser();

        var form = await ConsoleApp.ParseAsync(await http.GetStringAsync($"/console/payouts/new?client={Uri.EscapeDataString(hostile)}"));
        using var answer = await Forms.PressAsync(http, form, "Review", ("amount", hostile));

        Scene.AssertNothingRan(form);
        Scene.AssertNothingRan(await answer.PageAsync());
        Assert.Equal(hostile, form.QuerySelector<IHtmlInputElement>("#memo")!.Value);
    }
}
