namespace Payouts.Grains.Payouts;

/// <summary>Whether a payout may be sent.</summary>
public enum SendGate
{
    /// <summary>Nothing holds it back.</summary>
    Open,

    /// <summary>A pause does.</summary>
    Paused,

    /// <summary>This silo could not read the controls lately, so nothing is known: nothing is sent.</summary>
    Stale,

    /// <summary>Its asset is short of money: what was never sent waits in the queue for it.</summary>
    Short,
}
