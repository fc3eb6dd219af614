using Orleans.Concurrency;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <inheritdoc cref="IPayoutDirectoryGrain"/>
[StatelessWorker]
public sealed class PayoutDirectoryGrain(IPayoutStore store) : Grain, IPayoutDirectoryGrain
{
    /// <inheritdoc/>
    public async Task<PayoutPage> Find(PayoutQuery query)
    {
        var page = await store.QueryAsync(query, CancellationToken.None);
        return query?.DecidableBy is { } decider ? page with { Payouts = [.. page.Payouts.Where(payout => ApprovalRules.MayApprove(payout, decider))] } : page;
    }
}
