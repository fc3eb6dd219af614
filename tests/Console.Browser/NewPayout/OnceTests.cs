using Microsoft.Playwright;
using Payouts.Console.Browser.Chromium;
using Payouts.Console.Browser.Sites;
using Payouts.Harness;

namespace Payouts.Console.Browser.NewPayout;

/// <summary>However often a form is sent, it is one payout.</summary>
public sealed class OnceTests(ChromiumFixture chromium, SharedSite shared)
{
    // Found by trying: a valid address whose first and last four characters are those of the one that was paid.
    private const string Alike = "TDD9711111111111111111111VbAuSVaqm";

    [Fact]
    public async Task A_double_click_makes_one_payout()
    {
        await using var visit = await FilledAsync("twice-1", "4");
        await visit.SendButton().DblClickAsync();
        await OneAsync("twice-1", await visit.OnPayoutAsync());
    }

    [Fact]
    public async Task Enter_pressed_twice_makes_one_payout()
    {
        await using var visit = await FilledAsync("twice-4", "4");
        await visit.SendButton().FocusAsync();
        await Task.WhenAll(visit.Page.Keyboard.PressAsync("Enter"), visit.Page.Keyboard.PressAsync("Enter"));
        await OneAsync("twice-4", await visit.OnPayoutAsync());
    }

    [Fact]
    public async Task The_form_sent_from_two_tabs_makes_one_payout()
    {
        await using var visit = await FilledAsync("twice-5", "4");
        // A tab that is duplicated has the draft of the first, key and all.
        var popup = await visit.Page.RunAndWaitForPopupAsync(() => visit.Page.EvaluateAsync("() => { open('/console/payouts/new?client=twice-5'); }"));
        await Assertions.Expect(popup.Locator("#amount")).ToHaveValueAsync("4");
        await popup.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();
        var second = popup.Locator("form[action*='/new/send'] button.primary");
        await Assertions.Expect(second).ToBeVisibleAsync();

        await Task.WhenAll(visit.SendButton().ClickAsync(), second.ClickAsync());

        var id = await visit.OnPayoutAsync();
        await popup.WaitForURLAsync($"**/console/payouts/{id}**");
        await OneAsync("twice-5", id);
    }

    [Fact]
    public async Task A_page_that_refused_the_form_and_is_loaded_again_makes_nothing()
    {
        await shared.Site.PayAsync("twice-6", "4", reference: "first");
        await using var visit = (await FilledAsync("twice-6", "4")).Allowing("status of 400");
        await visit.SendButton().ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#second-fault")).ToBeVisibleAsync();

        await visit.Page.ReloadAsync();

        await Assertions.Expect(visit.Page.Locator("#second-fault")).ToBeVisibleAsync();
        Assert.Single(await shared.Site.PayoutsOfAsync("twice-6"));
        await visit.Page.Locator("#second").CheckAsync();
        var id = await visit.SendAsync();
        await visit.Page.ReloadAsync();
        Assert.Equal(2, (await shared.Site.PayoutsOfAsync("twice-6")).Count);
        Assert.Equal(1, shared.Site.Simulator.CreateCalls(id));
    }

    [Fact]
    public async Task Two_forms_posted_at_once_make_one_payout()
    {
        await using var visit = await FilledAsync("twice-2", "4");
        // As two tabs would, and as a browser does whose first answer was lost.
        await visit.Page.EvaluateAsync("""
            async () => {
              const form = document.querySelector("form[action*='/new/send']");
              const send = () => fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
              await Promise.all([send(), send(), send()]);
            }
            """);
        var id = await visit.SendAsync();
        await OneAsync("twice-2", id);
    }

    [Fact]
    public async Task Going_back_and_sending_again_makes_no_second_payout()
    {
        await using var visit = (await FilledAsync("twice-3", "4")).Allowing("ERR_CACHE_MISS");
        var first = await visit.SendAsync();
        // The browser may keep nothing of the review, and does not send its form again by itself.
        await Assert.ThrowsAsync<PlaywrightException>(() => visit.Page.GoBackAsync());
        await OneAsync("twice-3", first);
    }

    [Fact]
    public async Task A_key_used_again_with_another_amount_names_the_payout_that_it_made()
    {
        await using var visit = (await FilledAsync("reuse-1", "4")).Allowing("status of 422");
        var key = await visit.Page.Locator("form[action*='/new/send'] input[name=key]").InputValueAsync();
        var first = await visit.SendAsync();
        await visit.OpenAsync("reuse-1");
        await visit.TypeAsync("5", Site.Tron, "USDT", "TRON");
        await visit.Page.EvaluateAsync("key => { document.querySelector('form[data-draft] input[name=key]').value = key; }", key);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();

        await Assertions.Expect(visit.Page.GetByText("already sent as")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator($"a[href='/console/payouts/{first}']").First).ToBeVisibleAsync();
        await OneAsync("reuse-1", first);
    }

    [Fact]
    public async Task Without_a_checksum_the_last_six_characters_are_typed()
    {
        const string lower = "0x52908400098527886e0f7030069857d2e4169ee7";
        await using var visit = (await (await Visit.OpenAsync(chromium, shared.Address)).AsAsync("ana")).Allowing("status of 400");
        await visit.OpenAsync("weak-1");
        await visit.TypeAsync("2", lower, "USDT", "ETH");
        await visit.ReviewAsync();

        await visit.SendButton().ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#last_six-fault")).ToBeVisibleAsync();
        await visit.Page.Locator("#last_six").FillAsync("169ee8");
        await visit.SendButton().ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#last_six-fault")).ToBeVisibleAsync();
        Assert.Empty(await shared.Site.PayoutsOfAsync("weak-1"));
        await visit.Page.Locator("#last_six").FillAsync("169ee7");
        Assert.Equal("weak-1", (await shared.Site.ReadAsync(await visit.SendAsync()))["client_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_same_again_within_a_day_needs_a_tick()
    {
        await shared.Site.PayAsync("again-1", "4", reference: "first");
        await using var visit = (await FilledAsync("again-1", "4")).Allowing("status of 400");

        await visit.SendButton().ClickAsync();
        await Assertions.Expect(visit.Page.Locator("input[type=checkbox][required]")).ToBeVisibleAsync();
        Assert.Single(await shared.Site.PayoutsOfAsync("again-1"));
        await visit.Page.Locator("main input[type=checkbox][required]").CheckAsync();
        await visit.SendAsync();
        Assert.Equal(2, (await shared.Site.PayoutsOfAsync("again-1")).Count);
    }

    [Fact]
    public async Task An_address_that_looks_like_one_paid_before_is_set_against_it()
    {
        await shared.Site.WaitForAsync(await shared.Site.PayAsync("alike-1", "4"), "confirmed");
        await using var visit = (await (await Visit.OpenAsync(chromium, shared.Address)).AsAsync("ana")).Allowing("status of 400");
        await visit.OpenAsync("alike-1");
        await visit.TypeAsync("2", Alike, "USDT", "TRON");
        await visit.ReviewAsync();

        await Assertions.Expect(visit.Page.Locator(".alike mark").First).ToBeVisibleAsync();
        await visit.SendButton().ClickAsync();
        Assert.Single(await shared.Site.PayoutsOfAsync("alike-1"));
    }

    private async Task<Visit> FilledAsync(string client, string amount)
    {
        var visit = await (await Visit.OpenAsync(chromium, shared.Address)).AsAsync("ana");
        await visit.OpenAsync(client);
        await visit.TypeAsync(amount, Site.Tron, "USDT", "TRON");
        await visit.ReviewAsync();
        return visit;
    }

    private async Task OneAsync(string client, string id)
    {
        await shared.Site.WaitForAsync(id, "confirmed");
        Assert.Equal(id, Assert.Single(await shared.Site.PayoutsOfAsync(client)));
        Assert.Equal(1, shared.Site.Simulator.CreateCalls(id));
    }
}
