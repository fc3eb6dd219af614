using System.Globalization;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Payouts.Gateway.Cluster;

/// <summary>The Orleans client of a gateway that runs apart from the silos (http-api.md, section 5: <c>Cluster__…</c>).</summary>
internal static class ClusterClient
{
    private const int DefaultGatewayPort = 30000;
    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromSeconds(1);

    /// <exception cref="OptionsValidationException">A setting is wrong; the message names it.</exception>
    public static void AddClusterClient(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var provider = configuration["Cluster:Provider"] ?? "Localhost";
        if (!provider.Equals("Localhost", StringComparison.OrdinalIgnoreCase))
        {
            throw Invalid("Cluster__Provider", "must be Localhost.");
        }

        var id = configuration["Cluster:Id"] ?? "payouts";
        var port = ReadPort(configuration["Cluster:GatewayPort"]);

        // The gateway answers /health/live and 503 while it waits for its first silo.
        builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);
        builder.UseOrleansClient(client => client
            .UseLocalhostClustering(port, serviceId: id, clusterId: id)
            .UseConnectionRetryFilter(async (_, cancellationToken) =>
            {
                await Task.Delay(ReconnectAfter, TimeProvider.System, cancellationToken);
                return true;
            })
            .Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5))
            .Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(6)));
    }

    private static int ReadPort(string? text) =>
        string.IsNullOrEmpty(text) ? DefaultGatewayPort
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue ? port
        : throw Invalid("Cluster__GatewayPort", "must be a port, 1 to 65535.");

    private static OptionsValidationException Invalid(string setting, string fault) => new(setting, typeof(ClusterClient), [$"{setting} {fault}"]);
}
