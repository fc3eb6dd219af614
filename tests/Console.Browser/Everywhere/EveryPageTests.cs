using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Payouts.Console.Browser.Chromium;

namespace Payouts.Console.Browser.Everywhere;

/// <summary>What every page holds to.</summary>
public sealed class EveryPageTests(ChromiumFixture chromium, Furnished furnished)
{
    /// <summary>Every route; one with a parameter that nobody filled in fails here.</summary>
    public static TheoryData<string> Pages => [.. Routes.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Nothing_hinders_a_person_who_cannot_see_or_point(string route)
    {
        foreach (var (scheme, width) in new[] { (ColorScheme.Light, 1280), (ColorScheme.Dark, 1280), (ColorScheme.Light, 390), (ColorScheme.Dark, 390) })
        {
            await using var visit = await AsAdminAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 } });
            await visit.Page.GotoAsync(furnished.PathOf(route));
            var found = await visit.Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
            Assert.Empty(found.Violations.Select(fault => $"{scheme} {width}: {fault.Id}: {fault.Help}: {string.Join(" | ", fault.Nodes.Select(node => node.Html).Take(3))}"));
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Without_scripts_the_content_and_the_forms_are_there(string route)
    {
        await using var visit = await AsAdminAsync(new() { JavaScriptEnabled = false });
        await visit.Page.GotoAsync(furnished.PathOf(route));
        Assert.Equal(1, await visit.Page.Locator("h1").CountAsync());
        Assert.NotEmpty((await visit.Page.Locator("main").InnerTextAsync()).Trim());
        Assert.Equal(0, await visit.Page.Locator("form:not([method])").CountAsync());
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_small_phone_scrolls_no_page_sideways_and_every_target_is_large_enough(string route)
    {
        await using var visit = await AsAdminAsync(new() { ViewportSize = new() { Width = 320, Height = 640 }, HasTouch = true, IsMobile = true, DeviceScaleFactor = 2 });
        await visit.Page.GotoAsync(furnished.PathOf(route));
        Assert.Equal(320, await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        var small = await visit.Page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll('nav.places > a, button:not([hidden]), .button, summary, .decide a')]
              .map(target => [target, target.getBoundingClientRect()])
              .filter(([, box]) => box.width > 0 && box.height > 0 && (box.height < 43.5 || box.width < 43.5))
              .map(([target, box]) => `${target.outerHTML.slice(0, 80)} ${box.width}x${box.height}`)
            """);
        Assert.Empty(small);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task At_twice_the_size_and_in_forced_colours_nothing_is_lost(string route)
    {
        await using var visit = await AsAdminAsync(new() { ViewportSize = new() { Width = 640, Height = 450 }, DeviceScaleFactor = 2, ForcedColors = ForcedColors.Active, ReducedMotion = ReducedMotion.Reduce });
        await visit.Page.GotoAsync(furnished.PathOf(route));
        Assert.Equal(640, await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await Assertions.Expect(visit.Page.Locator("h1")).ToBeVisibleAsync();
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>("document.getAnimations().filter(animation => animation.playState === 'running').length"));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_keeps_to_its_budget(string route)
    {
        await using var visit = await AsAdminAsync(new());
        var warm = await LoadedAsync(visit, furnished.PathOf(route));
        Assert.True(warm.Document <= 12_000, $"{route}: {warm.Document} bytes of HTML");
        Assert.Equal(1, warm.Requests);
    }

    [Fact]
    public async Task The_first_page_of_all_keeps_to_its_budget()
    {
        await using var visit = await Visit.OpenAsync(chromium, furnished.Address);
        var cold = await LoadedAsync(visit, "/console/sign-in");
        Assert.True(cold.All <= 25_000 && cold.Requests <= 5, $"{cold.All} bytes in {cold.Requests} requests");
    }

    private async Task<Visit> AsAdminAsync(BrowserNewContextOptions options) => await (await Visit.OpenAsync(chromium, furnished.Address, options)).AsAsync("ada");

    private static async Task<(long Document, long All, int Requests)> LoadedAsync(Visit visit, string path)
    {
        var answers = new List<IResponse>();
        void Keep(object? sender, IResponse answer)
        {
            // The stream never ends, and what the browser has kept costs nothing.
            if (!answer.Url.Contains("/console/live", StringComparison.Ordinal) && !answer.FromServiceWorker)
            {
                answers.Add(answer);
            }
        }

        visit.Page.Response += Keep;
        await visit.Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        visit.Page.Response -= Keep;
        long document = 0, all = 0;
        var requests = 0;
        foreach (var answer in answers)
        {
            var size = (await answer.Request.SizesAsync()).ResponseBodySize;
            requests += size > 0 ? 1 : 0;
            all += size;
            document += answer.Request.IsNavigationRequest ? size : 0;
        }

        return (document, all, requests);
    }
}
