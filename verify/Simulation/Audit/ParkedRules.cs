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

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

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

    /// <summary>From now on, when everything works: nothing is parked for long that no pause holds back.</summary>
    public static void Watch(World world) => Look(world, world.Agenda.Elapsed);

    private static void Look(World world, TimeSpan since)
    {
        foreach (var row in world.Database.Rows.Where(row => Parking.Has(row.State)))
        {
            var held = world.Documents.Pauses.Where(pause => pause.Covers(row.State.Payout.Request)).ToList();
            if (held.Any(pause => pause.LiftedAt is null))
            {
                continue;
            }

            // No silo parks by a snapshot that is older; a write that was given up can come later.
            var lifted = held.Max(pause => pause.LiftedAt)!.Value;
            var patience = row.StoredAt <= lifted + ControlsOptions.ShortestLease ? Soon : Late;
            Rule.Holds(world.Agenda.Elapsed - (lifted > since ? lifted : since) <= patience, "left parked", () => $"{row.Id} is parked since {row.StoredAt}; the last pause of it was lifted at {lifted}");
        }

        world.Agenda.Add(Interval, () => Look(world, since));
    }
}
