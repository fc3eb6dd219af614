using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Payouts.Console.Browser.Chromium;
using Payouts.Console.Browser.NewPayout;
using Payouts.Console.Browser.Sites;

namespace Payouts.Console.Browser.Everywhere;

/// <summary>What every page holds to. One browser goes through all of them; a fault names its page.</summary>
[Collection<EveryPage>]
public sealed class EveryPageTests(ChromiumFixture chromium, Furnished furnished)
{
    // The others ask nothing of colours, and have asked it in the light already.
    private static readonly RunOnlyOptions Colours = new() { Type = "rule", Values = ["color-contrast", "link-in-text-block"] };

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Nothing_hinders_a_person_who_cannot_see_or_point(int width)
    {
        await using var visit = await AsAdminAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ReducedMotion = ReducedMotion.Reduce });
        await OnEveryPageAsync(visit, HindrancesAsync);
    }

    [Fact]
    public async Task Nothing_hinders_anybody_on_the_pages_that_only_a_form_leads_to()
    {
        await using var visit = await Async("ana", new() { ReducedMotion = ReducedMotion.Reduce });
        visit.Allowing("status of 400", "status of 404");
        await visit.OpenAsync("c-1042");
        await visit.TypeAsync("25.5", ApiSite.Tron, "USDT", "TRON");
        await visit.ReviewAsync();
        var found = (await HindrancesAsync(visit)).ToList();
        await visit.SendButton().ClickAsync();
        await Assertions.Expect(visit.Page.Locator("[id$='-fault']").First).ToBeVisibleAsync();
        found.AddRange(await HindrancesAsync(visit));
        await visit.Page.GotoAsync("/console/no-such-page");
        found.AddRange(await HindrancesAsync(visit));
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    [Fact]
    public async Task Without_scripts_the_content_and_the_forms_are_there()
    {
        await using var visit = await AsAdminAsync(new() { JavaScriptEnabled = false });
        await OnEveryPageAsync(visit, async page =>
        [
            .. await page.Page.Locator("h1").CountAsync() == 1 ? Array.Empty<string>() : ["no one heading"],
            .. (await page.Page.Locator("main").InnerTextAsync()).Trim().Length > 0 ? Array.Empty<string>() : ["no content"],
            .. await page.Page.Locator("form:not([method]), form:not([action])").CountAsync() == 0 ? Array.Empty<string>() : ["a form that leads nowhere"],
            .. await page.Page.Locator("form[method=post]:not(:has([name=__RequestVerificationToken]))").CountAsync() == 0 ? Array.Empty<string>() : ["a form without its token"],
        ]);
    }

    [Fact]
    public async Task A_small_phone_scrolls_no_page_sideways_and_every_target_is_large_enough()
    {
        await using var visit = await AsAdminAsync(new() { ViewportSize = new() { Width = 320, Height = 640 }, HasTouch = true, IsMobile = true, DeviceScaleFactor = 2 });
        await OnEveryPageAsync(visit, async page => await page.Page.EvaluateAsync<string[]>("""
            () => {
              const wide = document.documentElement.scrollWidth === 320 ? [] : [`${document.documentElement.scrollWidth} px wide`];
              const small = [...document.querySelectorAll('nav.places > a, button:not([hidden]), .button, summary, .decide a')]
                .map(target => [target, target.getBoundingClientRect()])
                .filter(([, box]) => box.width > 0 && box.height > 0 && (box.height < 43.5 || box.width < 43.5))
                .map(([target, box]) => `${target.outerHTML.slice(0, 80)} ${box.width}x${box.height}`);
              scrollTo(0, document.documentElement.scrollHeight);
              const fixed = [...document.querySelectorAll('body *')].filter(element => ['fixed', 'sticky'].includes(getComputedStyle(element).position) && element.getBoundingClientRect().bottom > innerHeight - 1 && element.getBoundingClientRect().height > 0);
              const top = Math.min(innerHeight, ...fixed.map(element => element.getBoundingClientRect().top));
              const last = [...document.querySelectorAll('main p, main td, main dd, main li')].filter(element => element.checkVisibility() && element.getClientRects().length && !fixed.some(bar => bar.contains(element))).map(element => element.getBoundingClientRect().bottom);
              const under = Math.max(0, ...last) > top + 1 ? [`content ends at ${Math.max(...last)}, under a bar at ${top}`] : [];
              return [...wide, ...small, ...under];
            }
            """));
    }

    [Fact]
    public async Task At_twice_the_size_and_in_forced_colours_nothing_is_lost()
    {
        await using var visit = await AsAdminAsync(new() { ViewportSize = new() { Width = 640, Height = 450 }, DeviceScaleFactor = 2, ForcedColors = ForcedColors.Active, ReducedMotion = ReducedMotion.Reduce });
        await OnEveryPageAsync(visit, async page =>
        {
            Assert.True((await page.Page.ScreenshotAsync()).Length > 5_000, "An empty picture.");
            return await page.Page.EvaluateAsync<string[]>("""
                [
                  ...document.documentElement.scrollWidth === 640 ? [] : [`${document.documentElement.scrollWidth} px wide`],
                  ...document.querySelector('h1').getClientRects().length ? [] : ['no heading'],
                  ...document.getAnimations().some(animation => animation.playState === 'running') ? ['it moves'] : [],
                ]
                """);
        });
    }

    private static async Task<IEnumerable<string>> HindrancesAsync(Visit visit)
    {
        var found = new List<string>();
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await visit.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            var result = await visit.Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations], RunOnly = scheme == ColorScheme.Dark ? Colours : null });
            found.AddRange(result.Violations.Select(fault => $"{visit.Page.Url} {scheme}: {fault.Id}: {fault.Help}: {string.Join(" | ", fault.Nodes.Select(node => node.Html).Take(3))}"));
        }

        return found;
    }

    private async Task OnEveryPageAsync(Visit visit, Func<Visit, Task<IEnumerable<string>>> faultsOf)
    {
        var faults = new List<string>();
        foreach (var route in Routes.Pages)
        {
            await visit.Page.GotoAsync(furnished.PathOf(route));
            faults.AddRange((await faultsOf(visit)).Select(fault => $"{route}: {fault}"));
        }

        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    private Task<Visit> AsAdminAsync(BrowserNewContextOptions options) => Async("ada", options);

    private async Task<Visit> Async(string person, BrowserNewContextOptions options) => await (await Visit.OpenAsync(chromium, furnished.Address, options)).AsAsync(person);
}
