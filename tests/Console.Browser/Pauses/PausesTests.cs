using Microsoft.Playwright;
using Payouts.Console.Browser.Chromium;
using Payouts.Console.Browser.Sites;

namespace Payouts.Console.Browser.Pauses;

/// <summary>Stopping and going on, on a site of its own: what is paused is paused for everybody.</summary>
public sealed class PausesTests(ChromiumFixture chromium)
{
    [Fact]
    public async Task What_an_operator_pauses_waits_until_it_is_lifted_and_everybody_sees_it()
    {
        await using var site = await Site.StartAsync();
        await using var opal = await (await Visit.OpenAsync(chromium, site.Address)).AsAsync("opal", "/console/pauses");
        await using var vera = await (await Visit.OpenAsync(chromium, site.Address)).WithKeyAsync(ApiSite.Viewer);
        await vera.Page.GotoAsync("/console/payouts");
        await Assertions.Expect(vera.Page.Locator(".paused")).ToHaveCountAsync(0);

        // By keyboard, from the first field on; which one there is no need to say.
        await opal.Page.Locator("[name=kind]:checked").FocusAsync();
        await Assertions.Expect(opal.Page.Locator("#scope")).ToBeHiddenAsync();
        await opal.Page.Keyboard.PressAsync("Tab");
        await opal.Page.Keyboard.TypeAsync("The balance <b>looks</b> wrong");
        await opal.Page.Keyboard.PressAsync("Tab");
        await opal.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(opal.Page.Locator(".done")).ToContainTextAsync("It is paused.");
        await Assertions.Expect(opal.Page.Locator("h1")).ToHaveTextAsync("Everything is paused");

        var id = await site.PayAsync("c-1", "25.5");
        await vera.Page.ReloadAsync();
        await Assertions.Expect(vera.Page.Locator(".paused")).ToContainTextAsync("Everything is paused by opal");
        await Assertions.Expect(vera.Page.Locator(".paused")).ToContainTextAsync("The balance <b>looks</b> wrong");
        await vera.Page.GotoAsync($"/console/payouts/{id}");
        await Assertions.Expect(vera.Page.Locator("dl.answers")).ToContainTextAsync("Paused: it waits for the pause to be lifted.");
        await vera.Page.GetByRole(AriaRole.Link, new() { Name = "To the pauses" }).ClickAsync();
        await Assertions.Expect(vera.Page.Locator("main td", new() { HasText = "1 payout" })).ToContainTextAsync("25.5");
        Assert.Equal(0, await vera.Page.Locator("main form, main .act a").CountAsync());

        await opal.Page.ReloadAsync();
        await opal.Page.GetByRole(AriaRole.Link, new() { Name = "Lift the pause: all" }).ClickAsync();
        var dialog = opal.Page.Locator("dialog[open]");
        await dialog.Locator("[name=word]").FillAsync("all");
        await dialog.Locator("[name=reason]").FillAsync("It was the report");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Lift the pause" }).ClickAsync();
        await Assertions.Expect(opal.Page.Locator("h1")).ToHaveTextAsync("Nothing is paused");
        await Assertions.Expect(opal.Page.Locator(".paused")).ToHaveCountAsync(0);
        await site.WaitForAsync(id, "confirmed");
    }

    [Fact]
    public async Task From_a_phone_everything_stops_in_three_taps_and_goes_on_only_by_its_word()
    {
        await using var site = await Site.StartAsync();
        await using var opal = (await (await Visit.OpenAsync(chromium, site.Address, new() { ViewportSize = new() { Width = 390, Height = 844 }, HasTouch = true, IsMobile = true })).AsAsync("opal")).Allowing("status of 400");
        await using var vera = await (await Visit.OpenAsync(chromium, site.Address)).WithKeyAsync(ApiSite.Viewer);

        await opal.Page.Locator("nav.places details.others summary").TapAsync();
        await opal.Page.Locator("nav.places details.others a[href='/console/pauses']").TapAsync();
        await opal.Page.GetByRole(AriaRole.Button, new() { Name = "Pause everything now" }).TapAsync();
        await Assertions.Expect(opal.Page.Locator("h1")).ToHaveTextAsync("Everything is paused");

        // It holds at the gateway when the answer is there: nobody's next page is without it, and it stops what is made from now on.
        await Task.WhenAll(site.PayAsync("phone-1", "25.5"), site.PayAsync("phone-2", "4.5"));
        foreach (var path in new[] { "", "/payouts", "/attention", "/approvals", "/policy", "/clients", "/statistics", "/audit", "/help", "/pauses" })
        {
            await vera.Page.GotoAsync($"/console{path}");
            await Assertions.Expect(vera.Page.Locator(".paused")).ToContainTextAsync("Everything is paused by opal");
        }

        await opal.Page.ReloadAsync();
        await opal.Page.GetByRole(AriaRole.Link, new() { Name = "Lift the pause: all" }).TapAsync();
        await Assertions.Expect(opal.Page.Locator("#confirm")).ToContainTextAsync("2 payouts wait.");
        await Assertions.Expect(opal.Page.Locator("#confirm")).ToContainTextAsync("30 USDT");
        await LiftAsync(opal, "everything");
        await Assertions.Expect(opal.Page.Locator("#word-fault")).ToHaveTextAsync("This is not the word: nothing was lifted.");
        Assert.Single((await site.SendAsync(HttpMethod.Get, "/pauses", null))["data"]!.AsArray());

        await LiftAsync(opal, "all");
        await Assertions.Expect(opal.Page.Locator("h1")).ToHaveTextAsync("Nothing is paused");
        foreach (var id in (await site.PayoutsOfAsync("phone-1")).Concat(await site.PayoutsOfAsync("phone-2")))
        {
            await site.WaitForAsync(id, "confirmed");
        }
    }

    private static async Task LiftAsync(Visit visit, string word)
    {
        var confirm = visit.Page.Locator("#confirm");
        await confirm.Locator("[name=word]").FillAsync(word);
        await confirm.Locator("[name=reason]").FillAsync("It was the report");
        await confirm.GetByRole(AriaRole.Button, new() { Name = "Lift the pause" }).TapAsync();
    }
}
