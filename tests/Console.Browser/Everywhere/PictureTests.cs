using Microsoft.Playwright;
using Payouts.Console.Browser.Chromium;

namespace Payouts.Console.Browser.Everywhere;

/// <summary>
/// Each page can be pictured; with <c>PAYOUTS_WRITE_PICTURES=1</c> the pictures of <c>docs/console</c> are made anew.
/// </summary>
[Collection<EveryPage>]
public sealed class PictureTests(ChromiumFixture chromium, Furnished furnished)
{
    private static readonly BrowserNewContextOptions Calm = new() { ReducedMotion = ReducedMotion.Reduce };

    private static readonly string[] Pages = [.. Routes.Pages.Where(route => !route.StartsWith("/console/payouts/new/", StringComparison.Ordinal) && !route.StartsWith("/console/approvals/many", StringComparison.Ordinal))];

    [Theory]
    [InlineData("", ColorScheme.Light, 1280)]
    [InlineData("-dark", ColorScheme.Dark, 1280)]
    [InlineData("-phone", ColorScheme.Light, 390)]
    public async Task A_page_can_be_pictured_in_light_dark_and_on_a_phone(string suffix, ColorScheme scheme, int width)
    {
        foreach (var pages in Pages.GroupBy(PersonAt))
        {
            await using var visit = await Visit.OpenAsync(chromium, furnished.Address, new(Calm) { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = width == 390 ? 844 : 860 } });
            if (pages.Key.Length > 0)
            {
                await visit.AsAsync(pages.Key);
            }

            foreach (var route in pages)
            {
                await visit.Page.GotoAsync(furnished.PathOf(route) + (route == "/console/payouts/new" ? "?client=c-1042" : ""));
                var picture = await visit.Page.ScreenshotAsync(new() { FullPage = width != 390 || route.Contains('{', StringComparison.Ordinal) });
                Assert.True(picture.Length > 5_000, $"{route} is an empty picture.");
                if (Environment.GetEnvironmentVariable("PAYOUTS_WRITE_PICTURES") == "1")
                {
                    await File.WriteAllBytesAsync(Path.Combine(Directory.CreateDirectory(Places.Pictures).FullName, NameOf(route) + suffix + ".png"), picture);
                }
            }
        }
    }

    // Whose page it is most of all; nobody's: before the sign-in.
    private static string PersonAt(string route) => route switch
    {
        "/console/sign-in" => "",
        _ when route.StartsWith("/console/keys", StringComparison.Ordinal) || route.StartsWith("/console/people", StringComparison.Ordinal) || route.StartsWith("/console/policy", StringComparison.Ordinal) => "ada",
        _ when route.Contains("/new", StringComparison.Ordinal) || route.EndsWith("/cancel", StringComparison.Ordinal) => "ana",
        _ when route.StartsWith("/console/approvals", StringComparison.Ordinal) || route.EndsWith("/approve", StringComparison.Ordinal) || route.EndsWith("/reject", StringComparison.Ordinal) || route.EndsWith("/activate", StringComparison.Ordinal) => "ben",
        _ when route.StartsWith("/console/audit", StringComparison.Ordinal) => "ada",
        _ => "opal",
    };

    private static string NameOf(string route) => route == "/console" ? "now" : route["/console/".Length..].Replace("{id}", "one", StringComparison.Ordinal).Replace("{scope}", "one", StringComparison.Ordinal).Replace("{client}/", "", StringComparison.Ordinal).Replace('/', '-');
}
