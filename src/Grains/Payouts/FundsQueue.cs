using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>The payouts that wait until the account has the money for them.</summary>
public static class FundsQueue
{
    /// <summary>
    /// Since when a payout waits for funds, exactly while it does; <see langword="null"/> otherwise. It is its first
    /// queuing: what is refused again keeps its place.
    /// </summary>
    public static DateTimeOffset? Since(PayoutState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Payout is { Detail: PayoutDetail.Queued, Reason: PayoutReason.InsufficientFunds } ? state.QueuedSince : null;
    }
}
