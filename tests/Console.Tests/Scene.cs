using AngleSharp.Dom;
using Microsoft.AspNetCore.Http;
using Payouts.Client;

namespace Payouts.Console.Tests;

/// <summary>The console over an API that has payouts and takes any form.</summary>
internal static class Scene
{
    /// <summary>What somebody may write into any text.</summary>
    public static TheoryData<string> Hostile =>
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'-alert(1)-'", "</title><svg/onload=alert(1)>", "javascript:alert(1)", "</textarea><iframe srcdoc='x'>", "{{constructor.constructor('alert(1)')()}}",
        "\u202Egnp.exe", "&lt;b&gt;", "`${alert(1)}`"
    ];

    public static async Task<ConsoleApp> StartAsync(params Payout[] payouts)
    {
        var app = await ConsoleApp.StartAsync();
        app.Api.On("GET /payouts", Wire.Page(payouts)).On("GET /catalog", """{"read_at":null,"services":[{"asset":"USDT","network":"TRON","available":true,"has_memo":false}]}""");
        app.Api.Validates(Some.Payout("9"));
        return app;
    }

    /// <summary>The API validates, and answers a create with the same.</summary>
    public static void Validates(this FakeApi api, Payout payout, string strength = "strong", bool takesMemo = false, Payout? existing = null) => api.On("POST /payouts", context =>
        Results.Text(Wire.Validation(payout, context.Request.Headers["Idempotency-Key"]!, strength, takesMemo, existing), "application/json"));

    /// <summary>The API validates, and creates what it validated.</summary>
    public static void Takes(this FakeApi api, Payout payout, string strength = "strong") => api.On("POST /payouts", context =>
        context.Request.Query.ContainsKey("validate")
            ? Results.Text(Wire.Validation(payout, context.Request.Headers["Idempotency-Key"]!, strength), "application/json")
            : Results.Text(Wire.Of(payout with { Id = PayoutIds.Of(payout.ClientId, context.Request.Headers["Idempotency-Key"]!) }), "application/json", statusCode: 201));

    /// <summary>Payouts that were created, as they were asked for.</summary>
    public static IReadOnlyList<FakeApi.Call> Creates(this FakeApi api) => [.. api.Calls.Where(call => call.Line == "POST /payouts")];

    /// <summary>No element of a page came from a text.</summary>
    public static void AssertNothingRan(IDocument page)
    {
        Assert.Equal(["module"], page.QuerySelectorAll("script").Select(script => script.GetAttribute("type")));
        Assert.Empty(page.QuerySelectorAll("main script, main iframe, main img, main style, main [style]"));
        Assert.DoesNotContain(page.All.SelectMany(element => element.Attributes), attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
        Assert.All(page.QuerySelectorAll("a[href], form[action], [formaction]"), element => Assert.StartsWith("/", (element.GetAttribute("href") ?? element.GetAttribute("action") ?? element.GetAttribute("formaction"))!.Replace('#', '/'), StringComparison.Ordinal));
    }
}
