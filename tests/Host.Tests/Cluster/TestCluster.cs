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
    private readonly SimulatorHost _simulator;
    private readonly string _database;

    private TestCluster(SimulatorHost simulator, string database)
    {
        _simulator = simulator;
        _database = database;
    }

    public HeleketSimulator Simulator => _simulator.Simulator;

    public List<HostProcess> Silos { get; } = [];

    public List<HostProcess> Gateways { get; } = [];

    /// <summary>The last lines of every process.</summary>
    public string Said => string.Join('\n', Silos.Concat(Gateways).Select(process => $"Process {process.Id}:\n{string.Join('\n', process.Output.Split('\n').TakeLast(60))}"));

    /// <summary>Starts the gateways first: they wait for a silo.</summary>
    public static async Task<TestCluster> StartAsync()
    {
        var cluster = new TestCluster(
            await SimulatorHost.StartAsync(new SimulatorOptions { StepDelay = TimeSpan.FromMilliseconds(50) }), await PostgresForTests.CreateSchemaAsync());
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
    public HostProcess StartSilo() => HostProcess.Start("Silo", "Payouts.Silo.dll", SiloSettings(_simulator, Gateways[0].Address, _database));

    /// <summary>The settings that a silo needs.</summary>
    public static Dictionary<string, string> SiloSettings(SimulatorHost simulator, Uri gateway, string database)
    {
        var options = new SimulatorOptions();
        return new Dictionary<string, string>(ClusterSettings(database))
        {
            ["Storage__Provider"] = "Postgres",
            ["ConnectionStrings__Payouts"] = database,
            ["HELEKET_PROJECT_URL"] = simulator.BaseAddress.ToString(),
            ["HELEKET_MERCHANT_ID"] = options.MerchantId,
            ["HELEKET_API_KEY"] = options.PayoutKey,
            ["HELEKET_CALLBACK_URL"] = new Uri(gateway, "payouts/webhook").ToString(),
            ["Payouts__FirstPollAfter"] = "00:00:00.500",
            ["Payouts__MaxPollInterval"] = "00:00:02",
            ["Payouts__ResubmitGrace"] = "00:00:05",
            ["Payouts__SweepInterval"] = "00:00:00.500",
        };
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

    private HostProcess StartGateway() => HostProcess.Start("Gateway", "Payouts.Gateway.dll", new Dictionary<string, string>(ClusterSettings(_database)
        .Concat(Api.KeySettings())));

    private static Dictionary<string, string> ClusterSettings(string database) => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["Cluster__Provider"] = "Postgres",
        ["Cluster__Id"] = "test",
        ["ConnectionStrings__Cluster"] = database,
    };
}
