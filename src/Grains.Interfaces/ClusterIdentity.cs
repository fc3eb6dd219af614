namespace Payouts.Grains.Interfaces;

/// <summary>What silos and gateways must agree on to find each other.</summary>
public static class ClusterIdentity
{
    /// <summary>Orleans' service id. Reminders are kept under it, so that it must never change.</summary>
    public const string ServiceId = "payouts";

    /// <summary>What <c>Cluster__Id</c> is when nobody sets it.</summary>
    public const string DefaultClusterId = "payouts";

    /// <summary>What <c>Cluster__Id</c> means: nothing, an empty text and blanks are <see cref="DefaultClusterId"/>.</summary>
    public static string ClusterId(string? setting) => string.IsNullOrWhiteSpace(setting) ? DefaultClusterId : setting;

    /// <summary>What Orleans' ADO.NET providers call Npgsql.</summary>
    public const string PostgresInvariant = "Npgsql";
}
