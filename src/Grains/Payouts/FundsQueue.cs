using Payouts.Grains.Interfaces.Clients;
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

/// <summary>Payouts of one network that wait for funds of an account in an asset.</summary>
/// <param name="Network">The network.</param>
/// <param name="Count">How many.</param>
/// <param name="Amount">The sum of their amounts.</param>
public sealed record FundsSum(string Network, long Count, Sum Amount);
