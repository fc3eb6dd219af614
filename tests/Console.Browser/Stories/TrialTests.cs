using Deque.AxeCore.Playwright;
using Payouts.Console.Browser.Chromium;
using Payouts.Console.Browser.Sites;

namespace Payouts.Console.Browser.Stories;

public sealed class TrialTests(ChromiumFixture chromium)
{
    [Fact]
    public async Task The_first_page_of_the_service_opens()
    {
        await using var site = await Site.StartAsync();
        await using var visit = await Visit.OpenAsync(chromium, site.Address);
        await visit.Page.GotoAsync("/");
        await Microsoft.Playwright.Assertions.Expect(visit.Page.Locator("h1")).ToBeVisibleAsync();
        var found = await visit.Page.RunAxe();
        TestContext.Current.SendDiagnosticMessage($"{found.Violations.Length}");
        var id = await site.PayAsync("c-1", "5");
        await site.WaitForAsync(id, "confirmed");
    }
}
