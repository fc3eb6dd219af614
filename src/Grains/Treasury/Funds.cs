using System.Collections.Concurrent;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Treasury;

/// <summary>
/// Asks an account's treasury, and remembers for a moment that an asset is short, so that what comes then is stored at
/// once where it has to wait. One per silo.
/// </summary>
public sealed class Funds(IGrainFactory grains, IPayoutProvider provider, TreasuryOptions options, TimeProvider clock) : IFunds
{
    /// <summary>For how long a silo remembers that an asset is short.</summary>
    public static readonly TimeSpan ShortFor = TimeSpan.FromSeconds(5);

    /// <summary>How long a payout waits for the treasury.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly GrainReferences<ITreasurySignals> _treasuries = new();
    private readonly ConcurrentDictionary<(string Account, string Asset), long> _short = new();

    /// <inheritdoc/>
    public bool IsShort(string account, string asset) =>
        _short.TryGetValue((account, asset), out var since) && clock.GetElapsedTime(since) < ShortFor;

    /// <inheritdoc/>
    public async ValueTask<FundsLeave> AskAsync(Payout payout)
    {
        ArgumentNullException.ThrowIfNull(payout);
        var (asset, cost) = (payout.Request.Asset, provider.CostOf(payout.Request));
        try
        {
            var answer = await _treasuries.To(grains, payout.Account).Ask(new(payout.Id, asset, cost)).WaitAsync(Patience, clock);
            Remember(payout.Account, asset, answer.IsShort);
            return answer.MayGo ? new(IsReleased: answer.IsReleased) : new(Refused(asset, cost, answer.Available, answer.Reserve));
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            // Heleket says it, unless there is something to be kept from it.
            var reserve = options.ReserveOf(asset);
            return reserve > 0 ? new(Refused(asset, cost, null, reserve)) : default;
        }
    }

    /// <inheritdoc/>
    public void Tell(Payout payout, PayoutEvent answer)
    {
        ArgumentNullException.ThrowIfNull(payout);
        var asset = payout.Request.Asset;
        FundsNews? news = answer switch
        {
            PayoutEvent.Accepted accepted => new(payout.Id, asset, FundsOutcome.Accepted, accepted.BalanceLeft),
            PayoutEvent.EchoMismatched => new(payout.Id, asset, FundsOutcome.Accepted),
            PayoutEvent.Refused { Reason: PayoutReason.InsufficientFunds } => new(payout.Id, asset, FundsOutcome.Refused),
            // It may be there: it is counted until a balance tells, or for five minutes.
            PayoutEvent.AnswerLost => null,
            _ => new(payout.Id, asset, FundsOutcome.NotSent),
        };
        if (news is { Outcome: FundsOutcome.Refused })
        {
            Remember(payout.Account, asset, isShort: true);
        }

        if (news is not null)
        {
            _treasuries.To(grains, payout.Account).Told(news).Ignore();
        }
    }

    private void Remember(string account, string asset, bool isShort)
    {
        if (isShort)
        {
            _short[(account, asset)] = clock.GetTimestamp();
        }
        else
        {
            _short.TryRemove((account, asset), out _);
        }
    }

    private static PayoutEvent.NotReady Refused(string asset, decimal cost, decimal? available, decimal reserve) => new(
        PayoutReason.InsufficientFunds,
        available is { } there
            ? $"Not sent: {Money.Text(cost)} {asset} needed, {Money.Text(there)} available, {Money.Text(reserve)} reserved."
            : $"Not sent: {Money.Text(cost)} {asset} needed, and it is not known how much is available.");
}
