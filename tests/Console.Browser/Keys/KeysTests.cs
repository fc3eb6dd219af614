using System.Net;
using System.Net.Http.Headers;
using Microsoft.Playwright;
using Payouts.Console.Browser.Chromium;
using Payouts.Console.Browser.Sites;
using Payouts.Harness;

namespace Payouts.Console.Browser.Keys;

/// <summary>Keys for programs, made by a person.</summary>
public sealed class KeysTests(ChromiumFixture chromium, SharedSite shared)
{
    [Fact]
    public async Task A_secret_is_seen_once_and_gone_on_back_and_reload()
    {
        await using var visit = (await (await Visit.OpenAsync(chromium, shared.Address)).AsAsync("ada", "/console/keys/new")).Allowing("status of 400", "ERR_CACHE_MISS");
        await visit.Page.Locator("#name").FillAsync("till");
        await visit.Page.Locator("input[name=scopes][value='payouts:read']").CheckAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();
        var secret = await visit.Page.Locator("#secret").InnerTextAsync();
        Assert.StartsWith("po_", secret, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, visit.Page.Url, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, await visit.Page.EvaluateAsync<string>("JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }) + document.cookie"), StringComparison.Ordinal);

        // It works without a restart.
        using var http = new HttpClient { BaseAddress = shared.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        await StatusAsync(http, HttpStatusCode.OK);

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "to the keys" }).ClickAsync();
        // The browser may keep nothing: what was an answer to a form is not there any more.
        await Assert.ThrowsAsync<PlaywrightException>(() => visit.Page.GoBackAsync());
        await Assertions.Expect(visit.Page.Locator("#secret")).ToHaveCountAsync(0);
        // By a locator, which waits for a page that is still on its way.
        Assert.DoesNotContain(secret, await visit.Page.Locator("html").InnerHTMLAsync(), StringComparison.Ordinal);

        await visit.Page.GotoAsync("/console/keys");
        Assert.DoesNotContain(secret, await visit.Page.EvaluateAsync<string>("JSON.stringify(history.state) + performance.getEntries().map(entry => entry.name).join(' ')"), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, await visit.Page.ContentAsync(), StringComparison.Ordinal);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Revoke till" }).ClickAsync();
        var dialog = visit.Page.Locator("dialog[open]");
        await dialog.Locator("[name=reason]").FillAsync("The till is gone.");
        await dialog.Locator("form button").ClickAsync();
        await StatusAsync(http, HttpStatusCode.Unauthorized);
    }

    private static Task StatusAsync(HttpClient http, HttpStatusCode wanted) => Eventually.IsTrueAsync(
        async () =>
        {
            using var answer = await http.GetAsync("/payouts?limit=1");
            return answer.StatusCode == wanted;
        },
        TimeSpan.FromMilliseconds(ChromiumFixture.Patience),
        () => $"The key is not {wanted}.");
}
