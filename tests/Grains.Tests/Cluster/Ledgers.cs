using Heleket.Simulator;
using Heleket.Simulator.Payouts;
using Heleket.Simulator.Webhooks;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>Many payouts in one world on a clock that stands still unless it is moved, and what Heleket's ledger says of them.</summary>
internal static class Ledgers
{
    /// <summary>How far the clock is moved at a time.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    /// <summary>A world without webhooks: one would put a wrong belief right before it could do harm.</summary>
    public static async Task<World> StartAsync(int clusters = 1, TimeSpan? sweepInterval = null)
    {
        var options = WorldOptions.ByClock(TimeSpan.FromMinutes(3));
        options.Payouts.ResubmitGrace = TimeSpan.FromMinutes(10);
        options.Payouts.SweepInterval = sweepInterval ?? TimeSpan.FromDays(1);
        var world = await World.PrepareAsync(options with
        {
            MostCalls = 1000,
            ResponseTimeout = TimeSpan.FromMinutes(2),
            Simulator = new SimulatorOptions { StepDelay = TimeSpan.FromMilliseconds(20) },
        });
        world.Simulator.SetWebhooks(new WebhookSettings { DropAll = true });
        for (var number = 0; number < clusters; number++)
        {
            await world.StartClusterAsync();
        }

        return world;
    }

    /// <summary>Moves the clock until all are finished, or with a person who was not answered at two more looks.</summary>
    public static Task SettleAsync(World world, IReadOnlyList<string> ids)
    {
        var open = new HashSet<string>(ids, StringComparer.Ordinal);
        return world.MoveUntilAsync(
            () =>
            {
                open.RemoveWhere(id => IsSettled(world.Store.Written(id)[^1]));
                return open.Count == 0;
            },
            Step,
            () => $"{open.Count} of {ids.Count} are open, one of them is {world.Store.Written(open.First())[^1]}");
    }

    /// <summary>The status that the ledger stands for.</summary>
    public static PayoutStatus StatusOf(LedgerEntry? entry) => entry switch
    {
        null => PayoutStatus.Failed,
        { IsFinal: false } => PayoutStatus.Broadcast,
        { Status: "paid" } => PayoutStatus.Confirmed,
        { Status: "cancel" } => PayoutStatus.Cancelled,
        _ => PayoutStatus.Failed,
    };

    /// <summary>Every version followed the last; no status went back, and none that was final changed.</summary>
    public static void NeverWentBack(IReadOnlyList<PayoutState> written)
    {
        foreach (var (before, after) in written.Zip(written.Skip(1)))
        {
            Assert.Equal(before.Payout.Version + 1, after.Payout.Version);
            Assert.True(Rank(after) >= Rank(before), $"{before.Payout.Status} became {after.Payout.Status}.");
            Assert.True(!before.Payout.IsFinal || before.Payout.Status == after.Payout.Status, $"{before.Payout.Status} became {after.Payout.Status}.");
        }
    }

    private static bool IsSettled(PayoutState state) =>
        state.Payout.IsFinal || (state.Payout is { Reason: PayoutReason.EchoMismatch, Detail: PayoutDetail.OutcomeUnknown } && state.Attempts > 2);

    private static int Rank(PayoutState state) => state.Payout.Status switch
    {
        PayoutStatus.Pending => 0,
        PayoutStatus.Broadcast => 1,
        _ => 2,
    };
}
