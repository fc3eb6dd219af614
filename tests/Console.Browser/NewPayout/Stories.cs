using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Payouts.Client;
using Payouts.Console.Browser.Chromium;
using Payouts.Console.Browser.Sites;

namespace Payouts.Console.Browser.NewPayout;

/// <summary>What a person does from end to end, the same at one host and at several.</summary>
internal static class Stories
{
    /// <summary>A client is typed, the wallet is there, the amount is chosen and changed, and the payout is confirmed before one's eyes.</summary>
    /// <param name="visit">Of somebody who has not signed in.</param>
    /// <param name="site">Where.</param>
    /// <param name="client">Of whom there is no payout yet.</param>
    public static async Task MakeOneAsync(this Visit visit, ApiSite site, string client)
    {
        var earlier = await site.PayAsync(client, "12.5");
        await site.WaitForAsync(earlier, "confirmed");
        await visit.AsAsync("ana");
        await visit.OpenAsync(client);

        await Assertions.Expect(visit.Page.Locator("#wallet_address")).ToHaveValueAsync(ApiSite.Tron);
        await Assertions.Expect(visit.Page.GetByText("Filled from the payout of")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator("#amount")).ToHaveValueAsync("");
        await visit.Page.Locator("a.chip", new() { HasText = "12.5 USDT" }).First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#amount")).ToHaveValueAsync("12.5");
        await visit.TypeAsync(amount: "25.50");
        await visit.ReviewAsync();
        await Assertions.Expect(visit.Page.Locator("h1")).ToContainTextAsync("25.5 USDT");
        await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync(new Regex("T\\s*D\\s*D\\s*9"));
        var id = await visit.SendAsync();

        await visit.Page.WaitForLoadStateAsync();
        await visit.Page.EvaluateAsync("window.stays = true");
        await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync("Confirmed");
        Assert.True(await visit.Page.EvaluateAsync<bool>("window.stays === true"));
        Assert.Equal(1, site.Simulator.CreateCalls(id));
        Assert.Equal("25.5", (await site.ReadAsync(id))["amount"]!.GetValue<string>());
    }

    /// <summary>The session ends while a form is filled in: what was typed is there again after the sign-in, and goes under the same key.</summary>
    /// <param name="visit">Of somebody who has not signed in.</param>
    /// <param name="site">Where.</param>
    /// <param name="client">Of whom there is no payout yet.</param>
    public static async Task TypeOnAsync(this Visit visit, ApiSite site, string client)
    {
        await visit.AsAsync("ana");
        await visit.OpenAsync(client);
        await visit.Page.Locator("#amount").PressSequentiallyAsync("7.75");
        await visit.TypeAsync(address: ApiSite.Tron, asset: "USDT", network: "TRON");
        var key = await visit.KeyAsync();

        await visit.Context.ClearCookiesAsync(new() { Name = "__Host-payouts" });
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();
        await visit.Page.Locator("form:has(input[name=name][value=ana]) button").ClickAsync();

        await Assertions.Expect(visit.Page.Locator("#amount")).ToHaveValueAsync("7.75");
        await Assertions.Expect(visit.Page.Locator("#client_id")).ToHaveValueAsync(client);
        await Assertions.Expect(visit.Page.Locator("#wallet_address")).ToHaveValueAsync(ApiSite.Tron);
        Assert.Equal(key, await visit.KeyAsync());
        await visit.ReviewAsync();
        Assert.Equal(PayoutIds.Of(client, key), await visit.SendAsync());
    }
}
