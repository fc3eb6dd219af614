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
        var earlier = await shared.Site.PayAsync("story-3", "12.5");
        await shared.Site.WaitForAsync(earlier, "confirmed");
        await using var visit = await (await Visit.OpenAsync(chromium, shared.Address)).AsAsync("ana");
        await visit.OpenAsync("story-3");

        await Assertions.Expect(visit.Page.Locator("#wallet_address")).ToHaveValueAsync(Site.Tron);
        await Assertions.Expect(visit.Page.GetByText("Filled from the payout of")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator("#amount")).ToHaveValueAsync("");
        await visit.Page.Locator("a.chip", new() { HasText = "12.5 USDT" }).First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#amount")).ToHaveValueAsync("12.5");
        await visit.TypeAsync(amount: "25.50");
        await visit.ReviewAsync();
        await Assertions.Expect(visit.Page.Locator("h1")).ToContainTextAsync("25.5 USDT");
        await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync(new System.Text.RegularExpressions.Regex("T\\s*D\\s*D\\s*9"));
        var id = await visit.SendAsync();

        await visit.Page.WaitForLoadStateAsync();
        await visit.Page.EvaluateAsync("window.stays = true");
        await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync("Confirmed", new() { Timeout = 30_000 });
        Assert.True(await visit.Page.EvaluateAsync<bool>("window.stays === true"));
        Assert.Equal(1, shared.Site.Simulator.CreateCalls(id));
        Assert.Equal("25.5", (await shared.Site.ReadAsync(id))["amount"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("client_id")]
    [InlineData("wallet_address")]
    [InlineData("asset")]
    [InlineData("network")]
    [InlineData("amount")]
    public async Task Enter_in_any_field_leads_to_the_review_of_exactly_what_was_typed(string field)
    {
        var client = $"enter-{field.Replace('_', '-')}";
        await shared.Site.WaitForAsync(await shared.Site.PayAsync(client, "7"), "confirmed");
        await using var visit = await (await Visit.OpenAsync(chromium, shared.Address)).AsAsync("ana");
        await visit.OpenAsync(client);
        await visit.TypeAsync(amount: "3.25");

        await visit.Page.Locator("#" + field).PressAsync("Enter");

        await Assertions.Expect(visit.SendButton()).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator("h1")).ToContainTextAsync("3.25 USDT");
        await Assertions.Expect(visit.SendButton()).Not.ToBeFocusedAsync();
    }

    [Theory]
    [InlineData("amount", "0")]
    [InlineData("amount", "1.1234567")]
    [InlineData("wallet_address", "TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqn")]
    [InlineData("asset", "XYZ")]
    [InlineData("network", "NOPE")]
    public async Task A_fault_stands_at_its_field_and_everything_typed_is_kept(string field, string value)
    {
        await using var visit = (await (await Visit.OpenAsync(chromium, shared.Address)).AsAsync("ana")).Allowing("status of 400");
        await visit.OpenAsync("faults-1");
        await visit.TypeAsync("2.5", Site.Tron, "USDT", "TRON");
        await visit.Page.Locator("#" + field).FillAsync(value);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator($"#{field}-fault")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator("#" + field)).ToHaveValueAsync(value);
        await Assertions.Expect(visit.Page.Locator("#" + field)).ToHaveAttributeAsync("aria-invalid", "true");
        foreach (var (other, typed) in new[] { ("client_id", "faults-1"), ("wallet_address", Site.Tron), ("asset", "USDT"), ("network", "TRON"), ("amount", "2.5") })
        {
            if (other != field)
            {
                await Assertions.Expect(visit.Page.Locator("#" + other)).ToHaveValueAsync(typed);
            }
        }

        Assert.Contains("problem", await visit.Page.EvaluateAsync<string>("document.activeElement.closest('[class]')?.className ?? ''"), StringComparison.Ordinal);
    }
}
