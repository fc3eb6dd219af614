using Heleket.Simulator.Webhooks;
using Orleans.Core.Internal;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Grains.Tests.Payouts;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>A payout that is over is a row in the store, and nothing in memory: not for the two minutes for which Orleans keeps what rests, either.</summary>
public sealed class LeavingTests : ClusterTest
{
    private static readonly string Id = Any.Id(nameof(LeavingTests));

    [Fact]
    public async Task A_confirmed_payout_leaves_the_memory()
    {
        var world = await StartAsync();
        await world.CreateAsync(Id);
        await world.ReachesAsync(Id, PayoutStatus.Confirmed);

        await LeavesAsync(world);
    }

    [Fact]
    public async Task Who_looks_at_a_payout_that_is_over_does_not_keep_it_in_memory()
    {
        var world = await StartAsync();
        await world.CreateAsync(Id);
        await world.ReachesAsync(Id, PayoutStatus.Confirmed);
        await LeavesAsync(world);

        await world.Grains.GetGrain<IPayoutSignals>(Id).Wake();
        Assert.True(await IsInMemoryAsync(world));

        await LeavesAsync(world);
    }

    [Fact]
    public async Task A_payout_that_must_leave_before_it_was_sent_is_sent_first_and_not_looked_up()
    {
        var world = await StartAsync();
        world.Simulator.SetWebhooks(new WebhookSettings { Enabled = false });
        var write = world.Writes.HoldNext(Id);
        var created = world.CreateAsync(Id);
        await write.Reached;

        await world.Grains.GetGrain<IPayoutGrain>(Id).AsReference<IGrainManagementExtension>().DeactivateOnIdle();
        write.Open();
        await created;

        await world.ReachesAsync(Id, PayoutStatus.Confirmed);
        Assert.DoesNotContain(world.Store.Written(Id), state => state.Payout.Detail == PayoutDetail.OutcomeUnknown);
        world.PaidOnce(Id);
    }

    [Fact]
    public async Task A_payout_that_a_webhook_ended_while_its_create_is_unanswered_can_be_asked_for_all_the_while()
    {
        var world = await StartAsync();
        world.Simulator.SetWebhooks(new WebhookSettings { DropAll = true });
        world.Simulator.Script(Id, "process", "paid!");
        await world.Line.PlanAsync(Id, null);
        var answer = world.Line.HoldCreate(Id);
        await world.CreateAsync(Id);
        await answer.Reached;
        world.Simulator.ForceStatus(Id, "paid!");

        var webhook = Some.Report("paid", true, LogSource.Webhook, world.Simulator.Find(Id)!.Uuid);
        Assert.True(await world.Grains.GetGrain<IPayoutSignals>(Id).Notify(webhook));
        var read = await world.Grains.GetGrain<IPayoutGrain>(Id).GetPayout();
        Assert.False((await world.CreateAsync(Id)).Created);
        Assert.Equal(PayoutStatus.Confirmed, read!.Status);
        Assert.True(await IsInMemoryAsync(world));

        answer.Open();
        await LeavesAsync(world);
        world.PaidOnce(Id);
    }

    private static Task LeavesAsync(World world) => Eventually.IsTrueAsync(async () => !await IsInMemoryAsync(world), () => "the payout is in memory");

    private static async Task<bool> IsInMemoryAsync(World world) =>
        await world.Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(world.Grains.GetGrain<IPayoutGrain>(Id)) is not null;
}
