using Orleans.Concurrency;

namespace Payouts.Grains.Payouts;

/// <summary>The silo's side of a payout: what wakes it.</summary>
[GrainInterfaceType("Payouts.IPayoutSignals")]
[Alias("payouts.IPayoutSignals")]
public interface IPayoutSignals : IGrainWithStringKey
{
    /// <summary>
    /// Has the payout look after itself, if it is due. Returns once it has, or after 200 ms if that takes longer: whoever wakes thousands is held back
    /// by those that are at work. Harmless to repeat.
    /// </summary>
    [AlwaysInterleave, Alias("Wake")]
    Task Wake();

    /// <summary>A genuine webhook. Returns after what it changed is durable.</summary>
    /// <returns>Whether there is such a payout.</returns>
    [AlwaysInterleave, Alias("Notify")]
    Task<bool> Notify(ProviderReport report);
}
