using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Payouts.Client;

namespace Payouts.Console.Tests.Keys;

public sealed class KeysPageTests
{
    private const string Secret = "po_ab12cd34_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGxyz12";

    private static readonly Key Payroll = new() { Id = "ab12cd34", Name = "payroll", Kind = KeyKind.Runtime, Scopes = [Scope.Read, Scope.Create], Status = KeyStatus.Active, Secrets = [new KeySecret()], CreatedBy = "ada@example.com", Version = 4 };

    [Fact]
    public async Task The_list_says_who_may_what_and_offers_only_what_works()
    {
        await using var app = await StartAsync(Payroll, Payroll with { Id = "ana", Name = "ana", Kind = KeyKind.Configured, Person = "ana@example.com" }, Payroll with { Id = "old", Name = "old", Status = KeyStatus.Revoked });

        var page = await app.PageAsync("/console/keys");

        Assert.Equal("2 keys are active", page.QuerySelector("h1").Words());
        Assert.Equal(["Revoke", "Rotate, Revoke", ""], page.QuerySelectorAll("main tbody tr").Select(row => string.Join(", ", row.QuerySelectorAll(".act a").Select(link => link.Words()))));
        Assert.Equal(["ana@example.com"], page.QuerySelectorAll("#persons option").Select(option => option.GetAttribute("value")));
    }

    [Fact]
    public async Task It_says_how_many_secrets_of_a_key_work()
    {
        await using var app = await StartAsync(Payroll with { Secrets = [new KeySecret(), new KeySecret(), new KeySecret()] }, Payroll with { Name = "zoe" });

        Assert.Equal(["made here by ada@example.com, 3 secrets work", "made here by ada@example.com"], (await app.PageAsync("/console/keys")).QuerySelectorAll("main td .muted").Select(line => line.Words()));
    }

    [Fact]
    public async Task A_new_keys_secret_is_in_this_answer_alone_which_nothing_keeps()
    {
        await using var app = await StartAsync(Payroll);
        app.Api.On("POST /keys", Made(), 201);
        using var http = app.Browser();

        using var answer = await Forms.PressAsync(http, await OpenAsync(http, "/console/keys/new"), "Make the key", ("name", "payroll"), ("scopes", "payouts:read"), ("scopes", "payouts:create"), ("client_id", "c-1"), ("expires", "30"));
        var page = await answer.PageAsync();

        Assert.Equal((HttpStatusCode.OK, "no-store"), (answer.StatusCode, answer.Headers.CacheControl!.ToString()));
        Assert.Equal(Secret, page.QuerySelector("#secret")!.TextContent);
        Assert.DoesNotContain(page.QuerySelectorAll("[href], [action], input"), element => element.OuterHtml.Contains(Secret, StringComparison.Ordinal));
        Assert.Equal("""{"name":"payroll","scopes":["payouts:read","payouts:create"],"client_id":"c-1","expires_at":"2026-12-28T12:00:00+00:00"}""", app.Api.Calls.Single(call => call.Line == "POST /keys").Body);
        foreach (var path in new[] { "/console/keys", "/console/keys/new", "/console/keys/ab12cd34/rotate" })
        {
            Assert.DoesNotContain(Secret, await http.GetStringAsync(path), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_name_that_is_in_use_stands_at_its_field_and_all_is_kept()
    {
        await using var app = await StartAsync(Payroll);
        app.Api.Refuses("POST /keys", 400, "validation-failed", more: """, "errors":[{"pointer":"/name","detail":"is in use"},{"pointer":"/scopes/0","detail":"is not for keys"}]""");
        using var http = app.Browser();

        using var answer = await Forms.PressAsync(http, await OpenAsync(http, "/console/keys/new"), "Make the key", ("name", "payroll"), ("scopes", "payouts:create"), ("expires", "90"));
        var page = await answer.PageAsync();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(("is in use", "is not for keys"), (page.QuerySelector("#name-fault").Words(), page.QuerySelector("#scopes-fault").Words()));
        Assert.Equal(("payroll", "90"), (page.QuerySelector<IHtmlInputElement>("#name")!.Value, page.QuerySelector<IHtmlSelectElement>("#expires")!.Value));
        Assert.Equal(["payouts:create"], page.QuerySelectorAll<IHtmlInputElement>("input[name=scopes]").Where(box => box.IsChecked).Select(box => box.Value));
    }

    [Theory]
    [InlineData("day", 86400)]
    [InlineData("none", 0)]
    [InlineData("a word of nobody", 0)]
    public async Task Rotating_is_for_the_version_that_was_seen_and_shows_the_secret_once(string choice, int seconds)
    {
        await using var app = await StartAsync(Payroll);
        app.Api.On("POST /keys/ab12cd34/rotate", Made());
        using var http = app.Browser();

        using var answer = await Forms.PressAsync(http, await OpenAsync(http, "/console/keys/ab12cd34/rotate"), "Make a new secret", ("overlap", choice));

        var call = app.Api.Calls.Single(call => call.Line == "POST /keys/ab12cd34/rotate");
        Assert.Equal("\"4\"", call.Headers["If-Match"]);
        Assert.Equal($$"""{"overlap":{{seconds}}}""", call.Body);
        Assert.Equal(Secret, (await answer.PageAsync()).QuerySelector("#secret")!.TextContent);
    }

    [Fact]
    public async Task Revoking_asks_why_and_says_when_it_holds()
    {
        await using var app = await StartAsync(Payroll);
        app.Api.On("POST /keys/ab12cd34/revoke", Wire.Of(Payroll));
        using var http = app.Browser();
        var page = await OpenAsync(http, "/console/keys/ab12cd34/revoke");

        using var answer = await Forms.PressAsync(http, page, "Revoke the key", ("reason", "leaked <b>"));

        Assert.Contains("refused within 8 seconds", page.QuerySelector("#confirm").Words(), StringComparison.Ordinal);
        Assert.Equal("/console/keys?done=key-revoked", answer.Headers.Location!.OriginalString);
        Assert.Equal("""{"reason":"leaked \u003Cb\u003E"}""", app.Api.Calls.Single(call => call.Line == "POST /keys/ab12cd34/revoke").Body);
    }

    [Fact]
    public async Task A_reason_that_the_api_refuses_is_kept_at_its_field()
    {
        await using var app = await StartAsync(Payroll);
        app.Api.Refuses("POST /keys/ab12cd34/revoke", 400, "validation-failed", more: """, "errors":[{"pointer":"/reason","detail":"is required"}]""");
        using var http = app.Browser();

        using var answer = await Forms.PressAsync(http, await OpenAsync(http, "/console/keys/ab12cd34/revoke"), "Revoke the key", ("reason", " "));

        Assert.Equal("is required", (await answer.PageAsync()).QuerySelector("#reason-fault").Words());
    }

    [Fact]
    public async Task A_person_is_signed_out_everywhere_after_a_question()
    {
        await using var app = await StartAsync(Payroll);
        app.Api.On("POST /people/ben@example.com/sign-out-everywhere", "", 204);
        using var http = app.Browser();

        using var answer = await Forms.PressAsync(http, await OpenAsync(http, "/console/people/sign-out?person=ben@example.com"), "End all of the sessions");

        Assert.Equal("/console/keys?done=signed-out-everywhere", answer.Headers.Location!.OriginalString);
        Assert.Single(app.Api.Calls, call => call.Line.StartsWith("POST /people/", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Scene.Hostile), MemberType = typeof(Scene))]
    public async Task What_others_wrote_is_text(string hostile)
    {
        await using var app = await StartAsync(Payroll with { Name = hostile, Person = hostile, ClientId = hostile, CreatedBy = hostile, Scopes = [new Scope(hostile)] });

        Scene.AssertNothingRan(await app.PageAsync("/console/keys"));
        Scene.AssertNothingRan(await app.PageAsync($"/console/people/sign-out?person={Uri.EscapeDataString(hostile)}"));
    }

    private static string Made() => Wire.Of(new NewKey { Id = Payroll.Id, Name = Payroll.Name, Kind = Payroll.Kind, Scopes = Payroll.Scopes, Status = Payroll.Status, Secrets = Payroll.Secrets, Version = 5, Secret = Secret });

    private static async Task<ConsoleApp> StartAsync(params Key[] keys)
    {
        var app = await ConsoleApp.StartAsync();
        app.Api.On("GET /keys", Wire.Of(new { Data = keys })).On($"GET /keys/{Payroll.Id}", Wire.Of(Payroll));
        return app;
    }

    private static async Task<IDocument> OpenAsync(HttpClient http, string path) => await ConsoleApp.ParseAsync(await http.GetStringAsync(path));
}
