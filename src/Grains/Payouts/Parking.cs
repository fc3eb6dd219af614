using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>
/// Where payouts wait that a pause holds back: a hundred years ahead in the index of what is due. They are not due, cost
/// nothing while they wait, and keep their order (docs/adr/0036).
/// </summary>
public static class Parking
{
    /// <summary>What is due later than this is parked; nothing else can be.</summary>
    public static readonly DateTimeOffset Begins = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The place of a payout: those that were created first come first.</summary>
    public static DateTimeOffset Place(Payout payout)
    {
        ArgumentNullException.ThrowIfNull(payout);
        return payout.CreatedAt.AddYears(100);
    }

    /// <summary>Whether a pause holds the payout back.</summary>
    public static bool Has(PayoutState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.NextActionAt >= Begins;
    }
}
