using Microsoft.Playwright;
using Payouts.Console.Browser.Chromium;
using Payouts.Console.Browser.Sites;

namespace Payouts.Console.Browser.Everywhere;

/// <summary>Without a pointer.</summary>
public sealed class KeyboardTests(ChromiumFixture chromium, SharedSite shared)
{
    [Fact]
    public async Task A_payout_is_found_and_another_made_without_a_pointer()
    {
        var earlier = await shared.Site.PayAsync("keys-1", "6", reference: "by-keys");
        await shared.Site.WaitForAsync(earlier, "confirmed");
        await using var visit = await Visit.OpenAsync(chromium, shared.Address);
        var keys = visit.Page.Keyboard;
        await visit.Page.GotoAsync("/console");
        await TabToAsync(visit, "form:has(input[name=name][value=ana]) button");
        await keys.PressAsync("Enter");
        await Assertions.Expect(visit.Page.Locator("nav.places")).ToBeVisibleAsync();
        await visit.Page.WaitForLoadStateAsync();

        // Go to: a payout's id leads to its page.
        await keys.PressAsync("/");
        await Assertions.Expect(visit.Page.Locator("#go")).ToBeFocusedAsync();
        await keys.TypeAsync(earlier);
        await keys.PressAsync("Enter");
        await visit.Page.WaitForURLAsync($"**/console/payouts/{earlier}");

        // The list by its letters, and a row.
        await keys.PressAsync("g");
        await keys.PressAsync("p");
        await visit.Page.WaitForURLAsync("**/console/payouts");
        await TabToAsync(visit, "details.filtering summary");
        await keys.PressAsync("Enter");
        await TabToAsync(visit, "#client_id");
        await keys.TypeAsync("keys-1");
        await keys.PressAsync("Enter");
        await visit.Page.WaitForURLAsync("**/console/payouts?client_id=keys-1**");
        await Assertions.Expect(visit.Page.Locator("tr[data-row]")).ToHaveCountAsync(1);
        await keys.PressAsync("j");
        await Assertions.Expect(visit.Page.Locator("tr[data-row] a.row").First).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await visit.Page.WaitForURLAsync("**/console/payouts/*");

        // A new one.
        await keys.PressAsync("n");
        await visit.Page.WaitForURLAsync("**/console/payouts/new");
        await TabToAsync(visit, "#client");
        await keys.TypeAsync("keys-1");
        await keys.PressAsync("Enter");
        await Assertions.Expect(visit.Page.Locator("#amount")).ToBeVisibleAsync();
        await visit.Page.WaitForLoadStateAsync();
        await TabToAsync(visit, "#amount");
        await keys.TypeAsync("6.5");
        await keys.PressAsync("Enter");
        await Assertions.Expect(visit.Page.Locator("form[action*='/new/send']")).ToBeVisibleAsync();
        await visit.Page.WaitForLoadStateAsync();
        await TabToAsync(visit, "form[action*='/new/send'] button.primary");
        await keys.PressAsync("Enter");
        await visit.Page.WaitForURLAsync(new System.Text.RegularExpressions.Regex("/console/payouts/[0-9a-f]{32}"));

        await TabToAsync(visit, "details.person summary");
        await keys.PressAsync("Enter");
        await TabToAsync(visit, "form[action='/console/sign-out'] button");
        await keys.PressAsync("Enter");
        await visit.Page.WaitForURLAsync("**/console/sign-in**");
    }

    [Fact]
    public async Task Letters_do_nothing_once_they_are_switched_off()
    {
        await using var visit = await (await Visit.OpenAsync(chromium, shared.Address)).AsAsync("opal");
        await visit.Page.Locator("details.person summary").ClickAsync();
        await visit.Page.GetByLabel("Letters are shortcuts").UncheckAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-keys", "off");
        var before = visit.Page.Url;
        foreach (var letter in new[] { "g", "p", "n", "/", "?", "r" })
        {
            await visit.Page.Keyboard.PressAsync(letter);
        }

        Assert.Equal(before, visit.Page.Url);
        Assert.Equal("", await visit.Page.EvaluateAsync<string>("[...document.querySelectorAll('input[type=search], input[type=text]')].map(field => field.value).join('')"));
        await Assertions.Expect(visit.Page.Locator("#go")).Not.ToBeFocusedAsync();
    }

    // The focus is seen at each step: an outline, or it would not count as reached.
    private static async Task TabToAsync(Visit visit, string selector)
    {
        for (var presses = 0; presses < 60; presses++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            var (isThere, isSeen) = (
                await visit.Page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector),
                await visit.Page.EvaluateAsync<bool>("document.activeElement === document.body || getComputedStyle(document.activeElement).outlineStyle !== 'none'"));
            Assert.True(isSeen, $"Nobody sees that {await visit.Page.EvaluateAsync<string>("document.activeElement.outerHTML.slice(0, 120)")} has the focus.");
            if (isThere)
            {
                return;
            }
        }

        Assert.Fail($"{selector} cannot be reached.");
    }
}
