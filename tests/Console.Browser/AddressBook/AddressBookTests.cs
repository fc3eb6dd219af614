using Microsoft.Playwright;
using Payouts.Console.Browser.Chromium;
using Payouts.Console.Browser.Sites;

namespace Payouts.Console.Browser.AddressBook;

/// <summary>An address is added by one person and activated by another.</summary>
public sealed class AddressBookTests(ChromiumFixture chromium, SharedSite shared)
{
    // Begins and ends as the one that is known.
    private const string Poison = "TDD97yguPESTpcrHzs5cA2wjm1rrdcVaQM";

    [Fact]
    public async Task What_one_adds_another_activates_and_what_looks_like_it_is_compared()
    {
        await using var ana = (await (await Visit.OpenAsync(chromium, shared.Address)).AsAsync("ana", "/console/clients/book-1/addresses")).Allowing("status of 409", "status of 422", "status of 400");
        await ana.Page.GetByRole(AriaRole.Link, new() { Name = "Add an address" }).ClickAsync();
        await AddAsync(ana, "main wallet", ApiSite.Tron);
        await Assertions.Expect(ana.Page.Locator(".done")).ToContainTextAsync("The address is in the book.");
        var row = ana.Page.Locator("main tbody tr", new() { HasText = "main wallet" });
        await Assertions.Expect(row).ToContainTextAsync("cooling off, active in");

        await using var ben = await (await Visit.OpenAsync(chromium, shared.Address)).AsAsync("ben", "/console/clients/book-1/addresses");
        await ben.Page.GetByRole(AriaRole.Link, new() { Name = "Activate main wallet" }).ClickAsync();
        await ben.Page.GetByRole(AriaRole.Button, new() { Name = "Activate the address" }).ClickAsync();
        await Assertions.Expect(ben.Page.Locator(".done")).ToHaveTextAsync("The address is active.");
        await Assertions.Expect(ben.Page.Locator("main tbody tr")).ToContainTextAsync("by ben");

        // One that begins and ends like it stands above it, and is added only by a tick.
        await ana.Page.GotoAsync("/console/clients/book-1/addresses/new");
        await AddAsync(ana, "second wallet", Poison);
        await Assertions.Expect(ana.Page.Locator(".alike mark").First).ToBeVisibleAsync();
        await Assertions.Expect(ana.Page.Locator(".alike bdi.address").First).ToHaveTextAsync(Poison);
        await ana.Page.Locator("#acknowledge_similar").CheckAsync();
        await ana.Page.GetByRole(AriaRole.Button, new() { Name = "Add the address" }).ClickAsync();
        await Assertions.Expect(ana.Page.Locator("main tbody tr", new() { HasText = "second wallet" })).ToContainTextAsync("It looks like 1 other entry.");

        await ana.Page.GetByRole(AriaRole.Link, new() { Name = "Revoke main wallet" }).ClickAsync();
        var dialog = ana.Page.Locator("dialog[open]");
        await dialog.Locator("[name=reason]").FillAsync("They lost the key");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Revoke the address" }).ClickAsync();
        await Assertions.Expect(row).ToContainTextAsync("revoked");
        await Assertions.Expect(row).ToContainTextAsync("They lost the key");
    }

    private static async Task AddAsync(Visit visit, string label, string address)
    {
        foreach (var (field, value) in new[] { ("label", label), ("network", "TRON"), ("address", address), ("last_six", address[^6..]) })
        {
            await visit.Page.Locator("#" + field).FillAsync(value);
        }

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Add the address" }).ClickAsync();
    }
}
