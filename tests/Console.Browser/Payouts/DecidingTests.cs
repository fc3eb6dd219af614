using Heleket.Simulator;
using Heleket.Simulator.Faults;
using Heleket.Simulator.Walking;
using Heleket.Simulator.Webhooks;
using Microsoft.Playwright;
using Payouts.Client;
using Payouts.Console.Browser.Chromium;
using Payouts.Console.Browser.NewPayout;
using Payouts.Console.Browser.Sites;

namespace Payouts.Console.Browser.Payouts;

/// <summary>A person decides on a payout.</summary>
public sealed class DecidingTests(ChromiumFixture chromium, SharedSite shared)
{
    private const string Later = "2027-03-01T09:00:00Z";

    [Fact]
    public async Task Cancelling_says_what_it_is_about_and_keeping_is_what_Enter_does()
    {
        var id = await shared.Site.PayAsync("cancel-1", "31.5", scheduledFor: Later);
        await using var visit = await (await Visit.OpenAsync(chromium, shared.Address)).AsAsync("ana", $"/console/payouts/{id}");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Cancel the payout" }).ClickAsync();
        var dialog = visit.Page.Locator("dialog[open]");
        await Assertions.Expect(dialog).ToContainTextAsync("31.5");
        await Assertions.Expect(dialog.Locator("[data-keep]")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        Assert.Equal("pending", (await shared.Site.ReadAsync(id))["status"]!.GetValue<string>());

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Cancel the payout" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel the payout" }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync("Cancelled");
        var payout = await shared.Site.ReadAsync(id);
        Assert.Equal("cancelled", payout["status"]!.GetValue<string>());
        Assert.Equal("ana", payout["response_logs"]!.AsArray()[^1]!["by"]!["person"]!.GetValue<string>());
        Assert.Equal(0, shared.Site.Simulator.CreateCalls(id));
    }

    [Fact]
    public async Task What_another_changed_meanwhile_is_shown_beside_what_was_seen_and_nothing_is_done()
    {
        await using var site = await Site.StartAsync();
        site.Simulator.Script(new WalkRule(["process", "fail!"]) { Amount = 17m });
        var id = await site.PayAsync("stale-1", "17");
        await site.WaitForAsync(id, "failed");
        Assert.True(site.Simulator.ForceStatus(id, "paid!"));
        await TellAsync(site, id);
        await using var opal = (await (await Visit.OpenAsync(chromium, site.Address)).AsAsync("opal", $"/console/payouts/{id}/resolve")).Allowing("status of 412");
        await site.SendAsync(HttpMethod.Post, $"/payouts/{id}/attention/claim", new System.Text.Json.Nodes.JsonObject());

        await opal.Page.Locator("#note").FillAsync("Counted as paid.");
        await opal.Page.Locator("form[action$='/resolve'] button").ClickAsync();

        await Assertions.Expect(opal.Page.GetByText("You saw")).ToBeVisibleAsync();
        await Assertions.Expect(opal.Page.Locator("#note")).ToHaveValueAsync("Counted as paid.");
        Assert.True((await site.ReadAsync(id))["needs_attention"]!.GetValue<bool>());

        // What is decided now is decided on what is shown now: the draft keeps the words, not the version.
        await opal.Page.Locator("form[action$='/resolve'] button").ClickAsync();
        await Assertions.Expect(opal.Page.Locator(".done")).ToBeVisibleAsync();
        Assert.False((await site.ReadAsync(id))["needs_attention"]!.GetValue<bool>());
        Assert.Equal(0, await opal.Page.EvaluateAsync<int>("sessionStorage.length"));
    }

    // The API answers a repeated cancel with the cancelled payout (docs/http-api.md, "Cancel").
    [Fact]
    public async Task A_payout_that_another_cancelled_first_stays_as_he_left_it()
    {
        var id = await shared.Site.PayAsync("stale-2", "3", scheduledFor: Later);
        await using var ana = await (await Visit.OpenAsync(chromium, shared.Address)).AsAsync("ana", $"/console/payouts/{id}/cancel");
        await shared.Site.SendAsync(HttpMethod.Post, $"/payouts/{id}/cancel", null);
        var before = (await shared.Site.ReadAsync(id))["version"]!.GetValue<long>();

        await ana.Page.Locator("form[action$='/cancel'] button").ClickAsync();

        await ana.OnPayoutAsync();
        await Assertions.Expect(ana.Page.Locator("main")).ToContainTextAsync("Cancelled");
        await Assertions.Expect(ana.Page.Locator(".timeline")).Not.ToContainTextAsync("ana");
        Assert.Equal(before, (await shared.Site.ReadAsync(id))["version"]!.GetValue<long>());
    }

    [Fact]
    public async Task A_payout_that_moved_on_since_it_was_seen_is_not_cancelled_and_what_stands_now_is_shown()
    {
        // Tried again once while the page is open, and then not for so long that it stands still while the page is used.
        await using var site = await Site.StartAsync(null, ("Payouts__FirstPollAfter", "00:00:08"), ("Payouts__MaxPollInterval", "00:10:00"));
        var id = PayoutIds.Of("stale-3", "waits");
        site.Simulator.Inject(new Fault(FaultKind.Refuse) { Operation = SimulatorOperation.Create, OrderId = id, Message = "Not enough funds" });
        await site.PayAsync("stale-3", "3", key: "waits");
        await site.WaitForAsync(id, "pending", "queued");
        await using var ana = (await (await Visit.OpenAsync(chromium, site.Address)).AsAsync("ana", $"/console/payouts/{id}/cancel")).Allowing("status of 412");
        var seen = long.Parse(await ana.Page.Locator("input[name=version]").InputValueAsync(), System.Globalization.CultureInfo.InvariantCulture);
        await Harness.Eventually.BecomesAsync(() => site.ReadAsync(id), payout => payout["version"]!.GetValue<long>() > seen && payout["detail"]!.GetValue<string>() == "queued", TimeSpan.FromSeconds(60));

        var answer = await ana.Page.RunAndWaitForResponseAsync(
            () => ana.Page.Locator("form[action$='/cancel'] button").ClickAsync(), answer => answer.Request.Method == "POST");

        Assert.Equal(412, answer.Status);
        await Assertions.Expect(ana.Page.GetByText("You saw")).ToBeVisibleAsync();
        Assert.Equal("pending", (await site.ReadAsync(id))["status"]!.GetValue<string>());
        Assert.Equal(1, await ana.Page.Locator("form[action$='/cancel'] button").CountAsync());
    }

    [Fact]
    public async Task Cancelling_while_it_leaves_is_refused_with_a_sentence()
    {
        await using var site = await Site.StartAsync();
        site.Simulator.Script(new WalkRule(["process"]) { Amount = 3m });
        site.Simulator.Inject(new Fault(FaultKind.CommitThenSlow) { Operation = SimulatorOperation.Create, Times = 1, Delay = TimeSpan.FromSeconds(8) });
        var id = await site.PayAsync("leaving-1", "3");
        await site.WaitForAsync(id, "pending", "submitting");
        await using var visit = (await (await Visit.OpenAsync(chromium, site.Address)).AsAsync("ana", $"/console/payouts/{id}/cancel")).Allowing("status of 409", "status of 412");
        await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync("cannot be done now");
        Assert.Equal(0, await visit.Page.Locator("form[action$='/cancel']").CountAsync());

        // Whoever has the form still open, or makes it himself, is answered the same.
        string answer;
        do
        {
            // Heleket's answer may come in between: then what was seen is old, and it is seen anew.
            answer = await visit.Page.EvaluateAsync<string>("""
                async ([path, version]) => {
                  const token = document.querySelector('input[name=__RequestVerificationToken]').value;
                  const answer = await fetch(path, { method: 'POST', body: new URLSearchParams({ version, __RequestVerificationToken: token }) });
                  return `${answer.status} ${await answer.text()}`;
                }
                """, new[] { $"/console/payouts/{id}/cancel", $"{(await site.ReadAsync(id))["version"]}" });
        }
        while (answer.StartsWith("412", StringComparison.Ordinal));

        Assert.StartsWith("409", answer, StringComparison.Ordinal);
        Assert.Contains("Nobody can cancel it", answer, StringComparison.Ordinal);
        await visit.Page.GotoAsync($"/console/payouts/{id}");
        await Assertions.Expect(visit.Page.Locator("dl.answers")).ToContainTextAsync("Nobody can cancel it");
        await site.WaitForAsync(id, "broadcast");
        Assert.Equal(1, site.Simulator.CreateCalls(id));
    }

    [Fact]
    public async Task An_unknown_outcome_is_explained_asked_about_and_confirmed_once()
    {
        // With the usual grace of a second, an intent that a busy machine holds up for a second is not sent at all.
        await using var site = await Site.StartAsync(
            null, ("Payouts__FirstPollAfter", "00:05:00"), ("Payouts__MaxPollInterval", "00:10:00"), ("Payouts__ResubmitGrace", "00:01:00"));
        // No webhook: each would have it looked up once more, and Heleket's circuit would open.
        site.Simulator.SetWebhooks(new WebhookSettings { Enabled = false });
        var id = PayoutIds.Of("unknown-1", "lost");
        site.Simulator.Inject(new Fault(FaultKind.CommitThenDrop) { Operation = SimulatorOperation.Create, OrderId = id, Times = 1 });
        site.Simulator.Inject(new Fault(FaultKind.ResetBefore) { Operation = SimulatorOperation.Info, OrderId = id });
        await site.PayAsync("unknown-1", "9", key: "lost");
        await site.WaitForAsync(id, "pending", "outcome_unknown");
        await using var visit = await (await Visit.OpenAsync(chromium, site.Address)).AsAsync("opal", $"/console/payouts/{id}");
        foreach (var answer in new[] { "What", "Why", "Next", "You may", "Help" })
        {
            await Assertions.Expect(visit.Page.Locator("dl.answers dt", new() { HasTextString = answer }).First).ToBeVisibleAsync();
        }

        await Assertions.Expect(visit.Page.Locator("dl.answers")).ToContainTextAsync("not pay it another way");
        Assert.Equal(0, await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Cancel" }).CountAsync());
        site.Simulator.ClearFaults();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Ask Heleket" }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync("Confirmed");
        Assert.Equal(1, site.Simulator.CreateCalls(id));
    }

    [Fact]
    public async Task What_contradicts_a_final_status_is_settled_with_a_note_and_changes_no_status()
    {
        await using var site = await Site.StartAsync();
        site.Simulator.Script(new WalkRule(["process", "fail!"]) { Amount = 17m });
        var id = await site.PayAsync("contradicted-1", "17");
        await site.WaitForAsync(id, "failed");
        Assert.True(site.Simulator.ForceStatus(id, "paid!"));
        await TellAsync(site, id);
        await using var visit = await (await Visit.OpenAsync(chromium, site.Address)).AsAsync("opal", "/console/attention");
        await visit.Page.Locator($"a[href='/console/payouts/{id}']").First.ClickAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Resolve" }).ClickAsync();
        await visit.Page.Locator("#note").FillAsync("The receiver has it: counted as paid by hand.");
        await visit.Page.Locator("dialog[open] form button").ClickAsync();

        await Assertions.Expect(visit.Page.Locator(".done")).ToBeVisibleAsync();
        var payout = await site.ReadAsync(id);
        Assert.Equal("failed", payout["status"]!.GetValue<string>());
        Assert.False(payout["needs_attention"]!.GetValue<bool>());
        await Assertions.Expect(visit.Page.Locator(".timeline")).ToContainTextAsync("counted as paid by hand");
        await visit.Page.GotoAsync("/console/attention");
        Assert.Equal(0, await visit.Page.Locator($"a[href='/console/payouts/{id}']").CountAsync());

        // Whoever makes payouts is not offered to pay it again: the receiver may have the money.
        await using var ana = await (await Visit.OpenAsync(chromium, site.Address)).AsAsync("ana", $"/console/payouts/{id}");
        await Assertions.Expect(ana.Page.Locator("dl.answers")).ToContainTextAsync("Heleket reported something else afterwards. Do not pay it another way.");
        await Assertions.Expect(ana.Page.Locator(".answers .diff")).ToContainTextAsync("paid");
        Assert.Equal(0, await ana.Page.Locator("a[href*='/new?like=']").CountAsync());
        await ana.Page.GotoAsync($"/console/payouts/new?like={id}");
        await Assertions.Expect(ana.Page.Locator("main")).ToContainTextAsync("Do not pay it another way.");
        await Assertions.Expect(ana.Page.Locator("#wallet_address")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Amounts_are_whole_aligned_at_the_point_and_copied_as_they_are()
    {
        const string bitcoin = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";
        (string Amount, string Asset, string Network, string Address)[] amounts =
            [("0.00000001", "BTC", "BTC", bitcoin), ("123456789012345678.12345678", "BTC", "BTC", bitcoin), ("1234567.123456", "USDT", "TRON", Site.Tron), ("25", "USDT", "TRON", Site.Tron)];
        foreach (var (amount, asset, network, address) in amounts)
        {
            await shared.Site.SendAsync(HttpMethod.Post, "/payouts", new System.Text.Json.Nodes.JsonObject
            {
                ["client_id"] = "amounts-1",
                ["asset"] = asset,
                ["network"] = network,
                ["amount"] = amount,
                ["wallet_address"] = address,
                ["scheduled_for"] = Later,
            });
        }

        await using var visit = await (await Visit.OpenAsync(chromium, shared.Address)).AsAsync("ana", "/console/payouts?client_id=amounts-1");
        var copied = await visit.Page.Locator("tr[data-row] td.number").EvaluateAllAsync<string[]>(
            "cells => cells.map(cell => { getSelection().selectAllChildren(cell); return getSelection().toString().trim(); })");
        Assert.Equal(amounts.Select(amount => amount.Amount).Reverse(), copied);
        var points = await visit.Page.Locator("tr[data-row] td.number .fraction").EvaluateAllAsync<float[]>("parts => parts.map(part => Math.round(part.getBoundingClientRect().left))");
        Assert.Single(points.Distinct());
    }

    private static Task TellAsync(Site site, string id) => Harness.Eventually.IsTrueAsync(
        async () => (await site.ReadAsync(id))["needs_attention"]!.GetValue<bool>(), TimeSpan.FromSeconds(30), () => "Nobody was told.");
}
