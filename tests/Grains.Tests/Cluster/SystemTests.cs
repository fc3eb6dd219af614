using Heleket.Simulator;
using Heleket.Simulator.Faults;
using Microsoft.Extensions.DependencyInjection;
using Payouts.Grains.Health;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Health;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Sweeping;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>How the system is, also when parts of it are not (docs/http-api.md, "System").</summary>
public sealed class SystemTests : ClusterTest
{
    private static readonly string Id = Any.Id(nameof(SystemTests));

    [Fact]
    public async Task A_calm_cluster_tells_of_every_silo_and_every_sweeper()
    {
        var world = await StartAsync(new WorldOptions { Silos = 2 });
        await world.CreateAsync(Id);
        await world.ReachesAsync(Id, PayoutStatus.Confirmed);

        // Sweepers look once in a while, and silos read the list soon after they start.
        var report = await Eventually.BecomesAsync(
            () => world.Grains.GetGrain<ISystemGrain>(0).Read(),
            report => report.Sweeps.All(sweep => sweep is { LastAt: not null, Due: 0 }) && report is { CatalogReadAt: not null, LastWebhookAt: not null });

        Assert.Equal(world.Cluster.Silos.Select(silo => silo.SiloAddress.ToParsableString()).Order(StringComparer.Ordinal), report.Silos.Select(silo => silo.Address));
        Assert.All(report.Silos, silo => Assert.Equal((SiloState.Active, Release.Of(typeof(SystemGrain).Assembly)), (silo.State, silo.Version)));
        Assert.All(report.Silos, silo => Assert.InRange(world.Now - silo.Since!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(10)));
        Assert.Equal(Enumerable.Range(0, Shards.Count), report.Sweeps.Select(sweep => sweep.Shard));
        Assert.Equal((CircuitState.Closed, null), (report.Heleket.Circuit, report.Heleket.BlockedUntil));
        Assert.NotNull(report.Heleket.LastAnswerAt);
        Assert.Equal((null, null), (report.OldestUnknownSince, report.OldestOpenSince));
        Assert.Equal((await world.ReadAsync(Id)).UpdatedAt, report.FeedEndAt);
        Assert.Equal(0, report.FeedLagSeconds);
    }

    [Fact]
    public async Task What_is_unknown_and_what_is_open_is_told_while_Heleket_is_down()
    {
        var world = await StartAsync();
        world.Simulator.Inject(new Fault(FaultKind.CommitThenDrop) { Operation = SimulatorOperation.Create, OrderId = Id, Times = 1 });
        world.Simulator.Inject(new Fault(FaultKind.Html502) { Operation = SimulatorOperation.Info });
        world.Simulator.SetWebhooks(new() { DropAll = true });
        await world.CreateAsync(Id);
        await world.BecomesAsync(Id, payout => payout.Detail == PayoutDetail.OutcomeUnknown);
        var others = Any.Ids(nameof(What_is_unknown_and_what_is_open_is_told_while_Heleket_is_down), 30);
        world.Simulator.Inject(new Fault(FaultKind.Html502) { Operation = SimulatorOperation.Create });
        await Task.WhenAll(others.Select(id => world.CreateAsync(id)));

        var report = await Eventually.BecomesAsync(() => world.Grains.GetGrain<ISystemGrain>(0).Read(), report => report.Heleket.Circuit == CircuitState.Open);

        Assert.InRange(report.Heleket.BlockedUntil!.Value - world.Now, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        Assert.Equal((await world.Store.ReadAsync(Id, CancellationToken.None))!.Since, report.OldestUnknownSince);
        Assert.Equal((await world.ReadAsync(Id)).CreatedAt, report.OldestOpenSince);
        Assert.Null(report.LastWebhookAt);
    }

    [Fact]
    public async Task A_silo_that_just_died_keeps_nobody_waiting()
    {
        var options = WorldOptions.ByClock(TimeSpan.FromMinutes(5)) with { Silos = 2 };
        var world = await StartAsync(options);
        await world.CreateAsync(Id);
        await world.ReachesAsync(Id, PayoutStatus.Confirmed);
        var (left, gone) = (world.Cluster.Silos[0], world.Cluster.Silos[1]);
        var grains = world.Cluster.GetSiloServiceProvider(left.SiloAddress).GetRequiredService<IGrainFactory>();
        await world.Cluster.KillSiloAsync(gone);

        var reading = grains.GetGrain<ISystemGrain>(0).Read();
        await Eventually.IsTrueAsync(
            () =>
            {
                options.Clock!.Advance(reading.IsCompleted ? TimeSpan.Zero : ISystemGrain.Patience);
                return Task.FromResult(reading.IsCompleted);
            },
            () => "it waits for ever");
        var report = await reading;

        Assert.Contains(report.Silos, silo => silo.Address == left.SiloAddress.ToParsableString() && silo is { State: SiloState.Active, Version: not null });
        Assert.Contains(report.Silos, silo => silo.Address == gone.SiloAddress.ToParsableString() && silo.Version is null);
        Assert.Equal(Shards.Count, report.Sweeps.Length);
        Assert.Equal(CircuitState.Closed, report.Heleket.Circuit);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_leaves_out_what_only_it_knows()
    {
        var world = await StartAsync();
        await world.CreateAsync(Id);
        await world.ReachesAsync(Id, PayoutStatus.Confirmed);
        world.Store.BeforeFacts = () => throw new IOException("The disk is gone.");

        var report = await world.Grains.GetGrain<ISystemGrain>(0).Read();

        Assert.Equal((null, null), (report.FeedEndAt, report.FeedLagSeconds));
        Assert.Equal(SiloState.Active, Assert.Single(report.Silos).State);
    }

    [Fact]
    public async Task A_sweeper_whose_sweeps_fail_is_late()
    {
        var options = WorldOptions.ByClock(TimeSpan.FromMinutes(5));
        var world = await StartAsync(options);
        await world.CreateAsync(Id);
        await world.ReachesAsync(Id, PayoutStatus.Confirmed);
        var sweeper = world.Grains.GetGrain<ISweeperGrain>(3);
        var first = await Eventually.BecomesAsync(sweeper.Report, report => report.LastAt is not null);
        Assert.Equal(0, first.LagSeconds);
        world.Store.BeforeDue = () => throw new IOException("The disk is gone.");

        world.Advance(TimeSpan.FromMinutes(3));

        var late = await sweeper.Report();
        Assert.Equal((first.LastAt, 120L), (late.LastAt, late.LagSeconds));
        world.Store.BeforeDue = () => { };
    }
}
