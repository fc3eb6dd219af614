using Orleans.Concurrency;

namespace Payouts.Grains.Payouts;

/// <summary>The silo-internal interface of a payout: its wake-up calls.</summary>
[GrainInterfaceType("Payouts.IPayoutSignals")]
[Alias("payouts.IPayoutSignals")]
public interface IPayoutSignals : IGrainWithStringKey
{
    /// <summary>
    /// Makes the payout act, if it is due. Returns once it has, or after 200 ms if that takes longer, so a caller
    /// waking thousands is held back by those at work. Harmless to repeat.
    /// </summary>
    /// <exception cref="Interfaces.Controls.ControlsUnavailableException">
    /// It is parked, and its silo does not know whether it still is to be.
    /// </exception>
    [AlwaysInterleave, Alias("Wake")]
    Task Wake();

    /// <summary>Delivers a genuine webhook. Returns once its change is durable.</summary>
    /// <returns>Whether the payout exists.</returns>
    [AlwaysInterleave, Alias("Notify")]
    Task<bool> Notify(ProviderReport report);
}
