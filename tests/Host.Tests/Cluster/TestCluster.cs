using Heleket.Simulator;
using Payouts.Harness;

[assembly: AssemblyFixture(typeof(PostgresForTests))]

namespace Payouts.Host.Tests.Cluster;

/// <summary>
/// Two silos and two gateways as real processes, with PostgreSQL for payouts and for the cluster, beside a real
/// simulator.
/// </summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private const string ClusterId = "test";

    private readonly SimulatorHost _simulator;
    private readonly string _database;
    private readonly string _cluster;

    private TestCluster(SimulatorHost simulator, string database, string cluster)
    {
        _simulator = simulator;
        _database = database;
        _cluster = cluster;
    }

    public HeleketSimulator Simulator => _simulator.Simulator;

    /// <summary>The connection string of everything that is stored.</summary>
    public string Database => _database;

    public List<HostProcess> Silos { get; } = [];

    public List<HostProcess> Gateways { get; } = [];

    /// <summary>The last lines of every process.</summary>
    public string Said => string.Join('\n', Silos.Concat(Gateways).Select(process => $"Process {process.Id}:\n{string.Join('\n', process.Output.Split('\n').TakeLast(60))}"));

    /// <summary>Starts the gateways first: they wait for a silo.</summary>
    /// <param name="apart">A database for the cluster and the documents; <see langword="null"/>: that of the payouts.</param>
    public static async Task<TestCluster> StartAsync(string? apart = null)
    {
        var database = await PostgresForTests.CreateSchemaAsync();
        var cluster = new TestCluster(await SimulatorHost.StartAsync(new SimulatorOptions { StepDelay = TimeSpan.FromMilliseconds(50) }), database, apart ?? database);
        try
        {
            cluster.Gateways.Add(cluster.StartGateway());
            cluster.Gateways.Add(cluster.StartGateway());
            cluster.Silos.Add(cluster.StartSilo());
            cluster.Silos.Add(cluster.StartSilo());
            foreach (var process in cluster.Silos.Concat(cluster.Gateways))
            {
                await process.WaitUntilReadyAsync();
            }

            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>One more silo; does not wait for it.</summary>
    public HostProcess StartSilo() => Silo(_simulator, Gateways[0].Address, _database).InCluster(ClusterId, _cluster).Start();

    /// <summary>What a silo must be told.</summary>
    public static ProcessBuilder Silo(SimulatorHost simulator, Uri gateway, string database)
    {
        var options = new SimulatorOptions();
        return ProcessBuilder.Silo()
            .InCluster(ClusterId, database)
            .Storing("Postgres", database)
            .Paying(simulator.BaseAddress, options.MerchantId, options.PayoutKey, gateway)
            .With("Payouts__FirstPollAfter", "00:00:00.500")
            .With("Payouts__MaxPollInterval", "00:00:02")
            .With("Payouts__ResubmitGrace", "00:00:05")
            .With("Payouts__SweepInterval", "00:00:00.500");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Gateways.Concat(Silos))
        {
            await process.DisposeAsync();
        }

        await _simulator.DisposeAsync();
        await PostgresForTests.DropSchemaAsync(_database);
    }

    private HostProcess StartGateway() => ProcessBuilder.Gateway().InCluster(ClusterId, _cluster).With(Api.Keys()).Start();
}
