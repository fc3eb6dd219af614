using Microsoft.Playwright;
using Payouts.Console.Browser.Chromium;

namespace Payouts.Console.Browser.Everywhere;

/// <summary>How much a browser loads, as it comes over the wire.</summary>
[Collection<EveryPage>]
public sealed class BudgetTests(ChromiumFixture chromium, Furnished furnished)
{
    private const int MostOfAPage = 12_000;
    private const int MostAtFirst = 25_000;
    private const int MostRequestsAtFirst = 5;

    [Fact]
    public async Task Every_page_is_one_request_of_at_most_12_kilobytes_once_the_first_was_seen()
    {
        await using var visit = await (await Visit.OpenAsync(chromium, furnished.Address)).AsAsync("ada");
        var over = new List<string>();
        foreach (var route in Routes.Pages)
        {
            var loaded = await LoadedAsync(visit, furnished.PathOf(route));
            over.AddRange(loaded is { Requests: 1, Bytes: > 0 and <= MostOfAPage } ? [] : [$"{route}: {loaded}"]);
        }

        Assert.True(over.Count == 0, string.Join(Environment.NewLine, over));
    }

    [Theory]
    [InlineData(null, "/console/sign-in")]
    [InlineData("ana", "/console")]
    [InlineData("ana", "/console/payouts")]
    public async Task The_first_page_is_at_most_25_kilobytes_in_5_requests_its_stream_among_them(string? person, string path)
    {
        await using var visit = await Visit.OpenAsync(chromium, furnished.Address);
        if (person is not null)
        {
            await visit.AsAsync(person);
        }

        var cold = await LoadedAsync(visit, path, isCold: true);
        var streams = await visit.Page.Locator("[data-live]:not([data-live=''])").CountAsync();
        Assert.True(cold.Bytes <= MostAtFirst && cold.Requests > 1 && cold.Requests + streams <= MostRequestsAtFirst, $"{cold} and {streams} streams");
    }

    // Chromium sometimes never tells the end of an answer: then the page is loaded again.
    private static async Task<(int Requests, long Bytes)> LoadedAsync(Visit visit, string path, bool isCold = false)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (isCold)
            {
                await using var tools = await visit.Context.NewCDPSessionAsync(visit.Page);
                await tools.SendAsync("Network.clearBrowserCache");
            }

            var answers = await AnswersAsync(visit, path);
            try
            {
                var sizes = await Task.WhenAll(answers.Select(async answer => (await answer.Request.SizesAsync()).ResponseBodySize)).WaitAsync(TimeSpan.FromSeconds(20));
                // What the browser had kept costs nothing; Chromium counts it as less than that.
                return (sizes.Count(size => size > 0), sizes.Where(size => size > 0).Sum(size => (long)size));
            }
            catch (TimeoutException) when (attempt < 3)
            {
                TestContext.Current.AddWarning($"The end of an answer was not told: {path} is loaded again.");
            }
        }
    }

    // The stream never ends, so that nobody can say its size.
    private static async Task<List<IResponse>> AnswersAsync(Visit visit, string path)
    {
        var answers = new List<IResponse>();
        void Keep(object? sender, IResponse answer)
        {
            if (!answer.Url.Contains("/console/live", StringComparison.Ordinal))
            {
                answers.Add(answer);
            }
        }

        visit.Page.Response += Keep;
        await visit.Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        visit.Page.Response -= Keep;
        return answers;
    }
}
