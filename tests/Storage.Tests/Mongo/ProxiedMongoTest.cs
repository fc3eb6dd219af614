using Payouts.Grains.Payouts;

namespace Payouts.Storage.Tests.Mongo;

/// <summary>A test that reads and changes what a store and its server tell each other.</summary>
public abstract class ProxiedMongoTest : IAsyncLifetime
{
    private protected MongoServer Server { get; } = new();

    private protected MongoProxy Proxy { get; private set; } = null!;

    private protected IPayoutStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Server.CreateAsync();
        Proxy = new MongoProxy(Server.Server);
        Store = Server.StoreAt(Proxy.EndPoint);
        await Store.InitializeAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var disposable in new object?[] { Store, Proxy, Server }.OfType<IAsyncDisposable>())
        {
            await disposable.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
