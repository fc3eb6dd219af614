using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;
using Payouts.Grains.Interfaces;
using Payouts.Silo.Settings;

namespace Payouts.Silo.Cluster;

/// <summary>
/// Joins the silo to its cluster: a single one on this machine, or several that find each other through PostgreSQL.
/// </summary>
internal static class SiloCluster
{
    // About 325 bytes each; Orleans' default is a million.
    private const int DirectoryCacheEntries = 50_000;

    /// <summary>Adds membership, reminders and the silo's endpoints.</summary>
    public static void UseCluster(this ISiloBuilder silo, ClusterSettings settings, bool isDevelopment)
    {
        silo.Configure<GrainDirectoryOptions>(directory => directory.CacheSize = DirectoryCacheEntries);
        if (settings.Connection is not { } connection)
        {
            silo.UseLocalhostClustering(settings.SiloPort, settings.GatewayPort, serviceId: ClusterIdentity.ServiceId, clusterId: settings.Id);
            silo.UseInMemoryReminderService();
            return;
        }

        silo.Configure<ClusterOptions>(cluster => (cluster.ServiceId, cluster.ClusterId) = (ClusterIdentity.ServiceId, settings.Id));
        silo.UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = (ClusterIdentity.PostgresInvariant, connection));
        silo.UseAdoNetReminderService(reminders => (reminders.Invariant, reminders.ConnectionString) = (ClusterIdentity.PostgresInvariant, connection));
        silo.Configure<ClusterMembershipOptions>(SetLiveness);
        if ((settings.AdvertisedAddress ?? (isDevelopment ? IPAddress.Loopback : null)) is { } address)
        {
            silo.ConfigureEndpoints(address, settings.SiloPort, settings.GatewayPort, listenOnAnyHostAddress: !IPAddress.IsLoopback(address));
        }
        else
        {
            silo.ConfigureEndpoints(settings.SiloPort, settings.GatewayPort, AddressFamily.InterNetwork, listenOnAnyHostAddress: true);
        }
    }

    // docs/adr/0012 has the reasons and the measurements.
    private static void SetLiveness(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(2);
        membership.MaxProbeTimeout = TimeSpan.FromSeconds(4);
        membership.NumMissedProbesLimit = 3;
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
    }
}
