using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Tests.Payouts;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>The series of a cluster (docs/http-api.md, "Series").</summary>
public sealed class SeriesTests : ClusterTest
{
    private static readonly string Id = Any.Id(nameof(SeriesTests));

    [Fact]
    public async Task The_series_of_a_client_and_of_all_say_what_a_payout_went_through()
    {
        var world = await StartAsync();
        await world.CreateAsync(Id);
        await world.ReachesAsync(Id, PayoutStatus.Confirmed);
        var from = SeriesStep.Day.StartOf(world.Now).AddDays(-1);

        foreach (var client in new[] { Some.Request.ClientId, IClientGrain.AllClients })
        {
            var points = await world.Grains.GetGrain<IClientGrain>(client).GetSeries(new(from, from.AddDays(3), SeriesStep.Hour));

            Assert.Equal(
                world.Store.Written(Id).Select(state => state.Payout.Status).Distinct().Order(), points.Select(point => point.Status).Order());
            Assert.All(points, point => Assert.Equal((1, (Sum)Some.Request.Amount), (point.Count, point.Amount)));
        }

        Assert.Empty(await world.Grains.GetGrain<IClientGrain>("nobody").GetSeries(new(from, from.AddDays(3), SeriesStep.Day)));
    }

    [Fact]
    public async Task A_sweep_prunes_the_hours_that_nobody_can_ask_for_any_more()
    {
        var world = await StartAsync();
        await world.CreateAsync(Id);

        await Eventually.IsTrueAsync(
            () => Task.FromResult(world.Store.HoursKeptFrom is { } from && (world.Now - from).TotalDays is > 367 and < 400), () => $"hours are kept from {world.Store.HoursKeptFrom} on");
    }
}
