using System.Net;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Payouts.Console.Tests.House;

/// <summary>The table of routes: what is guarded, and where links lead.</summary>
public sealed class RouteTests
{
    // The gateway's own, under the same prefix.
    private static readonly string[] Elsewhere = ["/console/sign-out"];

    [Fact]
    public async Task Every_unsafe_route_refuses_a_form_without_its_token_and_one_of_another_site()
    {
        await using var app = await ConsoleApp.StartAsync();
        var routes = Routes(app).Where(route => Methods(route).Except(["GET", "HEAD"]).Any()).ToList();
        Assert.True(routes.Count > 4);

        foreach (var path in routes.Select(route => "/" + route.RoutePattern.RawText!.TrimStart('/').Replace("{id}", PayoutJson.Id, StringComparison.Ordinal)))
        {
            foreach (var site in new[] { "same-origin", "cross-site" })
            {
                using var http = app.Browser();
                using var form = new FormUrlEncodedContent([KeyValuePair.Create("note", "x")]);
                using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
                request.Headers.Add("Sec-Fetch-Site", site);
                using var answer = await http.SendAsync(request);
                Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{path}: {answer.StatusCode}");
            }
        }

        Assert.DoesNotContain(app.Api.Calls, call => call.Line.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_unsafe_route_has_a_page_of_the_same_path_but_the_preferences()
    {
        await using var app = await ConsoleApp.StartAsync();
        var pages = Routes(app).Where(route => Methods(route).Contains("GET")).Select(route => route.RoutePattern.RawText).ToHashSet();

        Assert.Empty(Routes(app).Where(route => Methods(route).Contains("POST")).Select(route => route.RoutePattern.RawText).Except(pages).Except(["/console/preferences"]));
    }

    [Fact]
    public async Task Every_link_and_every_form_leads_somewhere()
    {
        await using var app = await ConsoleApp.StartAsync();
        var payout = PayoutJson.One("failed", null, payout => (payout["reason"], payout["actions"]) = ("refused", new System.Text.Json.Nodes.JsonArray("look_up", "cancel", "claim_attention", "resolve_attention")));
        app.Api.On("GET /payouts", PayoutJson.Page("next", payout)).On($"GET /payouts/{PayoutJson.Id}", payout.ToJsonString());

        foreach (var path in new[] { "/console", "/console/payouts?cursor=x&client_id=c", $"/console/payouts/{PayoutJson.Id}", $"/console/payouts/{PayoutJson.Id}/cancel", "/console/nowhere" })
        {
            using var http = app.Browser();
            using var answer = await http.GetAsync(path);
            var page = await ConsoleApp.ParseAsync(await answer.Content.ReadAsStringAsync());
            var targets = page.QuerySelectorAll("a[href]").Select(link => link.GetAttribute("href")!).Concat(page.QuerySelectorAll("form").Select(form => form.GetAttribute("action")!));
            Assert.All(targets.Where(target => target.StartsWith("/console", StringComparison.Ordinal)), target => Assert.True(Leads(app, target), $"{path} links to {target}"));
            Assert.All(page.QuerySelectorAll("a[href^='#'], form button[form]").Select(Anchor), id => Assert.NotNull(page.GetElementById(id)));
        }
    }

    [Fact]
    public async Task A_page_of_the_console_has_one_heading_and_labels_for_all_its_fields()
    {
        await using var app = await ConsoleApp.StartAsync();
        var payout = PayoutJson.One("pending", "queued", payout => payout["actions"] = new System.Text.Json.Nodes.JsonArray("resolve_attention"));
        app.Api.On("GET /payouts", PayoutJson.Page(payout)).On($"GET /payouts/{PayoutJson.Id}", payout.ToJsonString());

        foreach (var path in new[] { "/console", "/console/payouts", $"/console/payouts/{PayoutJson.Id}", $"/console/payouts/{PayoutJson.Id}/resolve" })
        {
            var page = await app.PageAsync(path);
            Assert.Single(page.QuerySelectorAll("h1"));
            Assert.Single(page.QuerySelectorAll("main"));
            Assert.Empty(page.QuerySelectorAll("[id]").GroupBy(element => element.Id).Where(group => group.Count() > 1).Select(group => group.Key));
            Assert.Empty(page.QuerySelectorAll("input:not([type=hidden]), select, textarea").Where(field => field.Closest("label") is null && page.QuerySelector($"label[for='{field.Id}']") is null).Select(field => field.OuterHtml));
        }
    }

    private static string Anchor(IElement element) => element.GetAttribute("form") ?? element.GetAttribute("href")![1..];

    private static bool Leads(ConsoleApp app, string target)
    {
        var path = target.Split('?', '#')[0];
        return Elsewhere.Contains(path) || Routes(app).Any(route => !route.RoutePattern.RawText!.Contains("**", StringComparison.Ordinal)
            && new TemplateMatcherOf(route).Matches(path));
    }

    private static IEnumerable<RouteEndpoint> Routes(ConsoleApp app) => app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(route => route.RoutePattern.RawText!.TrimStart('/').StartsWith("console", StringComparison.Ordinal));

    private static IReadOnlyList<string> Methods(RouteEndpoint route) => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];

    private sealed class TemplateMatcherOf(RouteEndpoint route)
    {
        public bool Matches(string path)
        {
            string[] parts = path.Trim('/').Split('/'), pattern = route.RoutePattern.RawText!.Trim('/').Split('/');
            return parts.Length == pattern.Length && parts.Zip(pattern).All(pair => pair.Second.StartsWith('{') || pair.First == pair.Second);
        }
    }
}
