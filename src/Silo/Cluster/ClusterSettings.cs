using System.Net;
using Microsoft.Extensions.Options;
using Payouts.Silo.Storage.Postgres;

namespace Payouts.Silo.Cluster;

/// <summary>The silo's <c>Cluster__*</c> settings (http-api.md, section 5).</summary>
public sealed record ClusterSettings
{
    /// <summary><c>Cluster__Id</c>.</summary>
    public required string Id { get; init; }

    /// <summary><c>Cluster__SiloPort</c>.</summary>
    public required int SiloPort { get; init; }

    /// <summary><c>Cluster__GatewayPort</c>.</summary>
    public required int GatewayPort { get; init; }

    /// <summary><c>ConnectionStrings__Cluster</c>, complete; <see langword="null"/> exactly when <c>Cluster__Provider</c> is <c>Localhost</c>.</summary>
    public string? Connection { get; init; }

    /// <summary><c>Cluster__AdvertisedAddress</c>; <see langword="null"/> for the default.</summary>
    public IPAddress? AdvertisedAddress { get; init; }

    /// <summary>Reads them.</summary>
    /// <exception cref="OptionsValidationException">One is missing or bad.</exception>
    internal static ClusterSettings Read(SettingReader read)
    {
        var (siloPort, gatewayPort) = (read.Port("Cluster:SiloPort", 11111), read.Port("Cluster:GatewayPort", 30000));
        if (siloPort == gatewayPort)
        {
            throw SettingReader.Fault("Cluster", $"Cluster__SiloPort and Cluster__GatewayPort must differ; both are {siloPort}.");
        }

        return new ClusterSettings
        {
            Id = ClusterIdentity.ClusterId(read.Text("Cluster:Id")),
            SiloPort = siloPort,
            GatewayPort = gatewayPort,
            Connection = read.OneOf("Cluster:Provider", "Localhost", "Localhost", "Postgres") == "Postgres" ? read.Postgres("ConnectionStrings:Cluster", connections: 5) : null,
            AdvertisedAddress = Address(read.Text("Cluster:AdvertisedAddress")),
        };
    }

    private static IPAddress? Address(string? text) =>
        text is null ? null
        : IPAddress.TryParse(text, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any) ? address
        : throw SettingReader.Fault(
            "Cluster:AdvertisedAddress",
            $"Cluster__AdvertisedAddress must be an IP address at which the other silos and the gateways reach this one; it is \"{text}\".");
}

/// <summary>Settings that are PostgreSQL connection strings.</summary>
internal static class PostgresSettings
{
    /// <summary>The connection string with our defaults.</summary>
    /// <exception cref="OptionsValidationException">It is missing or cannot be read. The message does not quote it: it may contain a password.</exception>
    public static string Postgres(this SettingReader read, string key, int connections)
    {
        var name = key.Replace(":", "__", StringComparison.Ordinal);
        if (read.Text(key) is not { } text)
        {
            throw SettingReader.Fault(key, $"{name} is missing: set it to the connection string of a PostgreSQL database.");
        }

        try
        {
            return PostgresConnection.Complete(text, connections);
        }
        catch (ArgumentException)
        {
            throw SettingReader.Fault(key, $"{name} must be a connection string like \"Host=…;Database=…;Username=…;Password=…\".");
        }
    }
}
