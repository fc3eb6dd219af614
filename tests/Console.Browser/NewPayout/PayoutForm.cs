using Microsoft.Playwright;
using Payouts.Console.Browser.Chromium;

namespace Payouts.Console.Browser.NewPayout;

/// <summary>The form of a new payout, as a person fills it in.</summary>
internal static class PayoutForm
{
    /// <summary>Opens the form for a client.</summary>
    public static async Task OpenAsync(this Visit visit, string client)
    {
        await visit.Page.GotoAsync("/console/payouts/new");
        await visit.Page.Locator("#client").FillAsync(client);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#amount")).ToBeVisibleAsync();
    }

    /// <summary>Types what is given; what is not stays as it is.</summary>
    public static async Task TypeAsync(this Visit visit, string? amount = null, string? address = null, string? asset = null, string? network = null)
    {
        foreach (var (field, value) in new[] { ("wallet_address", address), ("asset", asset), ("network", network), ("amount", amount) })
        {
            if (value is not null)
            {
                await visit.Page.Locator("#" + field).FillAsync(value);
            }
        }
    }

    /// <summary>The key that the form goes under.</summary>
    public static Task<string> KeyAsync(this Visit visit) => visit.Page.Locator("form[data-draft] input[name=key]").InputValueAsync();

    /// <summary>Goes on to the review.</summary>
    public static async Task ReviewAsync(this Visit visit)
    {
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();
        await Assertions.Expect(visit.SendButton()).ToBeVisibleAsync();
    }

    /// <summary>The button of the review.</summary>
    public static ILocator SendButton(this Visit visit) => visit.Page.Locator("form[action*='/new/send'] button.primary");

    /// <summary>Sends it, and waits for the payout's page.</summary>
    /// <returns>The payout's id.</returns>
    public static async Task<string> SendAsync(this Visit visit)
    {
        await visit.SendButton().ClickAsync();
        return await visit.OnPayoutAsync();
    }

    /// <summary>Waits for a payout's page.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> OnPayoutAsync(this Visit visit)
    {
        await visit.Page.WaitForURLAsync(new System.Text.RegularExpressions.Regex("/console/payouts/[0-9a-f]{32}"));
        return new Uri(visit.Page.Url).AbsolutePath.Split('/')[^1];
    }
}
