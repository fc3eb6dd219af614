namespace Payouts.Grains.Interfaces;

/// <summary>What silos and gateways must agree on to find each other.</summary>
public static class ClusterIdentity
{
    /// <summary>Orleans' service id. Reminders are stored under it, so it must never change.</summary>
    public const string ServiceId = "payouts";

    /// <summary>The default of <c>Cluster__Id</c>.</summary>
    public const string DefaultClusterId = "payouts";

    /// <summary>The effective <c>Cluster__Id</c>: <see cref="DefaultClusterId"/> if unset, empty or blank.</summary>
    public static string ClusterId(string? setting) => string.IsNullOrWhiteSpace(setting) ? DefaultClusterId : setting;

    /// <summary>The name of Npgsql for Orleans' ADO.NET providers.</summary>
    public const string PostgresInvariant = "Npgsql";
}
