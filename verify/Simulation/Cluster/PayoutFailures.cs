using Orleans.Storage;

namespace Payouts.Simulation.Cluster;

/// <summary>What a payout's grain may throw when the store fails; anything else is a finding.</summary>
internal static class PayoutFailures
{
    public static bool IsOfStorage(Exception exception) =>
        exception is OrleansException { InnerException: IOException } or InconsistentStateException;
}
