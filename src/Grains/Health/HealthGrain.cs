using Orleans.Concurrency;
using Payouts.Grains.Interfaces.Health;
using Payouts.Grains.Providers;

namespace Payouts.Grains.Health;

/// <inheritdoc cref="IHealthGrain"/>
[StatelessWorker]
public sealed class HealthGrain(AssetCatalog catalog, StoreHealth store) : Grain, IHealthGrain
{
    /// <inheritdoc/>
    public async Task<bool> Check()
    {
        await store.CheckAsync();
        return catalog.WasAsked;
    }
}
