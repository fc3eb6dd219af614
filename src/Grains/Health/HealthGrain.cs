using Orleans.Concurrency;
using Payouts.Storage;

namespace Payouts;

/// <inheritdoc cref="IHealthGrain"/>
[StatelessWorker]
public sealed class HealthGrain(ServiceCatalog catalog, IPayoutStore store) : Grain, IHealthGrain
{
    // A valid id that no payout has, but for one in 2^128.
    private static readonly string NoPayout = new('0', 32);

    /// <inheritdoc/>
    public async Task<bool> Check()
    {
        await store.ReadAsync(NoPayout, CancellationToken.None);
        return catalog.WasAsked;
    }
}
