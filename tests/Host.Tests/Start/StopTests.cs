using System.Net;
using Payouts.Harness;
using Payouts.Host.Tests.Crash;
using Payouts.Host.Tests.Processes;

namespace Payouts.Host.Tests.Start;

/// <summary>An orderly stop in the middle of work.</summary>
public sealed class StopTests
{
    private const int Seed = 7;

    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Sigterm_under_load_is_orderly_and_loses_nothing_that_was_accepted()
    {
        await using var world = await World.CreateAsync();
        await world.StartAsync();
        var load = new PayoutLoad(world.Address, Seed, 200);
        var reached = load.ReachesAsync(60);
        var running = load.RunAsync();
        await await Task.WhenAny(reached, running);

        var took = await world.StopAsync();
        Assert.True(took < StopLimit, $"The stop took {took}.");
        Assert.True(world.Lives[0].ExitCode == 0, $"The stop ended with {world.Lives[0].ExitCode}:\n{world.Lives[0].Output}");

        await world.StartAsync();
        await running;
        Assert.All(load.Answers, status => Assert.True(status is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.ServiceUnavailable, $"A client saw {(int)status}."));
        using var api = new Api(world.Address);
        var listed = await Eventually.BecomesAsync(
            () => Readings.ReadListAsync(api), payouts => payouts.All(payout => payout.Status == "confirmed"), Timeout);
        Assert.Equal(load.Accepted.Keys.Order(StringComparer.Ordinal), listed.Select(payout => payout.Id));
        Assert.All(world.Simulator.Ledger, entry => Assert.Equal((1, 1), (entry.Stored, entry.CreateCalls)));
    }

    [Fact]
    public async Task Sigterm_of_an_idle_host_says_nothing_alarming()
    {
        await using var world = await World.CreateAsync();
        await world.StartAsync();
        await world.StopAsync();

        Assert.Equal(0, world.Lives[0].ExitCode);
        Assert.DoesNotContain(" ERR ", world.Lives[0].Output, StringComparison.Ordinal);
        Assert.DoesNotContain(" FTL ", world.Lives[0].Output, StringComparison.Ordinal);
        Assert.EndsWith(" INF Payouts.Host: Stopped", world.Lives[0].Output, StringComparison.Ordinal);
    }
}
