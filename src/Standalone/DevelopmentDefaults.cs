using Heleket;
using Heleket.Simulator;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Payouts.Gateway;
using Payouts.Silo;

namespace Payouts.Standalone;

/// <summary>
/// What Development adds to a host that is told nothing: the simulator under <see cref="Prefix"/> of the same address, and webhooks to the host
/// itself. The address is known only once the server listens, and so both are filled in then.
/// </summary>
internal static class DevelopmentDefaults
{
    private const string Prefix = "/simulator";

    private static readonly string[] HeleketSettings = ["HELEKET_PROJECT_URL", "HELEKET_MERCHANT_ID", "HELEKET_API_KEY"];

    /// <summary>Adds them.</summary>
    /// <returns>Whether the simulator stands in for Heleket.</returns>
    public static bool AddDevelopmentDefaults(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment())
        {
            return false;
        }

        if (string.IsNullOrEmpty(builder.Configuration["HELEKET_CALLBACK_URL"]))
        {
            builder.Services.AddOptions<CallbackOptions>().PostConfigure<IServer>((callback, server) =>
                callback.Url = () => new Uri(OwnAddress(server), "payouts/webhook"));
        }

        if (HeleketSettings.Any(name => !string.IsNullOrEmpty(builder.Configuration[name])))
        {
            return false;
        }

        builder.AddSimulator();
        return true;
    }

    /// <summary>Mounts the simulator.</summary>
    public static void MapSimulator(this WebApplication app) => app.MapHeleketSimulator(Prefix).WithMetadata(new QuietAccess());

    private static void AddSimulator(this WebApplicationBuilder builder)
    {
        var simulated = new SimulatorOptions { DataFile = builder.Configuration["Simulator:DataFile"] ?? "data/simulator.jsonl" };
        builder.Services.AddHeleketSimulator(options => options.DataFile = simulated.DataFile);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["HELEKET_PROJECT_URL"] = "http://127.0.0.1:8080" + Prefix,
            ["HELEKET_MERCHANT_ID"] = simulated.MerchantId,
            ["HELEKET_API_KEY"] = simulated.PayoutKey,
            ["HELEKET_PAYMENT_API_KEY"] = simulated.PaymentKey,
        });
        builder.Services.AddHostedService<SimulatorAddress>();
    }

    /// <summary>Points the client at the simulator before anything speaks to it: after the server listens, before the host counts as started.</summary>
    private sealed class SimulatorAddress(IServer server, IOptions<HeleketOptions> heleket) : IHostedLifecycleService
    {
        public Task StartedAsync(CancellationToken cancellationToken)
        {
            heleket.Value.ProjectUrl = new Uri(OwnAddress(server), Prefix.TrimStart('/') + "/");
            return Task.CompletedTask;
        }

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>The first plain address that the server listens on, by a name that this machine can call.</summary>
    private static Uri OwnAddress(IServer server)
    {
        var addresses = server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        var bound = BindingAddress.Parse(addresses.FirstOrDefault(address => address.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidOperationException("ASPNETCORE_URLS must contain an http address in Development, for the built-in simulator."));
        var host = bound.Host is "+" or "*" or "0.0.0.0" or "[::]" ? "127.0.0.1" : bound.Host;
        return new Uri($"http://{host}:{bound.Port}/");
    }
}
