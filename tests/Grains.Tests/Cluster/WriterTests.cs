using Heleket.Simulator;
using Heleket.Simulator.Walking;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Grains.Tests.Payouts;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>
/// Many callers, and more than one writer (docs/failure-modes.md, "Two at once"): whoever is slower changes nothing and sends nothing.
/// </summary>
public sealed class WriterTests : ClusterTest
{
    /// <summary>A grace beyond any of these tests, so that a second create could only come from a second writer.</summary>
    private static readonly WorldOptions Slow = new() { Payouts = SlowResubmits() };

    [Fact]
    public async Task Fifty_creates_of_one_id_at_once_make_one_payout_and_one_call()
    {
        var world = await StartAsync();
        var id = Any.Id(nameof(Fifty_creates_of_one_id_at_once_make_one_payout_and_one_call));

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => world.CreateAsync(id))));

        Assert.Single(results, result => result.Created);
        Assert.All(results, result => Assert.Empty(result.Differs));
        await world.ReachesAsync(id, PayoutStatus.Confirmed);
        world.PaidOnce(id);
    }

    [Fact]
    public async Task Two_activations_of_scheduled_payouts_send_each_once()
    {
        var world = await StartAsync(Slow);
        var other = await world.StartClusterAsync();
        var ids = Any.Ids(nameof(Two_activations_of_scheduled_payouts_send_each_once), 20);
        var due = world.Now + TimeSpan.FromSeconds(2);

        await Task.WhenAll(ids.Select(id => world.CreateAsync(id, Any.At(due))));
        var seen = await Task.WhenAll(ids.Select(id => other.Client.GetGrain<IPayoutGrain>(id).GetPayout()));

        Assert.All(seen, payout => Assert.Equal(PayoutDetail.Scheduled, payout!.Detail));
        await AllPaidOnce(world, ids);
        Assert.NotEqual(0, world.Store.Conflicts);
    }

    [Fact]
    public async Task Two_activations_that_create_at_once_create_and_send_once()
    {
        var world = await StartAsync(Slow);
        var other = await world.StartClusterAsync();
        var ids = Any.Ids(nameof(Two_activations_that_create_at_once_create_and_send_once), 20);

        var made = await Task.WhenAll(ids.Select(id => Task.WhenAll(TryCreate(world, id, world.Grains), TryCreate(world, id, other.Client))));

        Assert.All(made, pair => Assert.Single(pair, created => created is true));
        var again = await Task.WhenAll(ids.Select(id => CreateAgain(world, id, other.Client)));
        Assert.All(again, created => Assert.False(created));
        await AllPaidOnce(world, ids);
    }

    [Fact]
    public async Task A_stale_activation_loses_its_write_and_sends_nothing()
    {
        var world = await StartAsync(Slow);
        var id = Any.Id(nameof(A_stale_activation_loses_its_write_and_sends_nothing));
        var due = world.Now + TimeSpan.FromSeconds(4);
        await world.CreateAsync(id, Any.At(due));
        var stored = world.Store.Written(id)[^1];

        await world.Store.PutAsync(PayoutMachine.Apply(stored, new PayoutEvent.CancelRequested(), world.Timing, world.Now).State);

        await Eventually.IsTrueAsync(() => Task.FromResult(world.Store.Conflicts > 0), () => "the stale activation never tried");
        var read = await Eventually.BecomesAsync(() => TryRead(world, id), payout => payout is not null);
        Assert.Equal(PayoutStatus.Cancelled, read!.Status);
        Assert.Equal(0, world.Simulator.CreateCalls(id));
    }

    [Fact]
    public async Task After_a_write_that_failed_though_it_is_durable_nobody_is_answered_from_memory()
    {
        var world = await StartAsync(Slow);
        var id = Any.Id(nameof(After_a_write_that_failed_though_it_is_durable_nobody_is_answered_from_memory));
        var scheduled = Any.At(world.Now + TimeSpan.FromHours(1));
        await world.CreateAsync(id, scheduled);
        var write = world.Writes.HoldAndFailNext(id);

        var cancelled = world.Grains.GetGrain<IPayoutGrain>(id).Cancel(null);
        await write.Reached;
        var waiting = world.CreateAsync(id, scheduled);
        await world.Calls.Of(id, nameof(IPayoutGrain.Create), 2);
        write.Open();

        await Assert.ThrowsAnyAsync<OrleansException>(() => cancelled);
        await Assert.ThrowsAsync<InconsistentStateException>(() => waiting);
        var read = await Eventually.BecomesAsync(() => TryRead(world, id), payout => payout is not null);
        Assert.Equal(PayoutStatus.Cancelled, read!.Status);
        Assert.Equal(PayoutStatus.Cancelled, (await world.CreateAsync(id, scheduled)).Payout.Status);
    }

    [Fact]
    public async Task A_hundred_commands_from_two_silos_pay_or_cancel_and_never_both()
    {
        var world = await StartAsync(Slow with { Silos = 2 });
        IGrainFactory[] silos = [.. world.Cluster.Silos.Select(silo => silo.ServiceProvider.GetRequiredService<IGrainFactory>())];
        var ids = Any.Ids(nameof(A_hundred_commands_from_two_silos_pay_or_cancel_and_never_both), 8);
        var due = world.Now + TimeSpan.FromMilliseconds(400);

        // Every other one is sent at once, and the rest soon.
        await Task.WhenAll(ids.SelectMany((id, place) => Enumerable.Range(0, 100).Select(number =>
            Command(silos[number % 2], id, number / 2 % 5, Any.Command(id, place % 2 == 0 ? Some.Request : Any.At(due), due)))));

        foreach (var id in ids)
        {
            var payout = await world.BecomesAsync(id, payout => payout.IsFinal);
            if (payout.Status == PayoutStatus.Cancelled)
            {
                Assert.Equal(0, world.Simulator.CreateCalls(id));
            }
            else
            {
                world.PaidOnce(id);
            }
        }

        Assert.Equal(0, world.Store.Conflicts);
    }

    private static PayoutsOptions SlowResubmits()
    {
        var timing = new WorldOptions().Payouts;
        timing.ResubmitGrace = TimeSpan.FromMinutes(1);
        return timing;
    }

    private static Task Command(IGrainFactory silo, string id, int which, CreatePayout create) => which switch
    {
        0 => silo.GetGrain<IPayoutGrain>(id).Create(create),
        1 => silo.GetGrain<IPayoutGrain>(id).Cancel(null),
        2 => silo.GetGrain<IPayoutSignals>(id).Wake(),
        3 => silo.GetGrain<IPayoutSignals>(id).Notify(Some.Report("check", source: LogSource.Webhook, uuid: Walker.UuidOf(new SimulatorOptions().Seed, id))),
        _ => silo.GetGrain<IPayoutGrain>(id).GetPayout(),
    };

    /// <summary>The same, repeated as a gateway repeats it: the activation that lost its write ends, and the next one knows.</summary>
    private static async Task<bool> CreateAgain(World world, string id, IGrainFactory through)
    {
        bool? created = null;
        await Eventually.IsTrueAsync(async () => (created = await TryCreate(world, id, through)) is not null, () => "Its writes still lose.");
        return created!.Value;
    }

    /// <summary>Whether this call made it; <see langword="null"/> when its write lost.</summary>
    private static async Task<bool?> TryCreate(World world, string id, IGrainFactory through)
    {
        try
        {
            return (await world.CreateAsync(id, through: through)).Created;
        }
        catch (InconsistentStateException)
        {
            return null;
        }
    }

    private static async Task<Payout?> TryRead(World world, string id)
    {
        try
        {
            return await world.Grains.GetGrain<IPayoutGrain>(id).GetPayout();
        }
        catch (InconsistentStateException)
        {
            return null;
        }
    }

    private static async Task AllPaidOnce(World world, string[] ids)
    {
        foreach (var id in ids)
        {
            await world.ReachesAsync(id, PayoutStatus.Confirmed);
            world.PaidOnce(id);
        }
    }
}
