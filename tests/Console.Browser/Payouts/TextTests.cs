using System.Text.Json.Nodes;
using Heleket.Simulator;
using Heleket.Simulator.Faults;
using Microsoft.Playwright;
using Payouts.Client;
using Payouts.Console.Browser.Chromium;
using Payouts.Console.Browser.NewPayout;
using Payouts.Console.Browser.Sites;

namespace Payouts.Console.Browser.Payouts;

/// <summary>What others wrote is text, everywhere.</summary>
public sealed class TextTests(ChromiumFixture chromium, SharedSite shared)
{
    private const string Later = "2027-03-01T09:00:00Z";
    private const string OfOthers = "main script, main img, main svg[onload], main a[href*=evil]:not([href^='/console/']), main [onfocus], main [onerror]";

    // What an attacker would write.
    private static readonly string[] Texts =
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "' onfocus=alert(1) autofocus='", "javascript:alert(1)",
        "{{constructor.constructor('alert(1)')()}}", "</textarea><script>alert(1)</script>", "</title><script>alert(1)</script>", "<a href=//evil.example>click</a>",
        "&lt;script&gt;alert(1)&lt;/script&gt;", "`${alert(1)}`", "@(1+1) <Component/>",
    ];

    [Fact]
    public async Task What_a_caller_wrote_is_shown_as_he_wrote_it_in_lists_live_rows_and_pages()
    {
        var ids = await Task.WhenAll(Texts.Select(MakeAsync));
        await using var visit = await (await Visit.OpenAsync(chromium, shared.Address)).AsAsync("ana", "/console");
        await visit.Page.GotoAsync("/console/payouts?client_id=texts-1");
        await visit.IsLiveAsync();
        foreach (var (id, text) in ids.Zip(Texts))
        {
            await Assertions.Expect(visit.Page.Locator($"tr[data-row='{id}']")).ToContainTextAsync(text);
        }

        await Task.WhenAll(ids.Select(id => shared.Site.SendAsync(HttpMethod.Post, $"/payouts/{id}/cancel", null)));
        foreach (var (id, text) in ids.Zip(Texts))
        {
            await Assertions.Expect(visit.Page.Locator($"tr[data-row='{id}']")).ToContainTextAsync("Cancelled");
            await Assertions.Expect(visit.Page.Locator($"tr[data-row='{id}']")).ToContainTextAsync(text);
        }

        Assert.Equal(0, await visit.Page.Locator(OfOthers).CountAsync());
        foreach (var (id, text) in ids.Zip(Texts))
        {
            await visit.Page.GotoAsync($"/console/payouts/{id}");
            await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync(text);
            Assert.Equal(0, await visit.Page.Locator(OfOthers).CountAsync());
            await visit.Page.GotoAsync($"/console/payouts?reference={Uri.EscapeDataString(text)}");
            await Assertions.Expect(visit.Page.Locator($"tr[data-row='{id}']")).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task What_the_provider_wrote_is_shown_as_it_wrote_it()
    {
        var made = Texts.Select((text, number) => (Text: text, Key: $"provider-{number}", Id: PayoutIds.Of("texts-2", $"provider-{number}"))).ToList();
        foreach (var (text, _, id) in made)
        {
            shared.Site.Simulator.Inject(new Fault(FaultKind.Refuse) { Operation = SimulatorOperation.Create, OrderId = id, Times = 1, Message = text });
        }

        await Task.WhenAll(made.Select(one => shared.Site.PayAsync("texts-2", "1", key: one.Key)));
        await using var visit = await (await Visit.OpenAsync(chromium, shared.Address)).AsAsync("opal");
        foreach (var (text, _, id) in made)
        {
            await visit.Page.GotoAsync($"/console/payouts/{id}");
            await Assertions.Expect(visit.Page.Locator(".timeline")).ToContainTextAsync(text);
            Assert.Equal(0, await visit.Page.Locator(OfOthers).CountAsync());
        }
    }

    [Fact]
    public async Task A_character_that_turns_the_direction_is_named_in_pages_and_live_rows()
    {
        var id = await MakeAsync("plain", "a\u202Eb");
        await using var visit = await (await Visit.OpenAsync(chromium, shared.Address)).AsAsync("ana", $"/console/payouts/{id}");
        foreach (var turn in new[] { "", "cancel" })
        {
            if (turn.Length > 0)
            {
                await visit.IsLiveAsync();
                await shared.Site.SendAsync(HttpMethod.Post, $"/payouts/{id}/{turn}", null);
                await Assertions.Expect(visit.Page.Locator("dl.answers")).ToContainTextAsync("cancelled");
            }

            await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync("U+202E");
            Assert.DoesNotContain("\u202E", await visit.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        }

        await visit.Page.GotoAsync("/console/payouts?reference=" + Uri.EscapeDataString("a\u202Eb"));
        Assert.DoesNotContain("\u202E", await visit.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    // With a null in it ASP.NET Core takes it for no form at all.
    [Theory]
    [InlineData("a\0b", "#problem-title")]
    [InlineData("a\u0001b", "#reference-fault")]
    [InlineData("<b>10 kB</b>", "#reference-fault")]
    public async Task What_no_field_takes_is_refused_as_text(string text, string said)
    {
        await using var visit = (await (await Visit.OpenAsync(chromium, shared.Address)).AsAsync("ana")).Allowing("status of 400");
        await visit.OpenAsync("texts-3");
        await visit.TypeAsync("1", Site.Tron, "USDT", "TRON");
        var typed = text.Contains('<', StringComparison.Ordinal) ? text + new string('x', 10_000) : text;
        // What a browser lets nobody type, a script or another program sends.
        await visit.Page.EvaluateAsync("text => { const field = document.querySelector('#reference'); field.closest('details').open = true; field.value = text; }", typed);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator(said)).ToBeVisibleAsync();
        Assert.Equal(0, await visit.Page.Locator("main b:text('10 kB')").CountAsync());
        Assert.Empty(await shared.Site.PayoutsOfAsync("texts-3"));
    }

    [Fact]
    public async Task What_stands_in_an_address_is_text()
    {
        await using var visit = (await (await Visit.OpenAsync(chromium, shared.Address)).AsAsync("ana")).Allowing("status of 400", "status of 404");
        foreach (var path in Texts.Select(Uri.EscapeDataString).SelectMany(text => new[]
        {
            $"/console/help?q={text}#{text}", $"/console/payouts?status={text}&done={text}", $"/console/sign-in?failed={text}&returnUrl={text}",
            $"/console/go?to={text}", $"/console/payouts/new?client={text}&like={text}", $"/console/payouts/{text}", $"/console/{text}",
        }))
        {
            await visit.Page.GotoAsync(path);
            Assert.True(await visit.Page.Locator("h1").CountAsync() == 1, path);
            Assert.True(await visit.Page.Locator($"{OfOthers}, a[href^='javascript:']").CountAsync() == 0, path);
        }
    }

    private Task<string> MakeAsync(string text) => MakeAsync(text, text);

    private async Task<string> MakeAsync(string text, string note)
    {
        var made = await shared.Site.SendAsync(HttpMethod.Post, "/payouts", new JsonObject
        {
            ["client_id"] = "texts-1",
            ["asset"] = "USDT",
            ["network"] = "TRON",
            ["amount"] = "1",
            ["wallet_address"] = Site.Tron,
            ["reference"] = text,
            ["requested_by"] = text,
            ["metadata"] = new JsonObject { ["note"] = note },
            ["scheduled_for"] = Later,
        });
        return made["id"]!.GetValue<string>();
    }
}
