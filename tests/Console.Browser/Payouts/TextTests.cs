using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Payouts.Console.Browser.Chromium;
using Payouts.Console.Browser.Sites;

namespace Payouts.Console.Browser.Payouts;

/// <summary>What others wrote is text, everywhere.</summary>
public sealed class TextTests(ChromiumFixture chromium, SharedSite shared)
{
    /// <summary>What an attacker would write.</summary>
    public static TheoryData<string> Texts =>
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "' onfocus=alert(1) autofocus='", "javascript:alert(1)",
        "{{constructor.constructor('alert(1)')()}}", "</textarea><script>alert(1)</script>", "</title><script>alert(1)</script>", "<a href=//evil.example>click</a>",
        "&lt;script&gt;alert(1)&lt;/script&gt;", "`${alert(1)}`", "@(1+1) <Component/>",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task What_a_caller_wrote_is_shown_as_he_wrote_it(string text)
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
            ["metadata"] = new JsonObject { ["note"] = text },
            ["scheduled_for"] = "2027-03-01T09:00:00Z",
        });
        var id = made["id"]!.GetValue<string>();
        await using var visit = await (await Visit.OpenAsync(chromium, shared.Address)).AsAsync("ana", "/console/payouts?client_id=texts-1");
        await Assertions.Expect(visit.Page.Locator($"tr[data-row='{id}']")).ToContainTextAsync(text);

        // The same by a live row.
        await shared.Site.SendAsync(HttpMethod.Post, $"/payouts/{id}/cancel", null);
        await Assertions.Expect(visit.Page.Locator($"tr[data-row='{id}']")).ToContainTextAsync("Cancelled");
        await Assertions.Expect(visit.Page.Locator($"tr[data-row='{id}']")).ToContainTextAsync(text);
        await visit.Page.GotoAsync($"/console/payouts/{id}");
        await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync(text);
        Assert.Equal(0, await visit.Page.Locator("main script, main img, main svg[onload], main a[href*=evil]").CountAsync());
        await visit.Page.GotoAsync($"/console/payouts?reference={Uri.EscapeDataString(text)}");
        await Assertions.Expect(visit.Page.Locator($"tr[data-row='{id}']")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_character_that_turns_the_direction_is_named()
    {
        await using var visit = await (await Visit.OpenAsync(chromium, shared.Address)).AsAsync("ana");
        await visit.Page.GotoAsync("/console/payouts?reference=" + Uri.EscapeDataString("a\u202Eb"));
        Assert.DoesNotContain("\u202E", await visit.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }
}
