using Heleket.Simulator;
using Heleket.Simulator.Webhooks;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Grains.Tests.Payouts;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>A process died and left a payout at some stage; a fresh cluster starts, nobody asks for the payout, and the sweep finishes it.</summary>
public sealed class CrashTests : ClusterTest
{
    private static readonly PayoutEvent AnswerLost = new PayoutEvent.AnswerLost("The process died.");

    private static readonly PayoutEvent Refused = new PayoutEvent.Refused(PayoutReason.InsufficientFunds, IsTransient: true, "Not enough funds");

    [Theory]
    [InlineData(PayoutDetail.Scheduled, false)]
    [InlineData(PayoutDetail.Queued, false)]
    [InlineData(PayoutDetail.Submitting, false)]
    [InlineData(PayoutDetail.Submitting, true)]
    [InlineData(PayoutDetail.OutcomeUnknown, false)]
    [InlineData(PayoutDetail.OutcomeUnknown, true)]
    [InlineData(PayoutDetail.Processing, true)]
    [InlineData(PayoutDetail.FailedProvisional, true)]
    public async Task A_payout_left_at_any_stage_is_finished_and_paid_once(PayoutDetail stage, bool heleketHasIt)
    {
        var world = await PrepareAsync();
        world.Simulator.SetWebhooks(new WebhookSettings { Enabled = false });
        var id = Any.Id($"{nameof(CrashTests)} {stage}");
        var report = heleketHasIt ? await world.MakeAtHeleketAsync(id) : null;
        var left = Left(id, stage, report, world);
        Assert.Equal(stage, left.Payout.Detail);
        await world.Store.PutAsync(left);

        await world.StartClusterAsync();

        await world.ReachesAsync(id, PayoutStatus.Confirmed);
        world.PaidOnce(id);
    }

    [Fact]
    public async Task Silos_that_are_killed_at_work_leave_nothing_undone_and_nothing_done_twice()
    {
        var world = await StartAsync();
        var ids = Any.Ids(nameof(Silos_that_are_killed_at_work_leave_nothing_undone_and_nothing_done_twice), 40);
        await Task.WhenAll(ids.Select(id => world.CreateAsync(id)));

        await world.KillSilosAsync();
        await world.StartClusterAsync();

        foreach (var id in ids)
        {
            await world.ReachesAsync(id, PayoutStatus.Confirmed);
            Assert.Equal((1, "paid"), (world.Simulator.Find(id)!.Stored, world.Simulator.Find(id)!.Status));
        }

        Assert.Equal(ids.Length, world.Simulator.Ledger.Count);
    }

    [Fact]
    public async Task Five_hundred_overdue_payouts_at_boot_all_finish()
    {
        var world = await PrepareAsync(new WorldOptions { Simulator = new SimulatorOptions { Walk = ["process", "paid!"], StepDelay = TimeSpan.FromMilliseconds(30) } });
        world.Simulator.SetWebhooks(new WebhookSettings { Enabled = false });
        var ids = Any.Ids(nameof(Five_hundred_overdue_payouts_at_boot_all_finish), 500);
        await world.Store.PutAsync(ids.Select(id => Left(id, PayoutDetail.Scheduled, null, world)));

        await world.StartClusterAsync();

        var stats = await Eventually.BecomesAsync(
            () => world.Grains.GetGrain<IClientGrain>(Some.Request.ClientId).GetStats(),
            stats => stats.Totals is [{ Status: PayoutStatus.Confirmed, Count: 500 }]);
        Assert.Equal(500 * Some.Request.Amount, stats.Totals[0].Amount);
        Assert.Equal(500, world.Simulator.Ledger.Count);
        Assert.All(ids, id => Assert.Equal(1, world.Simulator.CreateCalls(id)));
    }

    /// <summary>A state as it was left behind ten minutes ago; due since then.</summary>
    private static PayoutState Left(string id, PayoutDetail stage, ProviderReport? report, World world)
    {
        var then = world.Now - TimeSpan.FromMinutes(10);
        var created = Any.Created(id, then, stage == PayoutDetail.Scheduled ? then + TimeSpan.FromMinutes(1) : null);
        return created.After(then, world.Timing, stage switch
        {
            PayoutDetail.Queued => [Refused],
            PayoutDetail.OutcomeUnknown => [AnswerLost],
            PayoutDetail.Processing => [new PayoutEvent.Accepted(report!)],
            PayoutDetail.FailedProvisional => [new PayoutEvent.Accepted(report! with { RawStatus = "fail", Status = ProviderStatus.Failed })],
            _ => [],
        });
    }
}
