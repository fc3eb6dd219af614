using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Payouts.Client;

namespace Payouts.Console.Tests.AddressBook;

public sealed class AddressBookPageTests
{
    private const string Book = "/console/clients/c-1/addresses";
    private const string Api = "/clients/c-1/addresses";
    private const string Poison = "TDD97yguPESTpcrHzs5cA2wjm1rrdcVaQM";
    private const string Ben = "ben@example.com:read+approve";

    private static readonly AddressEntry Main = new()
    {
        Id = "af82d4819a5a576b01c9202690fa2687",
        ClientId = "c-1",
        Network = "TRON",
        Asset = "USDT",
        Address = Some.Address,
        Label = "main wallet",
        Strength = AddressStrength.Strong,
        Status = AddressStatus.Cooling,
        ActiveAt = Some.Now.AddHours(23),
        CreatedBy = new() { Person = "ana@example.com" },
        CreatedAt = Some.Now.AddHours(-1),
        Version = 4
    };

    private static readonly AddressEntry Cold = Main with { Id = new string('c', 32), Label = "cold store", Asset = null, Status = AddressStatus.Active, ActiveAt = Some.Now.AddDays(-3), ActivatedBy = "ben@example.com" };

    private static readonly AddressEntry Old = Main with
    {
        Id = new string('d', 32),
        Label = "old",
        Status = AddressStatus.Revoked,
        RevokedAt = Some.Now.AddHours(-2),
        RevokedBy = new() { Key = "robot" },
        RevokeReason = "lost"
    };

    [Fact]
    public async Task The_book_says_what_each_address_is_and_when_it_will_be_active()
    {
        await using var app = await StartAsync(Main, Cold, Old);

        var page = await app.PageAsync(Book, Ben);

        Assert.Equal("Addresses of c-1", page.QuerySelector("h1").Words());
        Assert.Equal(["cooling off, active in 23 h", "active since 25 Nov 12:00 UTC, by ben@example.com", "revoked, 2 h ago by robot: lost"], page.QuerySelectorAll("main tbody tr td:nth-child(3)").Select(cell => cell.Words()));
        Assert.Equal(["USDT on TRON", "anything on TRON", "USDT on TRON"], page.QuerySelectorAll("main tbody tr td:first-child .muted").Select(line => line.Words()));
        Assert.Equal(["Activate, Revoke", "Revoke", ""], Offers(page));
        Assert.Equal([Some.Address, Some.Address, Some.Address], page.QuerySelectorAll("main tbody .whole bdi").Select(address => address.TextContent));
    }

    [Theory]
    [InlineData("ana@example.com:read+create+approve", "Revoke", true)]
    [InlineData("ANA@example.com:read+approve", "Revoke", true)]
    [InlineData("ben@example.com:read+operate", "Revoke", false)]
    [InlineData("ben@example.com:read", "", false)]
    public async Task What_one_may_not_do_is_not_offered_and_who_added_it_is_told_why(string session, string offers, bool isTold)
    {
        await using var app = await StartAsync(Main);

        var page = await app.PageAsync(Book, session);

        Assert.Equal([offers], Offers(page));
        Assert.Equal(isTold, page.QuerySelector("main tbody").Words().Contains("another person activates it", StringComparison.Ordinal));
        Assert.Equal(session.Contains("create", StringComparison.Ordinal), page.QuerySelector($"a[href='{Book}/new']") is not null);
    }

    [Fact]
    public async Task A_client_is_asked_for_and_leads_to_its_book()
    {
        await using var app = await StartAsync();
        using var http = app.Browser();

        using var answer = await http.GetAsync("/console/clients?client=a%20b");

        Assert.Equal("/console/clients/a%20b/addresses", answer.Headers.Location!.OriginalString);
        Assert.NotNull((await app.PageAsync("/console/clients")).QuerySelector("input[name=client]"));
        Assert.Equal("No address is in the book.", (await app.PageAsync(Book)).QuerySelector("main .empty p").Words());
    }

    [Fact]
    public async Task Pages_and_lists_keep_one_another()
    {
        await using var app = await StartAsync();
        app.Api.On($"GET {Api}", Wire.Of(new AddressPage { Data = [Main], NextCursor = "n", HasMore = true }));

        var page = await app.PageAsync($"{Book}?status=cooling&cursor=c");

        Assert.Contains(app.Api.Calls, call => call.Line == $"GET {Api}?status=cooling&cursor=c");
        Assert.Equal([$"{Book}?status=cooling", $"{Book}?status=cooling&cursor=n"], page.QuerySelectorAll(".pager a").Select(link => link.GetAttribute("href")));
        Assert.Equal("cooling off", page.QuerySelector(".chip[aria-current]").Words());
    }

    [Theory]
    [InlineData(201, "address-added")]
    [InlineData(200, "address-there")]
    public async Task An_address_is_added_once_its_end_was_typed_again(int status, string done)
    {
        await using var app = await StartAsync();
        app.Api.On($"POST {Api}", Wire.Of(Main), status);
        using var http = app.Browser();

        using var answer = await Forms.PressAsync(http, await OpenAsync(http, $"{Book}/new"), "Add the address", Typed(" " + Some.Address, "4Vaqm"[1..].PadLeft(6, 'b')));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var again = await answer.PageAsync();
        Assert.StartsWith("These are not the last 6 characters", again.QuerySelector("#last_six-fault").Words(), StringComparison.Ordinal);
        Assert.DoesNotContain(app.Api.Calls, call => call.Line.StartsWith("POST", StringComparison.Ordinal));

        using var added = await Forms.PressAsync(http, again, "Add the address", ("last_six", Some.Address[^6..]));
        Assert.Equal($"{Book}?done={done}", added.Headers.Location!.OriginalString);
        Assert.Equal(
            $$"""{"network":"TRON","asset":"USDT","address":"{{Some.Address}}","label":"main wallet"}""", app.Api.Calls.Single(call => call.Line == $"POST {Api}").Body);
    }

    [Fact]
    public async Task A_look_alike_stands_above_the_known_address_and_what_differs_is_marked()
    {
        await using var app = await StartAsync();
        app.Api.Refuses($"POST {Api}", 409, "address-similar", more: $$""", "similar_to":[{"id":"{{Main.Id}}","label":"main wallet","masked":"TDD97…Vaqm"}]""");
        using var http = app.Browser();

        using var answer = await Forms.PressAsync(http, await OpenAsync(http, $"{Book}/new"), "Add the address", Typed(Poison, Poison[^6..]));
        var page = await answer.PageAsync();

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var both = page.QuerySelectorAll(".alike .address");
        Assert.Equal([Poison, Some.Address], both.Select(address => address.TextContent));
        Assert.All(both, address => Assert.NotEmpty(address.QuerySelectorAll("mark")));
        Assert.DoesNotContain("TDD97yguPESTpcr", string.Concat(both[0].QuerySelectorAll("mark").Select(mark => mark.TextContent)), StringComparison.Ordinal);
        Assert.Equal("main wallet", page.QuerySelector<IHtmlInputElement>("#label")!.Value);

        app.Api.On($"POST {Api}", Wire.Of(Main), 201);
        using var meant = await Forms.PressAsync(http, page, "Add the address", ("acknowledge_similar", "on"));
        Assert.Contains("\"acknowledge_similar\":true", app.Api.Calls.Last(call => call.Line == $"POST {Api}").Body, StringComparison.Ordinal);
        Assert.Equal($"{Book}?done=address-added", meant.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task What_the_api_says_of_a_field_stands_at_the_field()
    {
        await using var app = await StartAsync();
        app.Api.Refuses($"POST {Api}", 400, "validation-failed", more: """, "errors":[{"pointer":"/address","detail":"is wrong"},{"pointer":"/memo","detail":"must be absent"}]""");
        using var http = app.Browser();

        using var answer = await Forms.PressAsync(http, await OpenAsync(http, $"{Book}/new"), "Add the address", Typed(Some.Address, Some.Address[^6..]));
        var page = await answer.PageAsync();

        Assert.Equal(("is wrong", "must be absent"), (page.QuerySelector("#address-fault").Words(), page.QuerySelector("#memo-fault").Words()));
    }

    [Fact]
    public async Task An_activation_is_for_the_version_that_was_seen_and_shows_the_whole_address_and_what_it_looks_like()
    {
        await using var app = await StartAsync(Main with { SimilarTo = [Cold.Id] });
        app.Api.On($"POST {Api}/{Main.Id}/activate", Wire.Of(Main with { Status = AddressStatus.Active }));
        using var http = app.Browser(Ben);
        var page = await OpenAsync(http, $"{Book}/{Main.Id}/activate");

        using var answer = await Forms.PressAsync(http, page, "Activate the address");

        Assert.Contains("Added 1 h ago by ana@example.com", page.QuerySelector("#confirm").Words(), StringComparison.Ordinal);
        Assert.Equal(2, page.QuerySelectorAll(".alike .address").Length);
        Assert.Null(page.QuerySelector("#last_six"));
        Assert.Equal($"{Book}?done=address-activated", answer.Headers.Location!.OriginalString);
        Assert.Equal("\"4\"", app.Api.Calls.Single(call => call.Line == $"POST {Api}/{Main.Id}/activate").Headers["If-Match"]);
    }

    [Theory]
    [InlineData("weak")]
    [InlineData("none")]
    [InlineData("of a newer service")]
    public async Task An_address_that_finds_no_slip_is_activated_once_its_end_was_typed(string strength)
    {
        await using var app = await StartAsync(Main with { Strength = new AddressStrength(strength) });
        app.Api.On($"POST {Api}/{Main.Id}/activate", Wire.Of(Main with { Status = AddressStatus.Active }));
        using var http = app.Browser(Ben);
        var page = await OpenAsync(http, $"{Book}/{Main.Id}/activate");

        using var refused = await Forms.PressAsync(http, page, "Activate the address", ("last_six", "other1"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.DoesNotContain(app.Api.Calls, call => call.Line.StartsWith("POST", StringComparison.Ordinal));

        using var answer = await Forms.PressAsync(http, page, "Activate the address", ("last_six", Some.Address[^6..]));
        Assert.Equal($"{Book}?done=address-activated", answer.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData(403, "self-approval", "not one who made it")]
    [InlineData(412, "version-mismatch", "Read what it is now")]
    [InlineData(422, "address-not-allowed", "Add the address")]
    public async Task An_activation_that_is_refused_says_what_to_do(int status, string code, string next)
    {
        await using var app = await StartAsync(Main);
        app.Api.Refuses($"POST {Api}/{Main.Id}/activate", status, code);
        using var http = app.Browser(Ben);

        using var answer = await Forms.PressAsync(http, await OpenAsync(http, $"{Book}/{Main.Id}/activate"), "Activate the address");

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(next, (await answer.PageAsync()).QuerySelector(".problem").Words(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/new", "address", "x")]
    [InlineData("/activate", "version", "4")]
    public async Task A_form_of_one_who_may_not_is_forbidden_before_anything_is_asked(string step, string name, string value)
    {
        await using var app = await StartAsync(Main with { Strength = AddressStrength.None });
        using var http = app.Browser("vera@example.com:read");

        using var answer = await ConsoleApp.SendFormAsync(http, step == "/new" ? $"{Book}/new" : $"{Book}/{Main.Id}{step}", (name, value));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.DoesNotContain(app.Api.Calls, call => call.Line.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Revoking_asks_why_and_keeps_what_was_typed()
    {
        await using var app = await StartAsync(Main);
        app.Api.Refuses($"POST {Api}/{Main.Id}/revoke", 400, "validation-failed", more: """, "errors":[{"pointer":"/reason","detail":"is required"}]""");
        using var http = app.Browser();
        using var refused = await Forms.PressAsync(http, await OpenAsync(http, $"{Book}/{Main.Id}/revoke"), "Revoke the address", ("reason", " "));
        var page = await refused.PageAsync();
        Assert.Equal("is required", page.QuerySelector("#reason-fault").Words());

        app.Api.On($"POST {Api}/{Main.Id}/revoke", Wire.Of(Old with { Id = Main.Id }));
        using var answer = await Forms.PressAsync(http, page, "Revoke the address", ("reason", "lost"));

        Assert.Equal($"{Book}?done=address-revoked", answer.Headers.Location!.OriginalString);
        Assert.Equal("""{"reason":"lost"}""", app.Api.Calls.Last().Body);
    }

    [Theory]
    [MemberData(nameof(Scene.Hostile), MemberType = typeof(Scene))]
    public async Task What_others_wrote_is_text(string hostile)
    {
        var entry = Main with { Label = hostile, Memo = hostile, Address = hostile, Network = hostile, Asset = hostile, RevokeReason = hostile, CreatedBy = new() { Person = hostile }, SimilarTo = [Cold.Id] };
        await using var app = await StartAsync(entry, entry with { Id = Old.Id, Status = AddressStatus.Revoked, RevokedAt = Some.Now });

        foreach (var path in new[] { Book, $"{Book}/{Main.Id}/activate", $"{Book}/{Main.Id}/revoke", $"/console/clients/{Uri.EscapeDataString(hostile)}/addresses/new" })
        {
            Scene.AssertNothingRan(await app.PageAsync(path));
        }
    }

    private static (string, string)[] Typed(string address, string lastSix) =>
        [("label", "main wallet"), ("network", "TRON"), ("asset", "USDT"), ("address", address), ("last_six", lastSix)];

    private static IEnumerable<string> Offers(IDocument page) =>
        page.QuerySelectorAll("main tbody tr").Select(row => string.Join(", ", row.QuerySelectorAll(".act a").Select(link => link.Words())));

    private static async Task<ConsoleApp> StartAsync(params AddressEntry[] entries)
    {
        var app = await ConsoleApp.StartAsync();
        app.Api.On($"GET {Api}", Wire.Of(new AddressPage { Data = entries }));
        foreach (var entry in new[] { Main, Cold }.Concat(entries))
        {
            app.Api.On($"GET {Api}/{entry.Id}", Wire.Of(entry));
        }

        return app;
    }

    private static async Task<IDocument> OpenAsync(HttpClient http, string path) => await ConsoleApp.ParseAsync(await http.GetStringAsync(path));
}
