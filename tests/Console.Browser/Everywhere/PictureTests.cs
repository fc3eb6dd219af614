using Microsoft.Playwright;
using Payouts.Console.Browser.Chromium;

namespace Payouts.Console.Browser.Everywhere;

/// <summary>
/// Each page can be pictured; with <c>PAYOUTS_WRITE_PICTURES=1</c> the pictures of <c>docs/console</c> are made anew.
/// </summary>
public sealed class PictureTests(ChromiumFixture chromium, Furnished furnished)
{
    private static readonly (string Suffix, ColorScheme Scheme, int Width)[] Ways = [("", ColorScheme.Light, 1280), ("-dark", ColorScheme.Dark, 1280), ("-phone", ColorScheme.Light, 390)];

    /// <summary>Every route.</summary>
    public static TheoryData<string> Pages => [.. Routes.Pages.Where(route => !route.StartsWith("/console/payouts/new/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_can_be_pictured_in_light_dark_and_on_a_phone(string route)
    {
        foreach (var (suffix, scheme, width) in Ways)
        {
            var options = new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = width == 390 ? 844 : 860 }, ReducedMotion = ReducedMotion.Reduce };
            await using var visit = await Visit.OpenAsync(chromium, furnished.Address, options);
            if (route != "/console/sign-in")
            {
                await visit.AsAsync(route.StartsWith("/console/keys", StringComparison.Ordinal) || route.StartsWith("/console/people", StringComparison.Ordinal) ? "ada" : route.Contains("/new", StringComparison.Ordinal) || route.EndsWith("/cancel", StringComparison.Ordinal) ? "ana" : "opal");
            }

            await visit.Page.GotoAsync(furnished.PathOf(route) + (route == "/console/payouts/new" ? "?client=c-1042" : ""));
            var picture = await visit.Page.ScreenshotAsync(new() { FullPage = width != 390 || route.Contains('{', StringComparison.Ordinal) });
            Assert.True(picture.Length > 5_000, $"{route} is an empty picture.");
            if (Environment.GetEnvironmentVariable("PAYOUTS_WRITE_PICTURES") == "1")
            {
                await File.WriteAllBytesAsync(Path.Combine(Directory.CreateDirectory(Places.Pictures).FullName, NameOf(route) + suffix + ".png"), picture);
            }
        }
    }

    private static string NameOf(string route) => route == "/console" ? "now" : route["/console/".Length..].Replace("{id}", "one", StringComparison.Ordinal).Replace('/', '-');
}
