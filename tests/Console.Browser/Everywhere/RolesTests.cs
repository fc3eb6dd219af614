using Microsoft.Playwright;
using Payouts.Console.Browser.Chromium;

namespace Payouts.Console.Browser.Everywhere;

/// <summary>Who sees and may do what, as far as there are actions.</summary>
public sealed class RolesTests(ChromiumFixture chromium, Furnished furnished)
{
    [Theory]
    [InlineData("ana", "cancel", true)]
    [InlineData("ben", "cancel", false)]
    [InlineData("opal", "cancel", false)]
    [InlineData("ada", "cancel", false)]
    [InlineData("ana", "look-up", false)]
    [InlineData("opal", "look-up", true)]
    [InlineData("ada", "look-up", false)]
    [InlineData("ana", "resolve", false)]
    [InlineData("ben", "resolve", false)]
    [InlineData("opal", "resolve", true)]
    public async Task An_action_is_offered_to_whoever_may_do_it_and_refused_to_whoever_forges_it(string person, string action, bool may)
    {
        var id = action == "cancel" ? furnished.Scheduled : furnished.Unknown;
        await using var visit = (await (await Visit.OpenAsync(chromium, furnished.Address)).AsAsync(person, $"/console/payouts/{id}"))
            .Allowing("status of 403", "status of 400", "status of 412", "status of 428", "status of 409");
        var offered = visit.Page.Locator($"a[href$='/{id}/{action}'], button[form='{action}']");
        Assert.Equal(may ? 1 : 0, await offered.CountAsync());
        if (!may)
        {
            var status = await visit.Page.EvaluateAsync<int>("""
                async path => (await fetch(path, { method: 'POST', redirect: 'manual', body: new URLSearchParams({
                  version: '1', note: 'forged', __RequestVerificationToken: document.querySelector('input[name=__RequestVerificationToken]').value }) })).status
                """, $"/console/payouts/{id}/{action}");
            Assert.Equal(403, status);
        }
    }

    [Theory]
    [InlineData("ana", "/console/payouts/new", 200)]
    [InlineData("ana", "/console/keys", 403)]
    [InlineData("ben", "/console/keys", 403)]
    [InlineData("opal", "/console/keys", 403)]
    [InlineData("ada", "/console/keys", 200)]
    [InlineData("ben", "/console/attention", 200)]
    [InlineData("opal", "/console/statistics", 200)]
    public async Task A_page_is_there_for_whoever_may_see_it(string person, string path, int status)
    {
        await using var visit = (await (await Visit.OpenAsync(chromium, furnished.Address)).AsAsync(person)).Allowing("status of 403");
        var answer = await visit.Page.GotoAsync(path);
        Assert.Equal(status, answer!.Status);
        if (status == 403)
        {
            await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync("payouts:admin");
        }
    }
}
