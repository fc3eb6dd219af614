using Orleans.Concurrency;

namespace Payouts;

/// <summary>The silo's side of a payout: what wakes it.</summary>
[Alias("payouts.IPayoutSignals")]
public interface IPayoutSignals : IGrainWithStringKey
{
    /// <summary>Has the payout look after itself, if it is due. Returns at once; harmless to repeat.</summary>
    [AlwaysInterleave, Alias("Wake")]
    Task Wake();

    /// <summary>The same, and returns once the payout has looked after itself, or a while later if it takes long. For whoever wakes thousands.</summary>
    [AlwaysInterleave, Alias("Attend")]
    Task Attend();

    /// <summary>A genuine webhook. Returns after what it changed is durable.</summary>
    /// <returns>Whether there is such a payout.</returns>
    [AlwaysInterleave, Alias("Notify")]
    Task<bool> Notify(ProviderReport report);
}
