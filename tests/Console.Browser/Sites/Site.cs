using Heleket.Simulator;
using Payouts.Harness;

namespace Payouts.Console.Browser.Sites;

/// <summary>A real Standalone on a free port with a database of its own, and a simulator whose faults the test decides.</summary>
internal sealed class Site : ApiSite
{
    private readonly TestFolder _folder = new();
    private readonly SimulatorHost _simulator;
    private HostProcess? _host;

    private Site(SimulatorHost simulator, SimulatorOptions options, (string Name, string Value)[] settings)
    {
        _simulator = simulator;
        Settings = Chosen(simulator, options, settings);
    }

    public override Uri Address => new(Settings["ASPNETCORE_URLS"]);

    public override HeleketSimulator Simulator => _simulator.Simulator;

    /// <summary>The settings of every run of the host.</summary>
    public Dictionary<string, string> Settings { get; }

    /// <summary>The host, which may be killed.</summary>
    public HostProcess Host => _host!;

    /// <summary>Starts both.</summary>
    /// <param name="options">The simulator's; <see langword="null"/>: payouts walk fast.</param>
    /// <param name="settings">The host's, beside its usual ones.</param>
    public static async Task<Site> StartAsync(SimulatorOptions? options = null, params (string Name, string Value)[] settings)
    {
        options ??= new() { StepDelay = TimeSpan.FromMilliseconds(100), WebhookRetryDelay = TimeSpan.FromMilliseconds(200) };
        var site = new Site(await SimulatorHost.StartAsync(options), options, settings);
        await site.StartHostAsync();
        return site;
    }

    /// <summary>Starts the host again after it was killed.</summary>
    public async Task StartHostAsync() => _host = await ProcessBuilder.Standalone().With(Settings).RunIn(_folder.Path).StartReadyAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        await _simulator.DisposeAsync();
        _folder.Dispose();
    }

    private Dictionary<string, string> Chosen(SimulatorHost simulator, SimulatorOptions options, (string Name, string Value)[] settings)
    {
        var chosen = TestHostSettings.Quick(_folder, simulator.BaseAddress, options.MerchantId, options.PayoutKey);
        chosen["ASPNETCORE_URLS"] = $"http://127.0.0.1:{Ports.Free()}";
        foreach (var (name, value) in Keys)
        {
            chosen[name] = value;
        }

        foreach (var (name, value) in settings)
        {
            chosen[name] = value;
        }

        return chosen;
    }
}
