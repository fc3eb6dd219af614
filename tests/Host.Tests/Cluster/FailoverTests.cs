using System.Net;
using Payouts.Harness;

namespace Payouts.Host.Tests.Cluster;

/// <summary>A cluster of real processes that loses one of them. Prints what docs/adr/0012 quotes.</summary>
public sealed class FailoverTests(ITestOutputHelper output)
{
    private static readonly HttpStatusCode[] Honest = [HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.ServiceUnavailable];
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_payout_created_through_one_gateway_is_read_through_the_other_and_confirmed()
    {
        await using var cluster = await TestCluster.StartAsync();
        using var one = new Api(cluster.Gateways[0].Address);
        using var other = new Api(cluster.Gateways[1].Address);

        // Enough that both silos have some.
        for (var i = 0; i < 8; i++)
        {
            var created = await one.CreateAsync(Api.Request(), $"k{i}");
            var again = await other.CreateAsync(Api.Request(), $"k{i}");

            Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (created.Status, again.Status));
            Assert.Equal(created.Id, again.Id);
            await other.WaitForStatusAsync(created.Id, "confirmed");
            Assert.Equal(1, cluster.Simulator.Find(created.Id)!.Stored);
        }

        await Eventually.BecomesAsync(async () => (await one.GetAsync("/stats")).Body, stats => (long?)stats?["payouts"] == 8, Timeout);
    }

    [Fact]
    public async Task A_killed_silo_costs_seconds_and_no_payout()
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var load = new ClusterLoad(cluster);
        await load.WaitForMoreAsync(200, Timeout);

        var killed = load.Now;
        await cluster.Silos[0].KillAsync();
        var recovered = await load.WaitUntilRecoveredAsync(killed, 400, Timeout, () => cluster.Said);
        await load.StopAsync();

        Report("kill -9", load, killed, recovered);
        await AllPaidOnceAsync(cluster, load);
    }

    [Fact]
    public async Task A_frozen_silo_is_given_up_and_when_it_wakes_pays_nothing_twice()
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var load = new ClusterLoad(cluster);
        await load.WaitForMoreAsync(200, Timeout);

        var frozen = load.Now;
        await cluster.Silos[0].SignalAsync("STOP");
        var recovered = await load.WaitUntilRecoveredAsync(frozen, 400, Timeout, () => cluster.Said);
        await cluster.Silos[0].SignalAsync("CONT");
        await cluster.Silos[0].WaitForExitAsync();
        await load.StopAsync();

        Report("SIGSTOP", load, frozen, recovered);
        await AllPaidOnceAsync(cluster, load);
    }

    [Fact]
    public async Task A_silo_that_is_told_to_stop_fails_no_call()
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var load = new ClusterLoad(cluster);
        await load.WaitForMoreAsync(200, Timeout);

        var told = load.Now;
        await cluster.Silos[0].StopAsync();
        var gone = load.Now;
        await load.WaitForMoreAsync(200, Timeout);
        await load.StopAsync();

        output.WriteLine($"The silo was gone {gone - told} after SIGTERM.");
        Report("SIGTERM", load, told, gone);
        Assert.Equal(0, cluster.Silos[0].ExitCode);
        Assert.All(load.Calls, call => Assert.True(call.Status is HttpStatusCode.OK or HttpStatusCode.Created, $"{call}"));
        await AllPaidOnceAsync(cluster, load);
    }

    private void Report(string what, ClusterLoad load, TimeSpan at, TimeSpan recovered)
    {
        var after = load.Calls.Where(call => call.Began + call.Took >= at).ToList();
        output.WriteLine(
            $"{what}: all calls swift again after {(recovered - at).TotalSeconds:0.0} s; of {load.Calls.Count} calls, "
            + $"{after.Count(call => call.Took > TimeSpan.FromSeconds(1))} took over a second, the longest {after.Max(call => call.Took).TotalSeconds:0.0} s, "
            + $"{load.Calls.Count(call => call.Status == HttpStatusCode.ServiceUnavailable)} were answered with 503.");
        Assert.All(load.Calls, call => Assert.Contains(call.Status, Honest));
    }

    /// <summary>Every accepted payout is confirmed, and Heleket has each once.</summary>
    private static async Task AllPaidOnceAsync(TestCluster cluster, ClusterLoad load)
    {
        using var api = new Api(cluster.Gateways[1].Address);
        foreach (var id in load.Accepted)
        {
            await api.WaitForStatusAsync(id, "confirmed");
            Assert.Equal(1, cluster.Simulator.Find(id)!.Stored);
        }
    }
}
