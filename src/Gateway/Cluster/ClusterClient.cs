using Npgsql;
using Orleans.Configuration;
using Payouts.Grains.Interfaces;
using Payouts.Hosting;

namespace Payouts.Gateway.Cluster;

/// <summary>
/// The Orleans client of a gateway that runs apart from the silos (<c>Cluster__…</c>; docs/operations.md, "Settings").
/// </summary>
internal static class ClusterClient
{
    private const int DefaultGatewayPort = 30000;

    // A gateway reads only the list of silos from the database.
    private const int MaxConnections = 3;

    /// <summary>Reads the settings. Errors are collected in <paramref name="read"/>.</summary>
    /// <returns>Tells a client where its silos are; for <see cref="AddClusterClient"/>.</returns>
    public static Func<IClientBuilder, IClientBuilder> Read(SettingReader read)
    {
        var id = ClusterIdentity.ClusterId(read.Text("Cluster__Id"));
        var port = read.Port("Cluster__GatewayPort", DefaultGatewayPort);
        if (read.OneOf("Cluster__Provider", "Localhost", "Localhost", "Postgres") == "Localhost")
        {
            return client => client.UseLocalhostClustering(port, serviceId: ClusterIdentity.ServiceId, clusterId: id);
        }

        var connection = read.Postgres("ConnectionStrings__Cluster", "the connection string of the cluster's PostgreSQL database", Complete);
        return client => client
            .Configure<ClusterOptions>(cluster => (cluster.ServiceId, cluster.ClusterId) = (ClusterIdentity.ServiceId, id))
            .UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = (ClusterIdentity.PostgresInvariant, connection));
    }

    /// <summary>Adds the client.</summary>
    public static void AddClusterClient(this WebApplicationBuilder builder, Func<IClientBuilder, IClientBuilder> findSilos)
    {
        // The gateway answers /health/live and 503 while it waits for its first silo.
        builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);
        builder.Services.AddSingleton<IClientConnectionRetryFilter, SiloWait>();
        builder.Services.AddSingleton(new StartFact("cluster", () => builder.Configuration.GetConnectionString("Cluster") is { Length: > 0 } cluster
            ? $"PostgreSQL at {new NpgsqlConnectionStringBuilder(cluster).Host}"
            : "the silo on this machine"));
        builder.UseOrleansClient(client => findSilos(client)
            .Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5))
            .Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(6)));
    }

    private static string Complete(string connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection);
        settings.MaxPoolSize = settings.ShouldSerialize("Maximum Pool Size") ? settings.MaxPoolSize : MaxConnections;
        settings.GssEncryptionMode = settings.ShouldSerialize("GSS Encryption Mode") ? settings.GssEncryptionMode : GssEncryptionMode.Disable;
        return settings.ConnectionString;
    }
}
