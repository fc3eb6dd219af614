using System.Net;
using Payouts.Grains.Controls;
using Payouts.Harness;

namespace Payouts.Host.Tests.Cluster;

/// <summary>Pauses over two real silos: one that hangs, and documents that are away.</summary>
public sealed class PauseTests(ITestOutputHelper output)
{
    private const int Payouts = 40;

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Lease = ControlsOptions.ShortestLease;

    // From the first byte to the simulator's ledger, on a busy machine.
    private static readonly TimeSpan OnTheWay = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_silo_that_hung_while_somebody_paused_sends_nothing_when_it_goes_on()
    {
        await using var cluster = await TestCluster.StartAsync();
        using Api one = new(cluster.Gateways[0].Address), other = new(cluster.Gateways[1].Address);

        // The one with the grain of pauses goes on, or nobody could set one.
        await PauseAsync(cluster, "client:nobody", one, other);
        var hanging = cluster.Silos.Single(silo => !silo.Output.Contains("The pause of client:nobody was set", StringComparison.Ordinal));
        var due = TimeProvider.System.GetUtcNow().AddSeconds(8);
        var ids = new List<string>();
        while (ids.Count < Payouts)
        {
            ids.Add((await one.CreateAsync(Api.Request(("scheduled_for", due.ToString("O"))), $"k{ids.Count}")).Id);
        }

        await hanging.SignalAsync("STOP");
        var effective = await PauseAsync(cluster, "all", one, other);
        await UntilAsync(effective > due ? effective : due);
        await hanging.SignalAsync("CONT");

        foreach (var id in ids.Where(id => cluster.Simulator.Find(id) is null))
        {
            await other.WaitForAsync(id, payout => ((string?)payout["detail"], (string?)payout["reason"]) == ("queued", "paused"));
        }

        var sent = cluster.Simulator.Ledger;
        output.WriteLine($"{sent.Count} of {ids.Count} were sent before the pause held.");
        Assert.All(sent, payout => Assert.True(payout.CreatedAt <= effective + OnTheWay, $"{payout} arrived after {effective:O}.\n{cluster.Said}"));

        Assert.Equal(HttpStatusCode.OK, (await LiftAsync(other, "all")).Status);
        await AllPaidOnceAsync(cluster, other, ids);
    }

    [Fact]
    public async Task Without_the_documents_sending_ends_within_the_lease_and_goes_on_by_itself()
    {
        Assert.SkipWhen(PostgresServer.Binaries is null, "PostgreSQL is not installed here, and another's server is not ours to kill.");
        await using var documents = await PostgresServer.StartNewAsync();
        await using var cluster = await TestCluster.StartAsync(documents.ConnectionString);
        await using var load = new ClusterLoad(cluster);
        await load.WaitForMoreAsync(100, Timeout);

        await documents.KillAsync();
        var killed = TimeProvider.System.GetUtcNow();
        await UntilAsync(killed + Lease + OnTheWay + OnTheWay);
        foreach (var gateway in cluster.Gateways)
        {
            using var api = new Api(gateway.Address);
            var refused = await api.CreateAsync(Api.Request(), "without-documents");
            refused.IsProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
            Assert.Equal("5", refused.Headers["Retry-After"]);
        }

        var last = cluster.Simulator.Ledger.Max(payout => payout.CreatedAt);
        output.WriteLine($"The last create arrived {(last - killed).TotalSeconds:0.0} s after the documents were gone.");
        Assert.True(last > killed, "Nothing was sent on the lease.");
        Assert.True(last <= killed + Lease + OnTheWay, $"Sent at {last:O}, the documents were gone at {killed:O}.\n{cluster.Said}");

        await documents.StartAsync();
        await load.WaitForMoreAsync(100, Timeout);
        await load.StopAsync();
        using var reader = new Api(cluster.Gateways[1].Address);
        await AllPaidOnceAsync(cluster, reader, load.Accepted);
    }

    /// <summary>Pauses through any gateway: one may first have to find out that a silo hangs.</summary>
    /// <returns>From when on it holds everywhere.</returns>
    private static async Task<DateTimeOffset> PauseAsync(TestCluster cluster, string scope, params Api[] gateways)
    {
        Answer? answer = null;
        await Eventually.IsTrueAsync(
            async () =>
            {
                var answers = await Task.WhenAll(gateways.Select(gateway => gateway.SendAsync(HttpMethod.Put, $"/pauses/{scope}", """{"reason":"a test"}""")));
                answer = answers.FirstOrDefault(answer => answer.Status == HttpStatusCode.OK);
                return answer is not null;
            },
            Timeout,
            () => $"{scope} was not paused.\n{cluster.Said}");
        return (DateTimeOffset)answer!.Body!["effective_by"]!;
    }

    private static Task<Answer> LiftAsync(Api api, string scope) =>
        api.SendAsync(HttpMethod.Delete, $"/pauses/{scope}", """{"reason":"the test is over"}""", ("If-Match", "*"));

    private static Task UntilAsync(DateTimeOffset time) =>
        Eventually.IsTrueAsync(() => Task.FromResult(TimeProvider.System.GetUtcNow() > time), Timeout, () => "The time does not pass.");

    private static async Task AllPaidOnceAsync(TestCluster cluster, Api api, IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            await api.WaitForStatusAsync(id, "confirmed");
            Assert.Equal(1, cluster.Simulator.Find(id)!.Stored);
        }
    }
}
