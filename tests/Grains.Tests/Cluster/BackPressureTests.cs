using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Providers;

namespace Payouts.Grains.Tests.Cluster;

/// <summary>A Heleket that is slower than those who create: what waits for it is bounded.</summary>
public sealed class BackPressureTests : ClusterTest
{
    private static readonly string First = Any.Id(nameof(BackPressureTests));

    [Fact]
    public async Task A_silo_with_too_much_to_send_takes_no_more_for_now_and_keeps_what_it_took()
    {
        var world = await StartAsync(WorldOptions.ByClock(TimeSpan.FromMinutes(5)) with { MostCalls = 1 });
        await world.Line.PlanAsync(First, null);
        var answer = world.Line.HoldCreate(First);
        await world.CreateAsync(First);
        await answer.Reached;

        var (taken, refused) = await FillAsync(world);

        // What a timer has yet to hand over is not counted, so that it may be a few more.
        Assert.InRange(taken.Count, HeleketProvider.MaxSubmits - 1, HeleketProvider.MaxSubmits * 3 / 2);
        Assert.Null(await world.Grains.GetGrain<IPayoutGrain>(refused).GetPayout());
        Assert.False((await world.CreateAsync(taken[^1])).Created);
        Assert.True((await world.CreateAsync(Any.Id("later"), Any.At(world.Now + TimeSpan.FromHours(1)))).Created);

        answer.Open();
        foreach (var id in taken)
        {
            await world.ReachesAsync(id, PayoutStatus.Confirmed);
        }

        Assert.True((await world.CreateAsync(refused)).Created);
        await world.ReachesAsync(refused, PayoutStatus.Confirmed);
        Assert.All([First, .. taken, refused], id => Assert.Equal((1, 1), (world.Simulator.Find(id)!.Stored, world.Simulator.CreateCalls(id))));
    }

    private static async Task<(List<string> Taken, string Refused)> FillAsync(World world)
    {
        var taken = new List<string>();
        foreach (var id in Any.Ids("waiting", HeleketProvider.MaxSubmits * 2))
        {
            try
            {
                await world.CreateAsync(id);
                taken.Add(id);
            }
            catch (LimitExceededException)
            {
                return (taken, id);
            }
        }

        throw new InvalidOperationException("Nothing was refused.");
    }
}
