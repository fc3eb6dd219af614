using Microsoft.Playwright;
using Payouts.Console.Browser.Chromium;
using Payouts.Console.Browser.Sites;

namespace Payouts.Console.Browser.Everywhere;

/// <summary>Who sees what and may do what, as far as there are pages and actions.</summary>
[Collection<EveryPage>]
public sealed class RolesTests(ChromiumFixture chromium, Furnished furnished)
{
    private const string Create = "payouts:create";
    private const string Approve = "payouts:approve";
    private const string Operate = "payouts:operate";
    private const string Admin = "payouts:admin";

    [Theory]
    [InlineData("vera", "")]
    [InlineData("bo", "")]
    [InlineData("ana", Create)]
    [InlineData("ben", Approve)]
    [InlineData("opal", Operate)]
    [InlineData("ada", Admin)]
    public async Task Each_page_and_each_action_is_for_whoever_may_and_a_forged_form_is_refused(string person, string scope)
    {
        await using var visit = (await AsAsync(person)).Allowing("status of 403", "status of 404");
        var wrong = new List<string>();
        foreach (var route in Routes.Pages.Where(route => route != "/console/sign-in"))
        {
            // The policy and the log are to be seen by whoever may read, unless he sees one client alone.
            var isOfPolicy = route.StartsWith("/console/policy", StringComparison.Ordinal) || route.StartsWith("/console/audit", StringComparison.Ordinal);
            var expected = isOfPolicy && route != "/console/audit/export" ? person == "bo" ? 403 : 200 : NeedOf(route) is Admin && scope != Admin ? 403 : 200;
            var answer = await visit.Page.GotoAsync(furnished.PathOf(route));
            wrong.AddRange(answer!.Status == expected ? [] : [$"{route}: {answer.Status} instead of {expected}"]);
            wrong.AddRange(expected == 200 || isOfPolicy || (await visit.Page.Locator("main").InnerTextAsync()).Contains(Admin, StringComparison.Ordinal) ? [] : [$"{route} does not name the scope"]);
        }

        wrong.AddRange(await OffersAsync(visit, scope));
        await visit.Page.GotoAsync("/console");
        foreach (var route in Routes.Posts.Where(route => NeedOf(route) is { } need && !need.Split(' ').Contains(scope)))
        {
            var status = await ForgeAsync(visit, furnished.PathOf(route).Split('?')[0]);
            wrong.AddRange(status == 403 ? [] : [$"POST {route}: {status} instead of 403"]);
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [Fact]
    public async Task Another_clients_payouts_are_not_there_for_whoever_is_bound_to_one()
    {
        await using var visit = (await AsAsync("bo")).Allowing("status of 404");
        await visit.Page.GotoAsync("/console/payouts");
        await Assertions.Expect(visit.Page.Locator($"tr[data-row='{furnished.Failed}']")).ToBeVisibleAsync();
        Assert.Equal(0, await visit.Page.Locator("tr[data-row]", new() { HasText = "c-1042" }).CountAsync());
        foreach (var path in new[] { "", "/cancel", "/resolve" })
        {
            Assert.Equal(404, (await visit.Page.GotoAsync($"/console/payouts/{furnished.Confirmed}{path}"))!.Status);
        }

        await visit.Page.GotoAsync("/console/payouts?client_id=c-1042");
        Assert.Equal(0, await visit.Page.Locator("tr[data-row]").CountAsync());
        await visit.Page.GotoAsync($"/console/go?to={furnished.Confirmed}");
        await Assertions.Expect(visit.Page.Locator("main")).Not.ToContainTextAsync("c-1042");
    }

    // What the pages offer: exactly what the person may.
    private async Task<IEnumerable<string>> OffersAsync(Visit visit, string scope)
    {
        var wrong = new List<string>();
        foreach (var (id, action, need) in new[]
        {
            (furnished.Scheduled, "cancel", Create), (furnished.Unknown, "look-up", Operate), (furnished.Attention, "claim", Operate), (furnished.Attention, "resolve", Operate),
            (furnished.Waiting, "approve", Approve), (furnished.Waiting, "reject", Approve),
        })
        {
            await visit.Page.GotoAsync($"/console/payouts/{id}");
            var offered = await visit.Page.Locator($"main a[href$='/{id}/{action}'], main button[form='{action}']").CountAsync();
            wrong.AddRange(offered == (need == scope ? 1 : 0) ? [] : [$"{action} is offered {offered} times"]);
            var isTold = (await visit.Page.Locator("dl.answers").InnerTextAsync()).Contains("You may look, not decide", StringComparison.Ordinal);
            wrong.AddRange(isTold != (scope is Create or Operate || (scope == need && need == Approve)) ? [] : [$"{action}: that one may only look is {(isTold ? "" : "not ")}said"]);
        }

        foreach (var (place, need) in new[] { ("/console/payouts/new", Create), ("/console/keys", Admin), ("/console/pauses", Operate) })
        {
            var isThere = await visit.Page.Locator($"nav.places > a[href='{place}']").CountAsync() == 1;
            wrong.AddRange(isThere == (need == scope) ? [] : [$"the way to {place} is {(isThere ? "" : "not ")}shown"]);
        }

        return wrong;
    }

    private async Task<Visit> AsAsync(string person)
    {
        var visit = await Visit.OpenAsync(chromium, furnished.Address);
        return await (person switch
        {
            "vera" => visit.WithKeyAsync(ApiSite.Viewer),
            "bo" => visit.WithKeyAsync(ApiSite.BoundViewer),
            _ => visit.AsAsync(person),
        });
    }

    // The scope that a route needs beside reading, or several of which one is enough; a new route of decisions fails here until it has one.
    private static string? NeedOf(string route) => route switch
    {
        _ when route.StartsWith("/console/keys", StringComparison.Ordinal) || route.StartsWith("/console/people", StringComparison.Ordinal) => Admin,
        "/console/policy/try" => null,
        _ when route.StartsWith("/console/policy", StringComparison.Ordinal) => Admin,
        "/console/clients/{client}/addresses/new" => Create,
        "/console/clients/{client}/addresses/{id}/activate" => Approve,
        "/console/clients/{client}/addresses/{id}/revoke" => $"{Create} {Approve} {Operate}",
        "/console/payouts/new/edit" or "/console/preferences" or "/console/approvals/many" or "/console/audit/verify" => null,
        "/console/audit/export" => Admin,
        "/console/approvals/many/{word}" => $"{Approve} {Operate}",
        "/console/payouts/{id}/approve" or "/console/payouts/{id}/reject" => Approve,
        _ when route.StartsWith("/console/payouts/new/", StringComparison.Ordinal) || route.EndsWith("/cancel", StringComparison.Ordinal) => Create,
        _ => Operate,
    };

    // A form as a page would have it, with the token of one's own.
    private static Task<int> ForgeAsync(Visit visit, string path) => visit.Page.EvaluateAsync<int>("""
        async path => (await fetch(path, { method: 'POST', redirect: 'manual', body: new URLSearchParams({
          version: '1', note: 'forged', policy: '{}', reason: 'forged', kind: 'all', overlap: '0', person: 'ben', name: 'forged', scopes: 'payouts:read', day: '2026-11-28',
          key: 'console-abcdefghijklmnopqrstuvwxyz', client_id: 'c-0007', asset: 'USDT', network: 'TRON', amount: '1', wallet_address: 'TDD97yguPESTpcrJMqU6h2ozZbibv4Vaqm',
          __RequestVerificationToken: document.querySelector('input[name=__RequestVerificationToken]').value }) })).status
        """, path);
}
