using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Treasury;

/// <content>The queue: what waits for money, and the walk that lets it go in its order.</content>
internal sealed partial class TreasuryGrain
{
    private const int PageSize = 256;

    // Where the walk of each asset has come to, and whether it has passed anybody. One that ended is not there.
    private readonly Dictionary<string, (PagePosition? After, bool HasPassed)> _walks = new(StringComparer.Ordinal);

    /// <summary>Looks for what waits, whatever is remembered, and begins a walk where somebody does.</summary>
    private async Task LookAtQueuesAsync()
    {
        foreach (var asset in provider.Assets.Concat(_wallets.Keys).Distinct(StringComparer.Ordinal).ToList())
        {
            if ((await ScanAsync(asset, null, 1)).Count > 0)
            {
                _wallets[asset] = WalletOf(asset) with { HasQueue = true };
                _walks[asset] = (null, false);
            }
            else
            {
                _wallets[asset] = QueueRules.Ended(WalletOf(asset), isEmpty: true);
            }
        }
    }

    /// <summary>Lets go what there is money for, from where it last stopped for others that are on their way.</summary>
    private async Task WalkAsync(string asset)
    {
        var (after, hasPassed) = _walks[asset];
        IReadOnlyList<PayoutState> page;
        do
        {
            page = await ScanAsync(asset, after, PageSize);
            foreach (var state in page)
            {
                var step = await TakeAsync(asset, state);
                if (step == QueueStep.Wait)
                {
                    _walks[asset] = (after, hasPassed);
                    return;
                }

                if (step == QueueStep.Stop)
                {
                    _walks.Remove(asset);
                    return;
                }

                hasPassed |= step == QueueStep.Pass;
                after = new(FundsQueue.Since(state)!.Value, state.Payout.Id);
            }
        }
        while (page.Count == PageSize);
        _walks.Remove(asset);
        _wallets[asset] = QueueRules.Ended(WalletOf(asset), isEmpty: !hasPassed);
    }

    private async Task<QueueStep> TakeAsync(string asset, PayoutState state)
    {
        var (id, cost) = (state.Payout.Id, provider.CostOf(state.Payout.Request));
        var waited = clock.GetUtcNow() - FundsQueue.Since(state)!.Value;
        var step = QueueRules.Next(WalletOf(asset), id, cost, waited, SettingsOf(asset), clock);
        if (step == QueueStep.Release)
        {
            _wallets[asset] = WalletRules.Release(WalletOf(asset), id, cost, clock);
            await ReleaseAsync(asset, id);
        }

        return step;
    }

    private async Task ReleaseAsync(string asset, string id)
    {
        try
        {
            if (!await _payouts.To(GrainFactory, id).Fund())
            {
                // It waits for something else by now, or for nothing.
                _wallets[asset] = WalletRules.NotSent(WalletOf(asset), id);
            }
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            // It may be on its way: it stays counted.
            Log.NotReleased(logger, id, exception.GetType().Name);
        }
    }

    private Task<IReadOnlyList<PayoutState>> ScanAsync(string asset, PagePosition? after, int limit) => store.ScanAsync(
        new PayoutScan { By = PayoutTime.Funds, Account = Account, Asset = asset, After = after, Limit = limit }, CancellationToken.None);
}
