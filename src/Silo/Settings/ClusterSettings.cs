using System.Net;
using Payouts.Grains.Interfaces;
using Payouts.Hosting;
using Payouts.Storage.Postgres;

namespace Payouts.Silo.Settings;

/// <summary>The silo's <c>Cluster__*</c> settings (docs/operations.md, "Settings").</summary>
public sealed record ClusterSettings
{
    /// <summary><c>Cluster__Id</c>.</summary>
    public required string Id { get; init; }

    /// <summary><c>Cluster__SiloPort</c>.</summary>
    public required int SiloPort { get; init; }

    /// <summary><c>Cluster__GatewayPort</c>.</summary>
    public required int GatewayPort { get; init; }

    /// <summary>
    /// <c>ConnectionStrings__Cluster</c>, complete; <see langword="null"/> exactly when <c>Cluster__Provider</c> is
    /// <c>Localhost</c>.
    /// </summary>
    public string? Connection { get; init; }

    /// <summary><c>Cluster__AdvertisedAddress</c>; <see langword="null"/> for the default.</summary>
    public IPAddress? AdvertisedAddress { get; init; }

    /// <summary>Reads the settings. Errors are collected in the reader.</summary>
    internal static ClusterSettings Read(SettingReader read)
    {
        var (siloPort, gatewayPort) = (read.Port("Cluster__SiloPort", 11111), read.Port("Cluster__GatewayPort", 30000));
        if (siloPort == gatewayPort)
        {
            read.Error("Cluster__SiloPort", $"Cluster__SiloPort and Cluster__GatewayPort must differ; both are {siloPort}.");
        }

        return new ClusterSettings
        {
            Id = ClusterIdentity.ClusterId(read.Text("Cluster__Id")),
            SiloPort = siloPort,
            GatewayPort = gatewayPort,
            Connection = read.OneOf("Cluster__Provider", "Localhost", "Localhost", "Postgres") == "Postgres" ? read.Postgres("ConnectionStrings__Cluster", connections: 5) : null,
            AdvertisedAddress = Address(read),
        };
    }

    /// <summary>Reports each of the two ports that cannot be listened on.</summary>
    public void RequireFreePorts(SettingReader read)
    {
        ListenUrls.RequireFree(read, "Cluster__SiloPort", SiloPort);
        ListenUrls.RequireFree(read, "Cluster__GatewayPort", GatewayPort);
    }

    private static IPAddress? Address(SettingReader read)
    {
        const string Setting = "Cluster__AdvertisedAddress";
        var text = read.Text(Setting);
        if (IPAddress.TryParse(text, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any))
        {
            return address;
        }

        if (text is not null)
        {
            read.Error(Setting, $"{Setting} must be an IP address at which the other silos and the gateways reach this one; it is \"{text}\".");
        }

        return null;
    }
}

/// <summary>Reads settings that are PostgreSQL connection strings.</summary>
internal static class PostgresSettings
{
    /// <summary>The connection string; what it leaves open is filled in with what the silo's databases need.</summary>
    public static string Postgres(this SettingReader read, string name, int connections) =>
        read.Postgres(name, "the connection string of a PostgreSQL database", text => PostgresConnection.Complete(text, connections));
}
