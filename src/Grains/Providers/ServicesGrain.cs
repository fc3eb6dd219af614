using Orleans.Concurrency;
using Payouts.Grains.Interfaces.Catalog;

namespace Payouts.Grains.Providers;

/// <inheritdoc cref="IServicesGrain"/>
[StatelessWorker]
public sealed class ServicesGrain(ServiceCatalog catalog) : Grain, IServicesGrain
{
    /// <inheritdoc/>
    public Task<ServiceList> GetServices() => Task.FromResult(catalog.Current);
}
