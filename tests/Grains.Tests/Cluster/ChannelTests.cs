using Heleket.Simulator;
using Heleket.Simulator.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Grains.Sweeping;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>Webhooks, polling and the sweep: any one of them finishes a payout alone (docs/lifecycle.md, "Never lost").</summary>
public sealed class ChannelTests : ClusterTest
{
    private static readonly string[] Ids = Any.Ids(nameof(ChannelTests), 5);

    [Fact]
    public async Task Webhooks_alone_finish_it()
    {
        var world = await StartAsync(new WorldOptions
        {
            Payouts = new PayoutsOptions { FirstPollAfter = TimeSpan.FromHours(1), SweepInterval = TimeSpan.FromDays(1) },
        });

        await AllArePaid(world);
    }

    [Fact]
    public async Task A_webhook_that_a_silo_of_an_older_release_passed_on_is_read_by_its_word()
    {
        var world = await StartAsync(new WorldOptions
        {
            Payouts = new PayoutsOptions { FirstPollAfter = TimeSpan.FromHours(1), SweepInterval = TimeSpan.FromDays(1) },
        });
        world.Simulator.SetWebhooks(new WebhookSettings { DropAll = true });
        await world.CreateAsync(Ids[0]);
        var payout = await world.BecomesAsync(Ids[0], payout => payout.Detail == PayoutDetail.Processing);

        var old = new ProviderReport(payout.HeleketTransactionId!, "teleported", false, null, null, LogSource.Webhook, ProviderStatus.Unread);
        Assert.True(await world.Grains.GetGrain<IPayoutSignals>(Ids[0]).Notify(old));

        payout = await world.ReadAsync(Ids[0]);
        Assert.Equal((PayoutDetail.Processing, "teleported"), (payout.Detail, payout.HeleketStatus));
    }

    [Fact]
    public async Task Polling_alone_finishes_it()
    {
        var timing = new WorldOptions().Payouts;
        timing.SweepInterval = TimeSpan.FromDays(1);
        var world = await StartAsync(new WorldOptions { Payouts = timing });
        world.Simulator.SetWebhooks(new WebhookSettings { DropAll = true });

        await AllArePaid(world);
    }

    [Fact]
    public async Task The_sweep_alone_finishes_it()
    {
        // Beyond what a grain arms a timer for.
        var world = await StartAsync(WorldOptions.ByClock(firstPollAfter: TimeSpan.FromMinutes(30)));
        world.Simulator.SetWebhooks(new WebhookSettings { DropAll = true });
        await Task.WhenAll(Ids.Select(id => world.CreateAsync(id)));
        foreach (var id in Ids)
        {
            await world.BecomesAsync(id, payout => payout.Detail == PayoutDetail.Processing);
            await world.Simulator.WaitForAsync(id, entry => entry.IsFinal, TestContext.Current.CancellationToken);
        }

        foreach (var id in Ids)
        {
            await world.BecomesAsync(id, payout => payout.Status == PayoutStatus.Confirmed, step: TimeSpan.FromMinutes(1));
            world.PaidOnce(id);
        }
    }

    [Fact]
    public async Task Without_any_reminder_it_is_finished_too()
    {
        var world = await PrepareAsync();
        world.Simulator.SetWebhooks(new WebhookSettings { DropAll = true });
        var cluster = await world.StartClusterAsync();
        var reminders = cluster.Silos[0].ServiceProvider.GetRequiredService<IReminderTable>();
        // Every sweeper has registered one: after this they are not made anew.
        await Eventually.IsTrueAsync(async () => (await reminders.ReadRows(0, 0)).Reminders.Count == Shards.Count, () => "there are no reminders");
        await reminders.TestOnlyClearTable();

        var then = world.Now - TimeSpan.FromMinutes(10);
        await world.Store.PutAsync(Ids.Select(id => Any.Created(id, then, then + TimeSpan.FromMinutes(1))));

        foreach (var id in Ids)
        {
            await world.ReachesAsync(id, PayoutStatus.Confirmed);
            world.PaidOnce(id);
        }

        Assert.Empty((await reminders.ReadRows(0, 0)).Reminders);
    }

    [Fact]
    public async Task Payouts_that_cannot_be_woken_keep_no_other_waiting()
    {
        var world = await PrepareAsync();
        // Of one shard, and the longest due first: those that fail fill a whole batch before the last one.
        string[] ids = [.. Any.Ids(nameof(Payouts_that_cannot_be_woken_keep_no_other_waiting), 2000).Where(id => id[0] == '0').Take(33)];
        world.Store.Unreadable = [.. ids[..32]];
        var then = world.Now - TimeSpan.FromMinutes(10);
        await world.Store.PutAsync(ids.Select((id, number) => Any.Created(id, then, then + TimeSpan.FromSeconds(number + 1))));

        await world.StartClusterAsync();

        await world.ReachesAsync(ids[^1], PayoutStatus.Confirmed);
        world.PaidOnce(ids[^1]);
        Assert.Single(world.Simulator.Ledger);
    }

    [Fact]
    public async Task One_sweep_wakes_all_that_are_due_in_its_shard_not_a_page_of_them()
    {
        var timing = new WorldOptions().Payouts;
        timing.SweepInterval = TimeSpan.FromDays(1);
        var world = await PrepareAsync(new WorldOptions { Payouts = timing, Simulator = new SimulatorOptions { Walk = ["paid!"] } });
        string[] ids = [.. Any.Ids(nameof(One_sweep_wakes_all_that_are_due_in_its_shard_not_a_page_of_them), 20_000).Where(id => id[0] == '0').Take(1001)];
        var then = world.Now - TimeSpan.FromDays(1);
        await world.Store.PutAsync(ids.Select((id, number) => Any.Created(id, then, then + TimeSpan.FromSeconds(number + 1))));

        await world.StartClusterAsync();

        await world.ReachesAsync(ids[^1], PayoutStatus.Confirmed);
        await Eventually.IsTrueAsync(() => Task.FromResult(world.Simulator.Ledger.Count == ids.Length), () => $"{world.Simulator.Ledger.Count} were sent");
    }

    private static async Task AllArePaid(World world)
    {
        await Task.WhenAll(Ids.Select(id => world.CreateAsync(id)));
        foreach (var id in Ids)
        {
            await world.ReachesAsync(id, PayoutStatus.Confirmed);
            world.PaidOnce(id);
        }
    }
}
