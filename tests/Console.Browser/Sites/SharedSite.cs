using Payouts.Console.Browser.Sites;

[assembly: AssemblyFixture(typeof(SharedSite))]

namespace Payouts.Console.Browser.Sites;

/// <summary>One site for the tests that neither kill it nor count its payouts; each uses clients of its own.</summary>
public sealed class SharedSite : IAsyncLifetime
{
    private Site? _site;

    internal Site Site => _site!;

    internal Uri Address => Site.Address;

    public async ValueTask InitializeAsync() => _site = await Site.StartAsync();

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}
