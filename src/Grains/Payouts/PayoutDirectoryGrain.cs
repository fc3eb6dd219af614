using Orleans.Concurrency;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <inheritdoc cref="IPayoutDirectoryGrain"/>
[StatelessWorker]
public sealed class PayoutDirectoryGrain(IPayoutStore store) : Grain, IPayoutDirectoryGrain
{
    /// <inheritdoc/>
    public Task<PayoutPage> Find(PayoutQuery query) => store.QueryAsync(query, CancellationToken.None);
}
