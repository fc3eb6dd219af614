using Microsoft.Playwright;
using Payouts.Client;
using Payouts.Console.Browser.Chromium;
using Payouts.Console.Browser.Sites;
using Payouts.Harness;

namespace Payouts.Console.Browser.NewPayout;

/// <summary>The form arrives, and its answer does not.</summary>
public sealed class LostAnswerTests(ChromiumFixture chromium, SharedSite shared)
{
    private const string Client = "lost-1";

    // Cut for longer than one request: a browser repeats what it sent over a connection that had been used before.
    private volatile bool _isCut;

    [Fact]
    public async Task What_is_sent_again_from_the_draft_is_the_same_payout()
    {
        await using var proxy = await HttpProxy.StartAsync([shared.Address], request => _isCut && request.Path == "/console/payouts/new/send" ? CallFault.DropAnswer : CallFault.None);
        await using var visit = await (await Visit.OpenAsync(chromium, proxy.Address)).AsAsync("ana");
        await visit.OpenAsync(Client);
        await visit.TypeAsync("4.25", ApiSite.Tron, "USDT", "TRON");
        var key = await visit.KeyAsync();
        await visit.ReviewAsync();

        _isCut = true;
        var failed = new TaskCompletionSource();
        visit.Page.RequestFailed += (_, request) => failed.TrySetResult();
        await visit.SendButton().ClickAsync();
        await failed.Task.WaitAsync(TimeSpan.FromSeconds(30));
        // The browser's own page for what it could not load is one more step.
        await visit.Page.WaitForURLAsync(address => address.StartsWith("chrome-error:", StringComparison.Ordinal));
        Assert.True(proxy.Done[CallFault.DropAnswer] > 0);
        _isCut = false;

        // The draft is the form as it was left, under the key that was sent.
        await visit.OpenAsync(Client);
        await Assertions.Expect(visit.Page.Locator("#amount")).ToHaveValueAsync("4.25");
        Assert.Equal(key, await visit.KeyAsync());
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();

        var id = await visit.OnPayoutAsync();
        Assert.Equal(PayoutIds.Of(Client, key), id);
        await shared.Site.WaitForAsync(id, "confirmed");
        Assert.Equal([id], await shared.Site.PayoutsOfAsync(Client));
        Assert.Equal(1, shared.Site.Simulator.CreateCalls(id));
        await visit.OpenAsync(Client);
        Assert.NotEqual(key, await visit.KeyAsync());
    }
}
