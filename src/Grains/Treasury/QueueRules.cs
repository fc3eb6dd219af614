namespace Payouts.Grains.Treasury;

/// <summary>What becomes of a payout that waits for money, when the walk comes to it.</summary>
internal enum QueueStep
{
    /// <summary>It goes, and the walk comes to the next.</summary>
    Release,

    /// <summary>It does not fit and has not waited long: the next may pass it.</summary>
    Pass,

    /// <summary>It does not fit and nothing passes it any more: money gathers for it.</summary>
    Stop,

    /// <summary>Nothing goes for now: the walk comes back to it.</summary>
    Wait,
}

/// <summary>
/// The order in which payouts that wait for money leave: first come, first served; what does not fit may be passed, for a
/// time (docs/money.md, "The queue"). Pure.
/// </summary>
internal static class QueueRules
{
    /// <summary>What becomes of the payout that the walk has come to.</summary>
    /// <param name="wallet">What is known.</param>
    /// <param name="id">The payout.</param>
    /// <param name="cost">What would leave the wallet.</param>
    /// <param name="waited">How long it has waited for money, by the wall clock: since its first queuing.</param>
    /// <param name="settings">Of the asset.</param>
    /// <param name="clock">Tells the moment.</param>
    public static QueueStep Next(Wallet wallet, string id, decimal cost, TimeSpan waited, FundsSettings settings, TimeProvider clock)
    {
        if (wallet.Claims.ContainsKey(id))
        {
            // Let go by an earlier walk, and not gone yet.
            return QueueStep.Pass;
        }

        if (wallet.IsHalted || WalletRules.UnderWay(wallet, clock) >= WalletRules.MostUnderWay)
        {
            return QueueStep.Wait;
        }

        return wallet.Spendable(settings.Reserve) >= cost ? QueueStep.Release
            : waited < settings.MayBePassedFor ? QueueStep.Pass
            : QueueStep.Stop;
    }

    /// <summary>The walk has come to the end of the queue.</summary>
    /// <param name="wallet">What is known.</param>
    /// <param name="isEmpty">Whether all that it came to were let go.</param>
    public static Wallet Ended(Wallet wallet, bool isEmpty) => isEmpty ? wallet with { HasQueue = false, IsShort = false } : wallet;
}
