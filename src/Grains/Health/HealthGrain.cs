using Orleans.Concurrency;

namespace Payouts;

/// <inheritdoc cref="IHealthGrain"/>
[StatelessWorker]
public sealed class HealthGrain(ServiceCatalog catalog, StoreHealth store) : Grain, IHealthGrain
{
    /// <inheritdoc/>
    public async Task<bool> Check()
    {
        await store.CheckAsync();
        return catalog.WasAsked;
    }
}
