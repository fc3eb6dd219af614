using Orleans.Concurrency;
using Payouts.Storage;

namespace Payouts;

/// <inheritdoc cref="IPayoutDirectoryGrain"/>
[StatelessWorker]
public sealed class PayoutDirectoryGrain(IPayoutStore store) : Grain, IPayoutDirectoryGrain
{
    /// <inheritdoc/>
    public Task<PayoutPage> Find(PayoutQuery query) => store.QueryAsync(query, CancellationToken.None);
}
