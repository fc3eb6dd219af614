using Microsoft.Playwright;
using Payouts.Console.Browser.Chromium;
using Payouts.Console.Browser.Sites;

namespace Payouts.Console.Browser.NewPayout;

/// <summary>A person makes a payout.</summary>
public sealed class MakingOneTests(ChromiumFixture chromium, SharedSite shared)
{
    [Fact]
    public async Task A_client_is_typed_the_wallet_is_there_and_the_payout_is_confirmed_before_ones_eyes()
    {
        await using var visit = await Visit.OpenAsync(chromium, shared.Address);
        await visit.MakeOneAsync(shared.Site, "story-3");
    }

    [Fact]
    public async Task Enter_in_any_field_leads_to_the_review_of_exactly_what_was_typed()
    {
        await shared.Site.WaitForAsync(await shared.Site.PayAsync("enter-1", "7"), "confirmed");
        await using var visit = await (await Visit.OpenAsync(chromium, shared.Address)).AsAsync("ana");
        foreach (var (field, amount) in new[] { ("client_id", "3.25"), ("wallet_address", "3.26"), ("asset", "3.27"), ("network", "3.28"), ("amount", "3.29"), ("memo", "3.3"), ("reference", "3.31"), ("scheduled_for", "3.32") })
        {
            await visit.OpenAsync("enter-1");
            await visit.TypeAsync(amount: amount);
            await visit.Page.EvaluateAsync("document.querySelector('form[data-draft] details').open = true");

            await visit.Page.Locator("#" + field).PressAsync("Enter");

            await Assertions.Expect(visit.SendButton()).ToBeVisibleAsync();
            await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync($"Send {amount} USDT to enter-1?");
            await Assertions.Expect(visit.SendButton()).Not.ToBeFocusedAsync();
        }

        Assert.Single(await shared.Site.PayoutsOfAsync("enter-1"));
    }

    [Fact]
    public async Task A_fault_stands_at_its_field_and_everything_typed_is_kept()
    {
        (string Field, string Value)[] right = [("client_id", "faults-1"), ("wallet_address", Site.Tron), ("asset", "USDT"), ("network", "TRON"), ("amount", "2.5"), ("reference", "rent"), ("memo", "")];
        (string Field, string Value)[] wrong =
        [
            ("amount", "0"), ("amount", "1.1234567"), ("amount", "1e3"), ("wallet_address", "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqn"), ("asset", "XYZ"), ("network", "NOPE"),
            ("memo", "not for this network"), ("reference", " blank first"), ("scheduled_for", "2030-01-01T00:00"),
        ];
        await using var visit = (await (await Visit.OpenAsync(chromium, shared.Address)).AsAsync("ana")).Allowing("status of 400");
        foreach (var (field, value) in wrong)
        {
            await visit.Page.EvaluateAsync("sessionStorage.clear()");
            await visit.OpenAsync("faults-1");
            await visit.Page.EvaluateAsync("document.querySelector('form[data-draft] details').open = true");
            foreach (var (other, typed) in right.Skip(1))
            {
                await visit.Page.Locator("#" + other).FillAsync(other == field ? value : typed);
            }

            if (field == "scheduled_for")
            {
                await visit.Page.Locator("#scheduled_for").FillAsync(value);
            }

            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();

            await Assertions.Expect(visit.Page.Locator($"#{field}-fault")).ToBeVisibleAsync();
            await Assertions.Expect(visit.Page.Locator("#" + field)).ToHaveAttributeAsync("aria-invalid", "true");
            await Assertions.Expect(visit.Page.Locator("#" + field)).ToHaveAttributeAsync("aria-describedby", new System.Text.RegularExpressions.Regex($"{field}-fault"));
            foreach (var (other, typed) in right)
            {
                await Assertions.Expect(visit.Page.Locator("#" + other)).ToHaveValueAsync(other == field ? value : typed);
            }

            Assert.Contains("problem", await visit.Page.EvaluateAsync<string>("document.activeElement.closest('[class]')?.className ?? ''"), StringComparison.Ordinal);
        }
    }
}
