using Heleket.Simulator;
using Heleket.Simulator.Faults;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Providers;
using Payouts.Grains.Tests.Payouts;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>A pair that Heleket lists and does not take now: its payouts wait, and are sent when it does (docs/adr/0018).</summary>
public sealed class AvailabilityTests : ClusterTest
{
    private static readonly string Id = Any.Id(nameof(AvailabilityTests));

    [Fact]
    public async Task A_payout_for_it_is_queued_without_a_call_and_sent_once_it_is_available_again()
    {
        var world = await PrepareAsync();
        Assert.True(Set(world, isAvailable: false));
        var catalog = await StartAsync(world);

        await world.CreateAsync(Id);

        var queued = await world.BecomesAsync(Id, payout => payout.Detail == PayoutDetail.Queued);
        Assert.Equal((PayoutStatus.Pending, PayoutReason.ProviderUnavailable, true), (queued.Status, queued.Reason, queued.Cancellable));
        Assert.Contains("USDT on TRON is not available now", queued.ResponseLogs[^1].Message, StringComparison.Ordinal);
        Assert.Equal(0, world.Simulator.CreateCalls(Id));

        Set(world, isAvailable: true);
        await catalog.RefreshAsync(CancellationToken.None);
        await world.ReachesAsync(Id, PayoutStatus.Confirmed);
        world.PaidOnce(Id);
    }

    [Fact]
    public async Task One_that_became_unavailable_since_the_list_was_read_queues_what_Heleket_refuses()
    {
        var world = await PrepareAsync();
        var catalog = await StartAsync(world);
        Set(world, isAvailable: false);

        await world.CreateAsync(Id);

        var queued = await world.BecomesAsync(Id, payout => payout.Detail == PayoutDetail.Queued);
        Assert.Equal(PayoutReason.ProviderUnavailable, queued.Reason);
        Assert.True(catalog.IsUnavailable(Some.Request));
        Assert.Null(world.Simulator.Find(Id));

        Set(world, isAvailable: true);
        await catalog.RefreshAsync(CancellationToken.None);
        await world.ReachesAsync(Id, PayoutStatus.Confirmed);
    }

    [Fact]
    public async Task What_Heleket_refuses_though_the_list_offers_it_is_refused_for_good()
    {
        var world = await PrepareAsync();
        await StartAsync(world);
        world.Simulator.Inject(new Fault(FaultKind.Refuse) { Operation = SimulatorOperation.Create, Message = "The service was not found" });

        await world.CreateAsync(Id);

        Assert.Equal(PayoutReason.ServiceNotFound, (await world.ReachesAsync(Id, PayoutStatus.Failed)).Reason);
    }

    [Fact]
    public async Task One_that_may_be_at_Heleket_is_not_held_back_by_the_list()
    {
        var world = await PrepareAsync();
        var catalog = await StartAsync(world);
        world.Simulator.Inject(new Fault(FaultKind.Error500Before) { Operation = SimulatorOperation.Create, Times = 1 });
        world.Simulator.Inject(new Fault(FaultKind.Error500Before) { Operation = SimulatorOperation.Info });
        await world.CreateAsync(Id);
        await world.BecomesAsync(Id, payout => payout.Detail == PayoutDetail.OutcomeUnknown);
        await Eventually.IsTrueAsync(() => Task.FromResult(world.Simulator.CreateCalls(Id) == 1), () => "the create did not arrive");
        // The list says no, and payouts are taken all the same.
        world.Simulator.ShowServices(new SimulatedServiceList { Result = System.Text.Json.JsonElement.Parse("""[{"network":"TRON","currency":"USDT","is_available":false}]""") });
        await catalog.RefreshAsync(CancellationToken.None);
        Assert.True(catalog.IsUnavailable(Some.Request));

        world.Simulator.ClearFaults();

        await world.ReachesAsync(Id, PayoutStatus.Confirmed);
        Assert.True(world.Simulator.CreateCalls(Id) >= 2, "It was not sent again.");
        Assert.Equal(1, world.Simulator.Find(Id)!.Stored);
    }

    private static bool Set(World world, bool isAvailable) => world.Simulator.ChangeService("USDT", "TRON", new ServiceChange { IsAvailable = isAvailable });

    private static async Task<AssetCatalog> StartAsync(World world)
    {
        var cluster = await world.StartClusterAsync();
        var catalog = (AssetCatalog)cluster.GetSiloServiceProvider().GetService(typeof(AssetCatalog))!;
        await Eventually.IsTrueAsync(() => Task.FromResult(catalog.Current.IsGood), () => "the services list was not read");
        return catalog;
    }
}
