using Heleket.Simulator;
using Microsoft.AspNetCore.Http;
using Payouts.Console.Browser.Sites;
using Payouts.Harness;

[assembly: AssemblyFixture(typeof(PostgresForTests))]

namespace Payouts.Console.Browser.Sites;

/// <summary>
/// A silo and two gateways as processes on one PostgreSQL, behind a proxy that hands each request to the next gateway:
/// nothing of a person may live in one of them.
/// </summary>
internal sealed class Gateways : ApiSite
{
    private const string ClusterId = "console";

    private readonly SimulatorHost _simulator;
    private readonly string _database;
    private readonly List<HostProcess> _gateways = [];
    private HttpProxy? _proxy;

    private Gateways(SimulatorHost simulator, string database) => (_simulator, _database) = (simulator, database);

    public override Uri Address => Proxy.Address;

    public override HeleketSimulator Simulator => _simulator.Simulator;

    /// <summary>What stands before them.</summary>
    public HttpProxy Proxy => _proxy!;

    /// <summary>Whether no stream gets through: as long as a name still leads to a gateway that is dead.</summary>
    public bool IsLiveCut { get; set; }

    /// <summary>The silo, which may be killed.</summary>
    public HostProcess Silo { get; private set; } = null!;

    /// <summary>Starts all of it.</summary>
    public static async Task<Gateways> StartAsync()
    {
        var options = new SimulatorOptions { StepDelay = TimeSpan.FromMilliseconds(100), WebhookRetryDelay = TimeSpan.FromMilliseconds(200) };
        var site = new Gateways(await SimulatorHost.StartAsync(options), await PostgresForTests.CreateSchemaAsync());
        try
        {
            site._gateways.AddRange([site.Gateway(null).Start(), site.Gateway(null).Start()]);
            await site.StartSiloAsync();
            foreach (var gateway in site._gateways)
            {
                await gateway.WaitUntilReadyAsync();
            }

            site._proxy = await HttpProxy.StartAsync([.. site._gateways.Select(gateway => gateway.Address)], site.Spoil);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a silo, in the place of one that was killed; waits until both gateways reach it.</summary>
    public async Task StartSiloAsync()
    {
        var options = new SimulatorOptions();
        Silo = await ProcessBuilder.Silo().InCluster(ClusterId, _database).Storing("Postgres", _database)
            .Paying(_simulator.BaseAddress, options.MerchantId, options.PayoutKey, _gateways[0].Address)
            .With("Payouts__FirstPollAfter", "00:00:00.500").With("Payouts__MaxPollInterval", "00:00:02").With("Payouts__SweepInterval", "00:00:00.500")
            .StartReadyAsync();
        foreach (var gateway in _gateways)
        {
            await gateway.WaitUntilReadyAsync();
        }
    }

    /// <summary>Kills the gateway that answers at an address.</summary>
    public Task KillGatewayAsync(Uri address) => _gateways[At(address)].KillAsync();

    /// <summary>Starts it again, at the same address.</summary>
    public async Task StartGatewayAsync(Uri address)
    {
        var place = At(address);
        await _gateways[place].DisposeAsync();
        _gateways[place] = await Gateway(address).StartReadyAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_proxy is not null)
        {
            await _proxy.DisposeAsync();
        }

        foreach (var process in _gateways.Append(Silo).OfType<HostProcess>())
        {
            await process.DisposeAsync();
        }

        await _simulator.DisposeAsync();
        await PostgresForTests.DropSchemaAsync(_database);
    }

    private CallFault Spoil(HttpRequest request) => IsLiveCut && request.Path == "/console/live" ? CallFault.DropRequest : CallFault.None;

    private int At(Uri address) => _gateways.FindIndex(gateway => gateway.Address == address);

    private ProcessBuilder Gateway(Uri? address)
    {
        var gateway = ProcessBuilder.Gateway().InCluster(ClusterId, _database).With(Keys).With("Console__Enabled", "true");
        return address is null ? gateway : gateway.At(address);
    }
}
