using System.Net;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Tests.Contract;

/// <summary>A database on a server, which several processes share and which can become unreachable.</summary>
public abstract class ServerDatabase : StoreDatabase
{
    /// <summary>Where the server listens.</summary>
    public abstract DnsEndPoint Server { get; }

    /// <summary>
    /// A store over the same database, not initialized, that reaches the server at another address: through a test's
    /// wire.
    /// </summary>
    public abstract IPayoutStore StoreAt(DnsEndPoint server);

    /// <inheritdoc/>
    public override async Task<IPayoutStore> OpenAsync()
    {
        var store = StoreAt(Server);
        await store.InitializeAsync(CancellationToken.None);
        return store;
    }
}
