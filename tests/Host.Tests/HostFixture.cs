using Heleket.Simulator;
using Payouts.Harness;
using Payouts.Host.Tests;

[assembly: AssemblyFixture(typeof(HostFixture))]

namespace Payouts.Host.Tests;

/// <summary>
/// The real standalone host on a real SQLite file, beside a real simulator, shared by the contract's tests.
/// </summary>
public sealed class HostFixture : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private WholeMachine? _machine;
    private HostProcess? _host;
    private SimulatorHost? _simulator;

    internal Uri Address => _host!.Address;

    internal HeleketSimulator Simulator => _simulator!.Simulator;

    /// <summary>Short intervals, for tests.</summary>
    internal static Dictionary<string, string> Settings(TestFolder folder, SimulatorHost simulator)
    {
        var options = new SimulatorOptions();
        return new([.. Api.Keys(), .. TestHostSettings.Quick(folder, simulator.BaseAddress, options.MerchantId, options.PayoutKey)]);
    }

    public async ValueTask InitializeAsync()
    {
        _machine = await WholeMachine.TakeAsync(TestContext.Current.CancellationToken);
        _simulator = await SimulatorHost.StartAsync(new SimulatorOptions { StepDelay = TimeSpan.FromMilliseconds(50) });
        _host = await ProcessBuilder.Standalone().With(Settings(_folder, _simulator)).StartReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        if (_simulator is not null)
        {
            await _simulator.DisposeAsync();
        }

        _folder.Dispose();
        _machine?.Dispose();
    }
}
