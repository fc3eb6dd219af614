using Orleans.Concurrency;
using Payouts.Grains.Interfaces.Catalog;

namespace Payouts.Grains.Providers;

/// <inheritdoc cref="IAssetCatalogGrain"/>
[GrainType("services"), StatelessWorker]
public sealed class AssetCatalogGrain(AssetCatalog catalog) : Grain, IAssetCatalogGrain
{
    /// <inheritdoc/>
    public Task<ServiceList> GetServices() => Task.FromResult(catalog.Current);
}
