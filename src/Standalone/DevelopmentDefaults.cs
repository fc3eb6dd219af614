using System.Collections.Immutable;
using Heleket;
using Heleket.Simulator;
using Heleket.Simulator.Faults;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Payouts.Console.Http;
using Payouts.Gateway;
using Payouts.Gateway.Http;
using Payouts.Grains.Providers;
using Payouts.Hosting;

namespace Payouts.Standalone;

/// <summary>
/// What Development adds to a host without settings: the simulator under <see cref="Prefix"/> of the same address, and
/// webhooks to the host itself. Both are filled in once the server listens: only then is the address known.
/// </summary>
internal static class DevelopmentDefaults
{
    private const string Prefix = "/simulator";

    private static readonly string[] HeleketSettings = ["HELEKET_PROJECT_URL", "HELEKET_MERCHANT_ID", "HELEKET_API_KEY"];

    private const string DefaultDataFile = "data/simulator.jsonl";

    /// <summary>The simulator's settings, all that its own program has.</summary>
    public static ImmutableArray<string> Settings { get; } =
    [
        .. typeof(SimulatorOptions).GetProperties().Select(member =>
            member.PropertyType == typeof(string) || member.PropertyType.IsValueType ? $"Simulator__{member.Name}" : $"Simulator__{member.Name}__*"),
    ];

    /// <summary>Adds the defaults.</summary>
    /// <param name="builder">The host's builder.</param>
    /// <param name="read">Collects the errors.</param>
    /// <param name="urls">Where the host listens.</param>
    /// <returns>Whether the simulator stands in for Heleket.</returns>
    public static bool AddDevelopmentDefaults(this WebApplicationBuilder builder, SettingReader read, ImmutableArray<string> urls)
    {
        if (!builder.Environment.IsDevelopment())
        {
            return false;
        }

        var isPlain = urls.Any(url => url.StartsWith("http://", StringComparison.OrdinalIgnoreCase));
        if (isPlain && read.Text("HELEKET_CALLBACK_URL") is null)
        {
            builder.Services.AddOptions<CallbackOptions>().PostConfigure<IServer>((callback, server) =>
                callback.Url = () => new Uri(OwnAddress(server), "payouts/webhook"));
        }

        if (HeleketSettings.Any(name => read.Text(name) is not null))
        {
            return false;
        }

        if (!isPlain)
        {
            read.Error("ASPNETCORE_URLS", "ASPNETCORE_URLS must include an http URL when the built-in simulator is used: the simulator is reached, and sends its webhooks, there.");
        }

        builder.AddSimulator(read);
        return true;
    }

    /// <summary>Mounts the simulator.</summary>
    /// <exception cref="OptionsValidationException">Its data file cannot be used.</exception>
    public static void MapSimulator(this WebApplication app)
    {
        try
        {
            app.MapHeleketSimulator(Prefix).WithMetadata(new QuietAccess());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException)
        {
            var file = Path.GetFullPath(app.Services.GetRequiredService<SimulatorOptions>().DataFile ?? DefaultDataFile);
            throw BadSetting.Exception(
                "Simulator__DataFile",
                $"The simulator cannot use its data file {file} (Simulator__DataFile): {exception.Message} The service must be allowed to write there, and only one "
                + "instance may: if one is running here already, start this one in another directory.");
        }
    }

    private static void AddSimulator(this WebApplicationBuilder builder, SettingReader read)
    {
        var simulated = new SimulatorOptions();
        try
        {
            simulated.Read(builder.Configuration.GetSection("Simulator"));
        }
        catch (InvalidOperationException exception)
        {
            read.Error("Simulator", $"A setting of the simulator is not valid: {exception.Message.Replace("Simulator:", "Simulator__", StringComparison.Ordinal)}");
        }

        simulated.DataFile = string.IsNullOrEmpty(simulated.DataFile) ? DefaultDataFile : simulated.DataFile;
        builder.Services.AddHeleketSimulator(simulated);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["HELEKET_PROJECT_URL"] = "http://127.0.0.1:8080" + Prefix,
            ["HELEKET_MERCHANT_ID"] = simulated.MerchantId,
            ["HELEKET_API_KEY"] = simulated.PayoutKey,
            ["HELEKET_PAYMENT_API_KEY"] = simulated.PaymentKey,
        });
        builder.Services.AddHostedService<SimulatorAddress>();
    }

    /// <summary>
    /// Points the client at the simulator before anything calls it: after the server listens, before the host counts as
    /// started.
    /// </summary>
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

    /// <summary>
    /// The first http address that the server listens on, with a host name that this machine can reach.
    /// </summary>
    private static Uri OwnAddress(IServer server) =>
        HostAddress.First(server, address => address.Scheme == Uri.UriSchemeHttp)
        ?? throw new InvalidOperationException("ASPNETCORE_URLS must contain an http address in Development, for the built-in simulator.");
}
