using Orleans.Concurrency;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <inheritdoc cref="IPayoutDirectoryGrain"/>
[StatelessWorker]
public sealed class PayoutDirectoryGrain(IPayoutStore store) : Grain, IPayoutDirectoryGrain
{
    /// <inheritdoc/>
    public async Task<PayoutPage> Find(PayoutQuery query) => ApprovalRules.Decidable(await store.QueryAsync(query, CancellationToken.None), query?.DecidableBy);
}
