using System.Text.Json.Nodes;
using AngleSharp.Dom;

namespace Payouts.Console.Tests.Pages;

/// <summary>What others wrote is shown as text, whatever it is.</summary>
public sealed class HostileTextTests
{
    public static TheoryData<string> Texts =>
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "<svg/onload=alert(1)>", "javascript:alert(1)", "</title></style></textarea><b id=evil>",
        "{{7*7}}", "<!--", "]]>", "&lt;b id=evil&gt;", "\u202Ereversed", "a\u0000b",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task It_makes_no_element_no_attribute_and_no_link(string text)
    {
        await using var app = await ConsoleApp.StartAsync();
        var payout = PayoutJson.One("pending", "queued", payout =>
        {
            foreach (var field in new[] { "client_id", "asset", "network", "wallet_address", "memo", "reference", "requested_by", "idempotency_key", "heleket_transaction_id", "txid", "claimed_by", "reason", "heleket_status" })
            {
                payout[field] = text;
            }

            payout["metadata"] = new JsonObject { [text] = text };
            payout["actions"] = new JsonArray("cancel", text);
            payout["response_logs"] = new JsonArray(PayoutJson.Line("2026-11-28T11:58:00.000Z", text, "pending", "queued", text));
        });
        app.Api.On("GET /payouts", PayoutJson.Page(payout)).On($"GET /payouts/{PayoutJson.Id}", payout.ToJsonString());
        using var http = app.Browser();

        foreach (var path in new[] { "/console/payouts", $"/console/payouts?client_id={Uri.EscapeDataString(text)}", $"/console/payouts/{PayoutJson.Id}", $"/console/payouts/{PayoutJson.Id}/cancel" })
        {
            AssertHarmless(await ConsoleApp.ParseAsync(await http.GetStringAsync(path)));
        }

        app.Api.Refuses("GET /payouts", 400, "validation-failed", JsonValue.Create(text)!.ToJsonString().Trim('"'));
        using var refused = await http.GetAsync("/console/payouts");
        AssertHarmless(await ConsoleApp.ParseAsync(await refused.Content.ReadAsStringAsync()));
    }

    private static void AssertHarmless(IDocument page)
    {
        Assert.All(page.Scripts, script => Assert.StartsWith("/console/assets/", script.Source, StringComparison.Ordinal));
        Assert.DoesNotContain(page.All, element => element.LocalName is "img" or "iframe" || element.Id == "evil");
        Assert.DoesNotContain(page.All.SelectMany(element => element.Attributes), attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal) || attribute.Name == "style");
        Assert.All(page.QuerySelectorAll("[href]").Select(element => element.GetAttribute("href")!), href => Assert.True(href is "" || href[0] is '/' or '#', href));
    }
}
