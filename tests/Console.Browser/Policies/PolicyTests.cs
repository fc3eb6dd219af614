using Microsoft.Playwright;
using Payouts.Console.Browser.Chromium;
using Payouts.Console.Browser.Sites;

namespace Payouts.Console.Browser.Policies;

/// <summary>Two admins change the policy.</summary>
public sealed class PolicyTests(ChromiumFixture chromium, SharedSite shared)
{
    // Of a client that no other test pays: the site is theirs too.
    private const string Policy = """{"rules":[{"name":"policy-1-four-eyes","when":{"client":["policy-1"]},"then":"approve","needed":[{"role":null,"count":2}]}]}""";

    [Fact]
    public async Task What_one_proposes_another_tries_and_puts_in_force()
    {
        await using var ada = await (await Visit.OpenAsync(chromium, shared.Address)).AsAsync("ada", "/console/policy/new");
        await ada.Page.Locator("#policy").FillAsync(Policy);
        await ada.Page.Locator("#note").FillAsync("Four eyes for <b>policy-1</b>");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Propose it" }).ClickAsync();
        await Assertions.Expect(ada.Page.Locator(".done")).ToContainTextAsync("Nothing changes until it is approved.");
        await Assertions.Expect(ada.Page.Locator("main")).ToContainTextAsync("You have proposed it, so another person has to approve it.");
        await Assertions.Expect(ada.Page.Locator("main a[href$='/approve']")).ToHaveCountAsync(0);

        await using var eve = await (await Visit.OpenAsync(chromium, shared.Address)).WithKeyAsync(ApiSite.SecondAdmin);
        await eve.Page.GotoAsync("/console/policy");
        await eve.Page.GetByRole(AriaRole.Link, new() { Name = "Four eyes for <b>policy-1</b>" }).ClickAsync();
        await Assertions.Expect(eve.Page.Locator(".diff")).ToContainTextAsync("Payouts of the client policy-1: wait for 2 approvals.");
        await eve.Page.GetByRole(AriaRole.Link, new() { Name = "Try it" }).ClickAsync();
        foreach (var (field, value) in new[] { ("client_id", "policy-1"), ("asset", "USDT"), ("network", "TRON"), ("amount", "5"), ("wallet_address", ApiSite.Tron) })
        {
            await eve.Page.Locator("#" + field).FillAsync(value);
        }

        await eve.Page.GetByRole(AriaRole.Button, new() { Name = "Try it" }).ClickAsync();
        await Assertions.Expect(eve.Page.Locator("h1")).ToHaveTextAsync("It would wait for approvals");
        await Assertions.Expect(eve.Page.Locator("main ol")).ToContainTextAsync("policy-1-four-eyes matches");

        await eve.Page.GotoAsync("/console/policy");
        await eve.Page.GetByRole(AriaRole.Link, new() { Name = "Four eyes for <b>policy-1</b>" }).ClickAsync();
        await eve.Page.GetByRole(AriaRole.Link, new() { Name = "Approve" }).ClickAsync();
        await eve.Page.Locator("dialog[open]").GetByRole(AriaRole.Button, new() { Name = "Approve the change" }).ClickAsync();
        await Assertions.Expect(eve.Page.Locator(".done")).ToContainTextAsync("The change is in force");
        await Assertions.Expect(eve.Page.Locator("h1")).ToHaveTextAsync("Version 1 of the policy is in force");

        var id = await shared.Site.PayUntilOneWaitsAsync("policy-1", "5");

        // Who did what stands in the log, with what was and what is.
        await eve.Page.GotoAsync("/console/audit?action=policy");
        var row = eve.Page.Locator("main tbody tr", new() { HasText = "policy.approved" }).First;
        await Assertions.Expect(row.Locator(".who")).ToContainTextAsync("eve");
        await eve.Page.GetByRole(AriaRole.Link, new() { Name = "Verify now" }).ClickAsync();
        await eve.Page.GetByRole(AriaRole.Button, new() { Name = "Verify now" }).ClickAsync();
        await Assertions.Expect(eve.Page.Locator("h1")).ToContainTextAsync("Nothing was altered");
        await eve.Page.GotoAsync($"/console/payouts/{id}");
        await Assertions.Expect(eve.Page.Locator("#seal")).ToContainTextAsync("Verified just now");
    }
}
