using Orleans.Concurrency;
using Payouts.Storage;

namespace Payouts;

/// <inheritdoc cref="IHealthGrain"/>
[StatelessWorker]
public sealed class HealthGrain(ServiceCatalog catalog, IPayoutStore store) : Grain, IHealthGrain
{
    /// <inheritdoc/>
    public async Task<bool> Check()
    {
        await store.FindUnfoldedClientsAsync(1, CancellationToken.None);
        return catalog.WasAsked;
    }
}
