using Payouts.Grains.Controls;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Simulation.Running;

namespace Payouts.Simulation.Audit;

/// <summary>What must be true of payouts that pauses hold back.</summary>
internal static class ParkedRules
{
    /// <summary>A lease, two sweeps, the reminder that starts a sweeper, and calls that time out; too short for the look every ten minutes.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(5);

    /// <summary>The look every ten minutes, for what a late write parked.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(15);

    /// <summary>Of every write.</summary>
    public static void Check(PayoutState? before, PayoutState after, World world)
    {
        var payout = after.Payout;
        var isPaused = payout is { Detail: PayoutDetail.Queued, Reason: PayoutReason.Paused };
        Rule.Holds(Parking.Has(after) == isPaused, "parked", () => $"{payout.Detail} {payout.Reason} is due at {after.NextActionAt}");
        Rule.Holds(!isPaused || after.QueuedSince is null, "parked", () => $"parked, and its queue began at {after.QueuedSince}");
        Rule.Holds(
            !isPaused || world.Documents.Pauses.Any(pause => pause.Covers(payout.Request)), "parked", () => $"{payout.Id} was parked, and nothing that covers it was ever paused");
        var wasPaused = before is not null && Parking.Has(before);
        Rule.Holds(!wasPaused || payout.Reason != PayoutReason.QueueExpired, "parked", "a pause made its queue expire");
        if (isPaused != wasPaused)
        {
            world.Tally.Count(isPaused ? "payouts parked" : $"parked payouts that became {payout.Detail?.ToString() ?? payout.Status.ToString()}");
        }
    }

    /// <summary>Once everything works and nothing is paused, nothing is parked for long.</summary>
    public static void Watch(World world)
    {
        // What no silo may still have parked by an old snapshot.
        var known = world.Documents.ChangedAt + ControlsOptions.ShortestLease;
        world.Agenda.Add(Soon, () => NoneIsParked(world, known));
        world.Agenda.Add(Late, () => NoneIsParked(world, world.Agenda.Elapsed));
    }

    private static void NoneIsParked(World world, TimeSpan since)
    {
        var parked = world.Database.Rows.Where(row => Parking.Has(row.State) && row.StoredAt <= since).Select(row => row.Id).ToList();
        Rule.Holds(parked.Count == 0, "left parked", () => $"nothing is paused since {world.Documents.ChangedAt}, and {string.Join(", ", parked.Take(3))}");
    }
}
