using System.Net;
using Microsoft.Playwright;
using Payouts.Console.Browser.Chromium;

namespace Payouts.Console.Browser.Everywhere;

/// <summary>What no other site and no other session can do.</summary>
[Collection<EveryPage>]
public sealed class ForgedTests(ChromiumFixture chromium, Furnished furnished)
{
    private static readonly string[] Headers =
        ["content-security-policy", "x-content-type-options", "referrer-policy", "cross-origin-opener-policy", "cross-origin-resource-policy", "permissions-policy", "cache-control"];

    // Every route that changes something, the gateway's own among them.
    private static readonly string[] Posts = [.. Routes.Posts.Concat(["/console/sign-in/key", "/console/sign-in/person", "/console/sign-out"]).Distinct()];

    [Fact]
    public Task A_form_without_its_token_is_refused() => RefusedAsync(_ => Task.FromResult(""), "same-origin");

    [Fact]
    public async Task A_form_with_the_token_of_another_session_is_refused()
    {
        await using var other = await (await Visit.OpenAsync(chromium, furnished.Address)).AsAsync("ben");
        await RefusedAsync(_ => TokenAsync(other), "same-origin");
    }

    [Fact]
    public Task A_form_that_another_site_sends_is_refused() => RefusedAsync(TokenAsync, "cross-site");

    [Fact]
    public async Task Every_answer_has_the_headers_errors_too()
    {
        (string Path, int Status)[] all =
        [
            .. Routes.Pages.Select(route => (furnished.PathOf(route), 200)), ("/console/payouts?status=nonsense", 400), ("/console/payouts/00000000000000000000000000000000", 404),
            ("/console/no-such-page", 404), ("/console/assets/none.css", 404),
        ];
        await using var visit = (await (await Visit.OpenAsync(chromium, furnished.Address)).AsAsync("ada")).Allowing("status of 404", "status of 400");
        var wrong = new List<string>();
        foreach (var (path, status) in all)
        {
            var answer = await visit.Page.EvaluateAsync<string[]>("async path => { const answer = await fetch(path); return [`${answer.status}`, ...answer.headers.keys()]; }", path);
            wrong.AddRange(answer[0] == $"{status}" ? [] : [$"{path}: {answer[0]}"]);
            wrong.AddRange(Headers.Except(answer).Select(name => $"{path} lacks {name}"));
            wrong.AddRange(new[] { "server", "access-control-allow-origin", "x-powered-by" }.Intersect(answer).Select(name => $"{path} has {name}"));
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [Fact]
    public async Task The_cookie_alone_is_no_key_to_the_API()
    {
        await using var visit = (await (await Visit.OpenAsync(chromium, furnished.Address)).AsAsync("ada")).Allowing("status of 401");
        Assert.Equal(401, await visit.Page.EvaluateAsync<int>("async () => (await fetch('/payouts')).status"));
        Assert.Equal(200, await visit.Page.EvaluateAsync<int>("async () => (await fetch('/payouts', { headers: { 'X-Payouts-Console': '1' } })).status"));
    }

    private static Task<string> TokenAsync(Visit visit) => visit.Page.Locator("input[name=__RequestVerificationToken]").First.InputValueAsync();

    // Not by the browser, which lets no page say where a request comes from: what it would send of another site's form, session and all.
    private async Task RefusedAsync(Func<Visit, Task<string>> tokenOf, string site)
    {
        await using var visit = await (await Visit.OpenAsync(chromium, furnished.Address)).AsAsync("ada");
        var token = await tokenOf(visit);
        var before = await EverythingAsync(visit);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = furnished.Address };
        http.DefaultRequestHeaders.Add("Cookie", string.Join("; ", (await visit.Context.CookiesAsync()).Select(cookie => $"{cookie.Name}={cookie.Value}")));
        http.DefaultRequestHeaders.Add("Sec-Fetch-Site", site);
        var taken = new List<string>();
        foreach (var route in Posts)
        {
            using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
            using var answer = await http.PostAsync(furnished.PathOf(route), form);
            taken.AddRange(answer.StatusCode == HttpStatusCode.BadRequest && !answer.Headers.Contains("Clear-Site-Data") ? [] : [$"{route}: {answer.StatusCode}"]);
        }

        Assert.True(taken.Count == 0, string.Join(Environment.NewLine, taken));
        Assert.Equal(before, await EverythingAsync(visit));
    }

    // What a forged form could change: the payouts that are at rest, the keys, and whether one is signed in.
    private Task<string> EverythingAsync(Visit visit) => visit.Page.EvaluateAsync<string>("""
        async ids => JSON.stringify(await Promise.all(['/keys', ...ids.map(id => `/payouts/${id}`)].map(async path => {
          const answer = await (await fetch(path, { headers: { 'X-Payouts-Console': '1' } })).json();
          return answer.data?.map(key => [key.id, key.status, key.version]) ?? [answer.id, answer.status, answer.needs_attention, answer.claimed_by];
        })))
        """, new[] { furnished.Scheduled, furnished.Confirmed, furnished.Failed, furnished.Attention });
}
