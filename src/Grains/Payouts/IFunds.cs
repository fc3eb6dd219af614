using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>
/// Whether there is money for what was never sent. What was sent once, or may have been, is never asked about: Heleket knows
/// its order id.
/// </summary>
public interface IFunds
{
    /// <summary>Whether its asset was short of money a moment ago, by this silo's memory: no call.</summary>
    bool IsShort(string account, string asset);

    /// <summary>Asks, after its intent was stored and before its first byte. Never throws.</summary>
    ValueTask<FundsLeave> AskAsync(Payout payout);

    /// <summary>Tells what became of one that was let go; does not wait.</summary>
    void Tell(Payout payout, PayoutEvent answer);
}

/// <summary>What a payout is told that asks for money.</summary>
/// <param name="Refusal">Why it has to wait; <see langword="null"/>: it may go.</param>
/// <param name="IsReleased">It comes out of the queue: that the asset is short is no news to it.</param>
public readonly record struct FundsLeave(PayoutEvent.NotReady? Refusal = null, bool IsReleased = false);
