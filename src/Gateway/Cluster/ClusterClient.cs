using System.Globalization;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Payouts.Hosting;

namespace Payouts.Gateway.Cluster;

/// <summary>The Orleans client of a gateway that runs apart from the silos (http-api.md, section 5: <c>Cluster__…</c>).</summary>
internal static class ClusterClient
{
    private const int DefaultGatewayPort = 30000;

    // A gateway asks the database for the list of silos, and nothing else.
    private const int MaxConnections = 3;

    /// <exception cref="OptionsValidationException">A setting is wrong; the message names it.</exception>
    public static void AddClusterClient(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var findSilos = SiloFinder(configuration);
        builder.Services.AddSingleton(new StartFact("cluster", () => configuration.GetConnectionString("Cluster") is { Length: > 0 } cluster
            ? $"PostgreSQL at {new NpgsqlConnectionStringBuilder(cluster).Host}"
            : "the silo of this machine"));

        // The gateway answers /health/live and 503 while it waits for its first silo.
        builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);
        builder.Services.AddSingleton<IClientConnectionRetryFilter, SiloWait>();
        builder.UseOrleansClient(client => findSilos(client)
            .Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5))
            .Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(6)));
    }

    private static Func<IClientBuilder, IClientBuilder> SiloFinder(ConfigurationManager configuration)
    {
        var id = configuration["Cluster:Id"] is { Length: > 0 } given ? given : ClusterIdentity.DefaultClusterId;
        var provider = configuration["Cluster:Provider"] is { Length: > 0 } word ? word : "Localhost";
        if (provider.Equals("Localhost", StringComparison.OrdinalIgnoreCase))
        {
            var port = ReadPort(configuration["Cluster:GatewayPort"]);
            return client => client.UseLocalhostClustering(port, serviceId: ClusterIdentity.ServiceId, clusterId: id);
        }

        if (!provider.Equals("Postgres", StringComparison.OrdinalIgnoreCase))
        {
            throw Invalid("Cluster__Provider", $"must be Localhost or Postgres; it is \"{provider}\".");
        }

        var connection = ReadConnection(configuration.GetConnectionString("Cluster"));
        return client => client
            .Configure<ClusterOptions>(cluster => (cluster.ServiceId, cluster.ClusterId) = (ClusterIdentity.ServiceId, id))
            .UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = (ClusterIdentity.PostgresInvariant, connection));
    }

    // Does not quote the connection string: it may contain a password.
    private static string ReadConnection(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            throw Invalid("ConnectionStrings__Cluster", "is missing: set it to the connection string of the cluster's PostgreSQL database.");
        }

        try
        {
            var settings = new NpgsqlConnectionStringBuilder(text);
            settings.MaxPoolSize = settings.ShouldSerialize("Maximum Pool Size") ? settings.MaxPoolSize : MaxConnections;
            settings.GssEncryptionMode = settings.ShouldSerialize("GSS Encryption Mode") ? settings.GssEncryptionMode : GssEncryptionMode.Disable;
            return settings.ConnectionString;
        }
        catch (ArgumentException)
        {
            throw Invalid("ConnectionStrings__Cluster", "must be a connection string like \"Host=…;Database=…;Username=…;Password=…\".");
        }
    }

    private static int ReadPort(string? text) =>
        string.IsNullOrEmpty(text) ? DefaultGatewayPort
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue ? port
        : throw Invalid("Cluster__GatewayPort", "must be a port, 1 to 65535.");

    private static OptionsValidationException Invalid(string setting, string fault) => new(setting, typeof(ClusterClient), [$"{setting} {fault}"]);
}
