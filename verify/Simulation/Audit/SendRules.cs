using Payouts.Grains.Controls;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Simulation.Cluster;
using Payouts.Simulation.Running;

namespace Payouts.Simulation.Audit;

/// <summary>What must be true of the controls when the first byte of a create leaves.</summary>
internal static class SendRules
{
    /// <summary>What is promised, whatever the service was told.</summary>
    private static readonly TimeSpan Lease = ControlsOptions.ShortestLease;

    public static void Check(PayoutRequest request, SimulatedSilo by, World world)
    {
        var now = world.Agenda.Elapsed;
        foreach (var pause in world.Documents.Pauses.Where(pause => pause.LiftedAt is null && pause.Covers(request)))
        {
            world.Tally.Count("creates sent within the lease of a pause");
            Rule.Holds(now - pause.Since <= Lease, "paused", () => $"a request left {(now - pause.Since).TotalSeconds:0.000} s after the pause of {pause.Name} was durable");
        }

        Rule.Holds(
            now - by.Documents.LastAskedAt <= Lease,
            "lease",
            () => $"a request left {by.Name}, whose last answer about the controls is to a question of {by.Documents.LastAskedAt?.TotalSeconds:0.000} s");
    }
}
