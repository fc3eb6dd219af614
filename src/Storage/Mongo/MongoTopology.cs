using MongoDB.Driver.Core.Clusters;
using MongoDB.Driver.Core.Servers;

namespace Payouts.Storage.Mongo;

/// <summary>What the driver knows about the servers.</summary>
internal static class MongoTopology
{
    // MongoDB 4.4: simultaneous index builds, hints for updates, and the error labels by which the driver knows what it
    // may retry.
    private const int LeastWireVersion = 9;

    /// <summary>Whether it is a standalone server. What is not discovered yet counts as a replica set.</summary>
    public static bool IsStandalone(ClusterDescription cluster) => cluster.Servers.Any(server => server.Type is ServerType.Standalone);

    /// <summary>Whether it is a replica set that has been discovered.</summary>
    public static bool IsReplicaSet(ClusterDescription cluster) => cluster.Servers.Any(server => server.Type is ServerType.ReplicaSetPrimary);

    /// <summary>A sentence when a server is too old, else <see langword="null"/>.</summary>
    public static string? Validate(ClusterDescription cluster) =>
        cluster.Servers.FirstOrDefault(server => server.WireVersionRange is { } range && range.Max < LeastWireVersion) is { } old
            ? $"The MongoDB server {Place(old)} (ConnectionStrings__Payouts) speaks wire version {old.WireVersionRange.Max}, and this release needs "
                + $"{LeastWireVersion}: MongoDB 4.4 or later."
            : null;

    /// <summary>States what was waited for, in place of the driver's long dump of the cluster's state.</summary>
    public static TimeoutException Explain(TimeoutException exception, ClusterDescription cluster) =>
        cluster.Servers.Any(server => server.Type is ServerType.Standalone or ServerType.ReplicaSetPrimary or ServerType.ShardRouter)
            ? exception
            : new TimeoutException(
                cluster.Servers.Count == 0
                    ? "No server was found by that name."
                    : $"No server that takes writes answers: {string.Join("; ", cluster.Servers.Select(Describe))}.");

    private static string Describe(ServerDescription server) =>
        $"{Place(server)} ({server.HeartbeatException?.GetBaseException().Message.Split('\n')[0].TrimEnd('\r', '.') ?? server.Type.ToString()})";

    private static string Place(ServerDescription server) => server.EndPoint switch
    {
        System.Net.DnsEndPoint dns => $"{dns.Host}:{dns.Port}",
        var other => other.ToString()!,
    };
}
