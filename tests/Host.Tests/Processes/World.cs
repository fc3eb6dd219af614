using Heleket.Simulator;
using Payouts.Harness;

namespace Payouts.Host.Tests.Processes;

/// <summary>
/// A simulator, a SQLite file, and a host between them that can be killed and started again at the same address.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly SimulatorHost _simulator;
    private readonly List<HostProcess> _lives = [];

    private World(SimulatorHost simulator, SimulatorOptions options, (string Name, string Value)[] settings)
    {
        _simulator = simulator;
        var given = HostFixture.Settings(_folder, simulator);
        given["HELEKET_API_KEY"] = options.PayoutKey;
        given["ASPNETCORE_URLS"] = $"http://127.0.0.1:{Ports.Free()}";
        given["Cluster__SiloPort"] = $"{Ports.Free()}";
        given["Cluster__GatewayPort"] = $"{Ports.Free()}";
        foreach (var (name, value) in settings)
        {
            given[name] = value;
        }

        Settings = given;
    }

    public HeleketSimulator Simulator => _simulator.Simulator;

    /// <summary>The settings of every run of the host.</summary>
    public Dictionary<string, string> Settings { get; }

    public string DatabaseFile => $"{_folder.Path}/payouts.db";

    public Uri Address => new(Settings["ASPNETCORE_URLS"]);

    /// <summary>The host's processes so far; the last may still be running.</summary>
    public IReadOnlyList<HostProcess> Lives => _lives;

    /// <summary>Starts the simulator, but no host yet. Times that are not given are short.</summary>
    public static async Task<World> CreateAsync(SimulatorOptions? options = null, params (string Name, string Value)[] settings)
    {
        options ??= new SimulatorOptions { StepDelay = TimeSpan.FromMilliseconds(50), WebhookRetryDelay = TimeSpan.FromMilliseconds(200) };
        return new World(await SimulatorHost.StartAsync(options), options, settings);
    }

    /// <summary>Starts the host and returns once it is ready.</summary>
    public async Task StartAsync() => _lives.Add(await ProcessBuilder.Standalone().With(Settings).StartReadyAsync());

    /// <summary><c>kill -9</c>.</summary>
    public Task KillAsync() => _lives[^1].KillAsync();

    /// <summary><c>SIGTERM</c>, and waits.</summary>
    public Task<TimeSpan> StopAsync() => _lives[^1].StopAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var life in _lives)
        {
            await life.DisposeAsync();
        }

        await _simulator.DisposeAsync();
        _folder.Dispose();
    }
}
