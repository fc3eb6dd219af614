using Microsoft.Playwright;
using Payouts.Console.Browser.Chromium;
using Payouts.Console.Browser.NewPayout;
using Payouts.Console.Browser.Sites;

namespace Payouts.Console.Browser.Approvals;

/// <summary>Two people in two browsers decide on what a third one made.</summary>
public sealed class ApprovalsTests(ChromiumFixture chromium, FourEyesSite fourEyes) : IClassFixture<FourEyesSite>
{
    [Fact]
    public async Task Whoever_made_it_sees_why_another_decides_and_sees_two_others_send_it()
    {
        var site = fourEyes.Site;
        await using var ana = (await (await Visit.OpenAsync(chromium, site.Address)).AsAsync("ana")).Allowing("status of 403");
        await ana.OpenAsync("eyes-1");
        await ana.TypeAsync("500.5", ApiSite.Tron, "USDT", "TRON");
        await ana.ReviewAsync();
        var id = await ana.SendAsync();
        var answers = ana.Page.Locator("dl.answers");
        await Assertions.Expect(answers).ToContainTextAsync("The rule large asks for the approval of 2 persons. 0 of 2 approvals are given.");
        await Assertions.Expect(answers).ToContainTextAsync("You made it, or could have: another person decides.");
        await Assertions.Expect(ana.Page.Locator("main a[href$='/approve']")).ToHaveCountAsync(0);
        Assert.Equal(403, await ForgeAsync(ana, $"/console/payouts/{id}/approve"));
        await ana.IsLiveAsync();

        await using var ben = await (await Visit.OpenAsync(chromium, site.Address)).AsAsync("ben", "/console/approvals");
        await Assertions.Expect(ben.Page.Locator("nav.places a[href='/console/approvals'] .count").First).ToBeVisibleAsync();
        var row = ben.Page.Locator($"tr[data-row='{id}']");
        await row.Locator("a").First.FocusAsync();
        await ben.Page.Keyboard.PressAsync("a");
        var dialog = ben.Page.Locator("dialog[open]");
        await Assertions.Expect(dialog).ToContainTextAsync("500.5 USDT to eyes-1");
        await Assertions.Expect(dialog.Locator("[data-keep]")).ToBeFocusedAsync();
        await ben.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        Assert.Equal(0, Given(await site.ReadAsync(id)));
        await row.Locator("[data-key=a]").ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Assertions.Expect(ben.Page.Locator(".done")).ToContainTextAsync("Your approval counts.");
        await Assertions.Expect(ben.Page.Locator("dl.answers")).ToContainTextAsync("You have approved it: another person has to approve it too.");
        await Assertions.Expect(ben.Page.GetByRole(AriaRole.Button, new() { Name = "Approve…" })).ToBeDisabledAsync();

        await Assertions.Expect(answers).ToContainTextAsync("One approval is missing, which sends this now.");
        await Assertions.Expect(answers).ToContainTextAsync("approved by ben");

        await using var cora = await (await Visit.OpenAsync(chromium, site.Address)).WithKeyAsync(ApiSite.SecondChecker);
        await cora.Page.GotoAsync($"/console/payouts/{id}");
        await cora.Page.GetByRole(AriaRole.Link, new() { Name = "Approve…" }).ClickAsync();
        await Assertions.Expect(cora.Page.Locator("dialog[open]")).ToContainTextAsync("One approval is missing: your approval sends this now.");
        await cora.Page.Locator("dialog[open]").GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();

        await Assertions.Expect(ana.Page.Locator("main")).ToContainTextAsync("Confirmed");
        await Assertions.Expect(answers).ToContainTextAsync("approved by ben");
        await Assertions.Expect(answers).ToContainTextAsync("approved by cora");
        Assert.Equal(1, site.Simulator.CreateCalls(id));
    }

    [Fact]
    public async Task Two_who_press_at_once_decide_once_each_and_it_is_sent_once()
    {
        var site = fourEyes.Site;
        var id = await site.PayAsync("eyes-4", "700");
        await using var ben = (await (await Visit.OpenAsync(chromium, site.Address)).AsAsync("ben", $"/console/payouts/{id}/approve")).Allowing("status of 412");
        await using var cora = (await (await Visit.OpenAsync(chromium, site.Address)).WithKeyAsync(ApiSite.SecondChecker)).Allowing("status of 412");
        await cora.Page.GotoAsync($"/console/payouts/{id}/approve");

        var answers = await Task.WhenAll(new[] { ben, cora }.Select(PressAsync));

        // Both saw version 1, and only one of them decided on it: the other one is shown what changed, and is the last.
        Assert.Equal([303, 412], answers.Order());
        Assert.Equal((1, 0), (Given(await site.ReadAsync(id)), site.Simulator.CreateCalls(id)));
        var second = answers[0] == 412 ? ben : cora;
        await Assertions.Expect(second.Page.Locator(".diff")).ToContainTextAsync("1 approved, version 2");
        await Assertions.Expect(second.Page.Locator("#confirm")).ToContainTextAsync("your approval sends this now");
        Assert.Equal(303, await PressAsync(second));

        var payout = await site.WaitForAsync(id, "confirmed");
        Assert.Equal(["ben approved", "cora approved"], payout["approval"]!["decisions"]!.AsArray().Select(given => $"{given!["by"]} {given["decision"]}").Order());
        Assert.Equal(1, site.Simulator.CreateCalls(id));
    }

    [Fact]
    public async Task What_was_cancelled_meanwhile_is_not_approved_and_what_was_seen_stands_beside_what_is()
    {
        var site = fourEyes.Site;
        var id = await site.PayAsync("eyes-5", "800");
        await using var ben = (await (await Visit.OpenAsync(chromium, site.Address)).AsAsync("ben", $"/console/payouts/{id}/approve")).Allowing("status of 409");
        await site.SendAsync(HttpMethod.Post, $"/payouts/{id}/cancel", null);

        Assert.Equal(409, await PressAsync(ben));

        await Assertions.Expect(ben.Page.Locator(".diff")).ToContainTextAsync("0 approved, version 1");
        await Assertions.Expect(ben.Page.Locator(".diff")).ToContainTextAsync("Cancelled");
        Assert.Equal(0, await ben.Page.Locator("form[action$='/approve']").CountAsync());
        var payout = await site.ReadAsync(id);
        Assert.Equal(("cancelled", 0, 0), (payout["status"]!.GetValue<string>(), Given(payout), site.Simulator.CreateCalls(id)));
    }

    [Fact]
    public async Task A_page_that_is_old_decides_nothing_and_a_rejection_says_why()
    {
        var site = fourEyes.Site;
        var id = await site.PayAsync("eyes-2", "600");
        await using var ben = (await (await Visit.OpenAsync(chromium, site.Address)).AsAsync("ben", $"/console/payouts/{id}/approve")).Allowing("status of 412");
        await site.ApprovePayoutAsync(id, 1);

        await ben.Page.Locator("form[action$='/approve'] button").ClickAsync();

        await Assertions.Expect(ben.Page.GetByText("You saw")).ToBeVisibleAsync();
        await Assertions.Expect(ben.Page.Locator(".diff")).ToContainTextAsync("1 approved, version 2");
        Assert.Equal(1, Given(await site.ReadAsync(id)));

        await ben.Page.GotoAsync("/console/approvals");
        await ben.Page.Locator($"tr[data-row='{id}'] [data-key=r]").ClickAsync();
        var dialog = ben.Page.Locator("dialog[open]");
        await dialog.Locator("[name=note]").FillAsync("Nobody knows this receiver");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
        await Assertions.Expect(ben.Page.Locator(".done")).ToContainTextAsync("never sent");
        await Assertions.Expect(ben.Page.Locator("dl.answers")).ToContainTextAsync("rejected by ben");
        await Assertions.Expect(ben.Page.Locator("dl.answers")).ToContainTextAsync("Nobody knows this receiver");
        Assert.Equal(0, site.Simulator.CreateCalls(id));
        await ben.Page.GotoAsync($"/console/payouts/{id}/approve");
        await Assertions.Expect(ben.Page.Locator("main")).ToContainTextAsync("It was decided, cancelled or sent meanwhile.");
    }

    [Fact]
    public async Task Many_are_decided_as_they_were_seen_in_all_and_one_that_came_meanwhile_is_not()
    {
        var site = fourEyes.Site;
        var seen = await Task.WhenAll(new[] { "101", "102.5", "103.25" }.Select(amount => site.PayAsync("eyes-3", amount)));
        await using var ben = (await (await Visit.OpenAsync(chromium, site.Address)).AsAsync("ben", "/console/approvals")).Allowing("status of 409");
        var later = await site.PayAsync("eyes-3", "104");
        await TickAsync(ben, seen);
        await ben.Page.GetByRole(AriaRole.Button, new() { Name = "Approve the selected…" }).ClickAsync();
        await Assertions.Expect(ben.Page.Locator(".lead")).ToHaveTextAsync("In all 306.75 USDT.");

        // Who looks at one sum, and sends another, decides nothing.
        await ben.Page.Locator("input[name=total]").EvaluateAsync("field => { field.value = 'USDT 306.5'; }");
        await ben.Page.GetByRole(AriaRole.Button, new() { Name = "Approve them" }).ClickAsync();
        await Assertions.Expect(ben.Page.Locator(".problem")).ToContainTextAsync("Nothing was decided");
        Assert.All(await Task.WhenAll(seen.Select(site.ReadAsync)), payout => Assert.Equal("awaiting_approval", payout["detail"]?.GetValue<string>()));

        await TickAsync(ben, seen);
        await ben.Page.GetByRole(AriaRole.Button, new() { Name = "Approve the selected…" }).ClickAsync();
        await ben.Page.GetByRole(AriaRole.Button, new() { Name = "Approve them" }).ClickAsync();
        await Assertions.Expect(ben.Page.Locator("#results")).ToContainTextAsync("3 payouts: Approved");
        await Assertions.Expect(ben.Page.Locator($"tr[data-row='{later}']")).ToBeVisibleAsync();
        await Assertions.Expect(ben.Page.Locator($"tr[data-row='{seen[0]}']")).ToHaveCountAsync(0);
        await Task.WhenAll(seen.Select(id => site.WaitForAsync(id, "confirmed")));
        Assert.Equal("awaiting_approval", (await site.ReadAsync(later))["detail"]!.GetValue<string>());
    }

    // Its button, and the answer to the form.
    private static async Task<int> PressAsync(Visit visit) =>
        (await visit.Page.RunAndWaitForResponseAsync(() => visit.Page.Locator("form[action$='/approve'] button").ClickAsync(), answer => answer.Request.Method == "POST")).Status;

    private static async Task TickAsync(Visit visit, IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            await visit.Page.Locator($"tr[data-row='{id}'] input[type=checkbox]").CheckAsync();
        }
    }

    private static int Given(System.Text.Json.Nodes.JsonNode payout) => payout["approval"]!["given"]!.GetValue<int>();

    // A form as the page would have it, if it had one.
    private static Task<int> ForgeAsync(Visit visit, string path) => visit.Page.EvaluateAsync<int>("""
        async path => (await fetch(path, { method: 'POST', redirect: 'manual', body: new URLSearchParams({
          version: '1', __RequestVerificationToken: document.querySelector('input[name=__RequestVerificationToken]').value }) })).status
        """, path);
}
