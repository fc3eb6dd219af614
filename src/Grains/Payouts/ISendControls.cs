using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Grains.Payouts;

/// <summary>
/// What the controls say of sending, from this silo's snapshot of them: no call, and no memory of an answer, which is
/// out of date as soon as the snapshot is.
/// </summary>
public interface ISendControls
{
    /// <summary>How long a snapshot may be used: what was decided elsewhere holds here after so long at the latest.</summary>
    TimeSpan Lease { get; }

    /// <summary>
    /// Changes whenever a pause was set or lifted; <see langword="null"/> while the snapshot is too old.
    /// </summary>
    int? PausesVersion { get; }

    /// <summary>Whether a payout may be sent at this moment.</summary>
    SendGate GateOf(PayoutRequest request);
}

/// <summary>Whether a payout may be sent.</summary>
public enum SendGate
{
    /// <summary>Nothing holds it back.</summary>
    Open,

    /// <summary>A pause does.</summary>
    Paused,

    /// <summary>This silo could not read the controls lately, so nothing is known: nothing is sent.</summary>
    Stale,
}
