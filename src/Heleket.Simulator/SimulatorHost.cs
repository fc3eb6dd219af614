using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Heleket.Simulator;

/// <summary>A simulator on a socket of its own, for tests.</summary>
public sealed class SimulatorHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private SimulatorHost(WebApplication application, Uri baseAddress)
    {
        _application = application;
        BaseAddress = baseAddress;
        Simulator = application.Services.GetRequiredService<HeleketSimulator>();
    }

    /// <summary>
    /// The URL it listens on; Heleket's paths are under <c>v1/</c>, the control API under <c>control/</c>.
    /// </summary>
    public Uri BaseAddress { get; }

    /// <summary>The simulator itself.</summary>
    public HeleketSimulator Simulator { get; }

    /// <summary>Starts a simulator and its host.</summary>
    /// <param name="options">The simulator's behaviour; <see langword="null"/>: the defaults.</param>
    /// <param name="time">Its clock; <see langword="null"/>: the system's.</param>
    /// <param name="port">The port on 127.0.0.1; 0: any free one.</param>
    public static async Task<SimulatorHost> StartAsync(SimulatorOptions? options = null, TimeProvider? time = null, int port = 0)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.AddRoutingCore();
        builder.Services.AddLogging();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddHeleketSimulator(options ?? new SimulatorOptions());
        var application = builder.Build();
        application.UseRouting();
        application.MapHeleketSimulator();
        await application.StartAsync();
        return new SimulatorHost(application, new Uri(application.Urls.Single().TrimEnd('/') + "/"));
    }

    /// <summary>Stops the host and aborts calls in progress.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }
}
