using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace Payouts.Console.Browser.Chromium;

/// <summary>
/// One person's browser: a context of its own with one page. Ending it fails if the page did anything that it never
/// should: broke the content security policy, threw, wrote an error, opened a dialog, or spoke to another host.
/// </summary>
internal sealed class Visit : IAsyncDisposable
{
    // The tests that threw something, by their ids: an assertion does not tell the visit that it ends.
    private static readonly ConcurrentDictionary<string, bool> Thrown = Watched();

    // A trace costs each step a copy of the page, and so is kept only when it is asked for.
    private static readonly bool KeepsAll = Environment.GetEnvironmentVariable("PAYOUTS_KEEP_VISITS") == "1";

    private readonly ConcurrentQueue<string> _faults = new();
    private readonly ConcurrentBag<string> _allowed = [];
    private readonly string _test;

    private Visit(IBrowserContext context, IPage page, Uri site, string test)
    {
        Context = context;
        Page = page;
        Site = site;
        _test = test;
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    public Uri Site { get; }

    /// <summary>Opens a browser for a person who has not signed in.</summary>
    /// <param name="chromium">The browser.</param>
    /// <param name="site">The host.</param>
    /// <param name="options">How the browser is: its size, its colours, whether scripts run.</param>
    /// <param name="test">The test's name, for what is kept of a failure.</param>
    public static async Task<Visit> OpenAsync(
        ChromiumFixture chromium, Uri site, BrowserNewContextOptions? options = null, [CallerMemberName] string test = "")
    {
        options ??= new();
        options.BaseURL ??= site.ToString();
        options.TimezoneId ??= "Europe/Berlin";
        options.Locale ??= "en-GB";
        var context = await chromium.Browser.NewContextAsync(options);
        context.SetDefaultTimeout(ChromiumFixture.Patience);
        if (KeepsAll)
        {
            await context.Tracing.StartAsync(new() { Snapshots = true });
        }

        var visit = new Visit(context, await context.NewPageAsync(), site, test);
        visit.Watch();
        return visit;
    }

    /// <summary>Says that the browser may report this: a refusal that the test asks for.</summary>
    /// <param name="words">Part of what it reports, <c>status of 409</c> say.</param>
    public Visit Allowing(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            _allowed.Add(word);
        }

        return this;
    }

    /// <summary>Signs in as one of Development's people.</summary>
    public async Task<Visit> AsAsync(string person, string path = "/console")
    {
        await Page.GotoAsync(path);
        await Page.Locator($"form:has(input[name=name][value={person}]) button").ClickAsync();
        await Page.WaitForURLAsync(address => !address.Contains("/sign-in", StringComparison.Ordinal));
        return this;
    }

    /// <summary>Signs in with a key that belongs to a person.</summary>
    public async Task<Visit> WithKeyAsync(string secret)
    {
        await Page.GotoAsync("/console");
        await Page.Locator("#key").FillAsync(secret);
        await Page.Locator("#key").PressAsync("Enter");
        await Page.WaitForURLAsync(address => !address.Contains("/sign-in", StringComparison.Ordinal));
        return this;
    }

    /// <summary>Waits until the page says that it is live. The word stands in it from the start, hidden until its stream has begun.</summary>
    public async Task IsLiveAsync()
    {
        await Assertions.Expect(Page.Locator(".live")).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator(".live")).ToHaveTextAsync("live");
    }

    /// <summary>
    /// Waits until the page says that it is not live, lets 10 s go by for it, and expects the bar that says since when.
    /// The page's clock must have been installed before it was opened.
    /// </summary>
    public async Task IsStaleIn10SecondsAsync()
    {
        await Assertions.Expect(Page.Locator(".live")).ToHaveTextAsync("not live");
        await Page.Clock.FastForwardAsync("00:10");
        await Assertions.Expect(Page.Locator("[data-stale]")).ToContainTextAsync("Not live since");
        await Assertions.Expect(Page.Locator("[data-stale]")).ToBeVisibleAsync();
    }

    /// <summary>Keeps a picture of a test that failed (of every visit, and its trace, with <c>PAYOUTS_KEEP_VISITS=1</c>), closes the browser, and fails if the page did what it never should.</summary>
    public async ValueTask DisposeAsync()
    {
        var faults = _faults.Where(fault => !_allowed.Any(words => fault.Contains(words, StringComparison.Ordinal))).ToList();
        if (faults.Count > 0 || Thrown.ContainsKey(TestContext.Current.Test?.UniqueID ?? "") || KeepsAll)
        {
            await KeepAsync(Path.Combine(Places.Kept, $"{_test}-{Guid.CreateVersion7():N}"));
        }

        await CloseAsync();
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    private async Task KeepAsync(string place)
    {
        await Page.ScreenshotAsync(new() { Path = place + ".png", FullPage = true });
        if (KeepsAll)
        {
            await Context.Tracing.StopAsync(new() { Path = place + ".zip" });
        }
    }

    // Chromium may never answer when a page is closed in the middle of a step (seen with a form on its way): it then ends with the run.
    private async Task CloseAsync()
    {
        try
        {
            await Context.CloseAsync().WaitAsync(TimeSpan.FromSeconds(20));
        }
        catch (TimeoutException)
        {
            TestContext.Current.AddWarning("The browser did not close the page within 20 s.");
        }
    }

    private static ConcurrentDictionary<string, bool> Watched()
    {
        var thrown = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        AppDomain.CurrentDomain.FirstChanceException += (_, happened) =>
        {
            if (happened.Exception is PlaywrightException or TimeoutException or Xunit.Sdk.XunitException && TestContext.Current.Test is { } test)
            {
                thrown[test.UniqueID] = true;
            }
        };
        return thrown;
    }

    private void Watch()
    {
        Context.Page += (_, page) => Watch(page);
        Watch(Page);
    }

    private void Watch(IPage page)
    {
        page.PageError += (_, error) =>
        {
            // Chromium's own: a page that is left before its transition ended.
            if (!error.Contains("Transition was", StringComparison.Ordinal))
            {
                _faults.Enqueue($"The page threw: {error} ({page.Url})");
            }
        };
        page.Dialog += (_, dialog) => _faults.Enqueue($"A dialog opened: {dialog.Message}");
        page.Console += (_, line) =>
        {
            // Violations of the content security policy come here too.
            if (line.Type == "error")
            {
                _faults.Enqueue($"The console said: {line.Text} ({page.Url})");
            }
        };
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" } address && address.Authority != Site.Authority)
            {
                _faults.Enqueue($"It spoke to {address.Authority} ({page.Url}).");
            }
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 500)
            {
                _faults.Enqueue($"An answer with the status of {response.Status}: {response.Url}");
            }
        };
    }
}
