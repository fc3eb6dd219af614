using Orleans.Concurrency;

namespace Payouts;

/// <inheritdoc cref="IServicesGrain"/>
[StatelessWorker]
public sealed class ServicesGrain(ServiceCatalog catalog) : Grain, IServicesGrain
{
    /// <inheritdoc/>
    public Task<ServiceList> GetServices() => Task.FromResult(catalog.Current);
}
