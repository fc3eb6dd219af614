using Microsoft.Playwright;
using Payouts.Console.Browser.Chromium;
using Payouts.Harness;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(ChromiumFixture))]
[assembly: Parallelization(MaxThreads = 2)]

namespace Payouts.Console.Browser.Chromium;

/// <summary>One browser for the whole run: the machine's own Chromium, driven by Playwright.</summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>How long a step and an expectation may take, in milliseconds: a machine that does other work besides is slow, and no fault.</summary>
    internal const float Patience = 60_000;

    private WholeMachine? _machine;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal IBrowser Browser => _browser!;

    public async ValueTask InitializeAsync()
    {
        _machine = await WholeMachine.TakeAsync(TestContext.Current.CancellationToken);
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Find(),
            Args = ["--no-sandbox", "--disable-background-networking", "--force-color-profile=srgb", "--font-render-hinting=none"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _machine?.Dispose();
    }

    private static string Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("There is no Chromium on the PATH. On Debian: apt-get install -y chromium");
}
