using Orleans.Storage;
using Payouts.Grains.Interfaces.Controls;
using Payouts.Simulation.Scenarios;

namespace Payouts.Simulation.Cluster;

/// <summary>What a payout's grain may throw when the store fails, or the controls cannot be asked; anything else is a finding.</summary>
internal static class PayoutFailures
{
    public static bool IsOfStorage(Exception exception) =>
        exception is OrleansException { InnerException: IOException } or InconsistentStateException;

    /// <summary>Of a create: also that there is no fresh snapshot or, where there is a policy, that a limit or a book cannot be asked.</summary>
    public static bool IsOfCreate(Exception exception, Scenario scenario) =>
        exception is ControlsUnavailableException || IsOfStorage(exception) || (scenario.HasPolicy && exception is OrleansException);
}
