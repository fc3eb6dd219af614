using System.Net;
using Microsoft.Playwright;
using Payouts.Console.Browser.Chromium;

namespace Payouts.Console.Browser.Everywhere;

/// <summary>What no other site and no other session can do.</summary>
public sealed class ForgedTests(ChromiumFixture chromium, Furnished furnished)
{
    private static readonly string[] Headers =
        ["content-security-policy", "x-content-type-options", "referrer-policy", "cross-origin-opener-policy", "cross-origin-resource-policy", "permissions-policy", "cache-control"];

    /// <summary>Every route that changes something, the gateway's own among them.</summary>
    public static TheoryData<string> Posts => [.. Routes.Posts.Concat(["/console/sign-in/key", "/console/sign-in/person", "/console/sign-out"]).Distinct()];

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task A_form_without_its_token_is_refused(string route) => Assert.Equal(400, await PostAsync(route, "", "same-origin"));

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task A_form_with_the_token_of_another_session_is_refused(string route)
    {
        await using var other = await (await Visit.OpenAsync(chromium, furnished.Address)).AsAsync("ben");
        var token = await other.Page.Locator("input[name=__RequestVerificationToken]").First.InputValueAsync();
        Assert.Equal(400, await PostAsync(route, token, "same-origin"));
    }

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task A_form_that_another_site_sends_is_refused(string route) =>
        Assert.Equal(400, await PostAsync(route, null, "cross-site"));

    [Theory]
    [InlineData("/console/sign-in")]
    [InlineData("/console/payouts")]
    [InlineData("/console/payouts/00000000000000000000000000000000")]
    [InlineData("/console/no-such-page")]
    [InlineData("/console/assets/none.css")]
    public async Task Every_answer_has_the_headers_errors_too(string path)
    {
        await using var visit = (await (await Visit.OpenAsync(chromium, furnished.Address)).AsAsync("ada")).Allowing("status of 404");
        var answer = await visit.Page.GotoAsync(path);
        Assert.DoesNotContain(Headers, name => !answer!.Headers.ContainsKey(name));
        Assert.False(answer!.Headers.ContainsKey("server"));
        Assert.False(answer.Headers.ContainsKey("access-control-allow-origin"));
    }

    [Fact]
    public async Task The_cookie_alone_is_no_key_to_the_API()
    {
        await using var visit = (await (await Visit.OpenAsync(chromium, furnished.Address)).AsAsync("ada")).Allowing("status of 401");
        Assert.Equal(401, await visit.Page.EvaluateAsync<int>("async () => (await fetch('/payouts')).status"));
        Assert.Equal(200, await visit.Page.EvaluateAsync<int>("async () => (await fetch('/payouts', { headers: { 'X-Payouts-Console': '1' } })).status"));
    }

    // Not by the browser, which lets no page say where a request comes from: what it would send of another site's form, session and all.
    private async Task<int> PostAsync(string route, string? token, string site)
    {
        await using var visit = await (await Visit.OpenAsync(chromium, furnished.Address)).AsAsync("ada");
        token ??= await visit.Page.Locator("input[name=__RequestVerificationToken]").First.InputValueAsync();
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = furnished.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, furnished.PathOf(route))
        {
            Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]),
        };
        request.Headers.Add("Cookie", string.Join("; ", (await visit.Context.CookiesAsync()).Select(cookie => $"{cookie.Name}={cookie.Value}")));
        request.Headers.Add("Sec-Fetch-Site", site);
        using var answer = await http.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
