using Payouts.Console.Browser.Sites;

namespace Payouts.Console.Browser.Approvals;

/// <summary>A site whose policy asks one person, or two for what is large.</summary>
public sealed class FourEyesSite : IAsyncLifetime
{
    private const string Policy = """
        {"rules":[
          {"name":"large","when":{"asset":["USDT"],"amount":{"from":"500"}},"then":"approve","needed":[{"role":null,"count":2}],"expires_after":"3.00:00:00"},
          {"name":"medium","when":{"asset":["USDT"],"amount":{"from":"100"}},"then":"approve","needed":[{"role":null,"count":1}]}]}
        """;

    private Site? _site;

    internal Site Site => _site!;

    public async ValueTask InitializeAsync()
    {
        _site = await Site.StartAsync();
        await Site.ApproveAsync(await Site.ProposeAsync(Policy, 0));
        await Site.PayUntilOneWaitsAsync("eyes-0", "100");
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}
