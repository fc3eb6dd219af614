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
    [AlwaysInterleave, Alias("Wake")]
    Task Wake();

    /// <summary>Makes a parked payout go on, as <see cref="Wake"/> does, unless a pause holds it back.</summary>
    /// <returns>
    /// Whether it is where it should be. Otherwise it is parked still and no pause is known to hold it back: its write
    /// has failed or takes long, or its silo could not read the controls lately.
    /// </returns>
    [AlwaysInterleave, Alias("Unpark")]
    Task<bool> Unpark();

    /// <summary>Delivers a genuine webhook. Returns once its change is durable.</summary>
    /// <returns>Whether the payout exists.</returns>
    [AlwaysInterleave, Alias("Notify")]
    Task<bool> Notify(ProviderReport report);
}
