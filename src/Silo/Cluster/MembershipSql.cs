namespace Payouts.Silo.Cluster;

/// <summary>
/// The nine statements of Orleans' membership. Each change of a member increments the cluster's version in the same
/// statement, and only if it is still the one that the silo read: concurrent silos wait for the version's row, so that
/// changes happen one after another.
/// </summary>
internal static class MembershipSql
{
    private const string TheMember = "address = @Address AND port = @Port AND generation = @Generation";

    // For a cluster without members the left join returns one row that has the version alone.
    private const string Read = """
        SELECT m.address AS Address, m.port AS Port, m.generation AS Generation, m.silo_name AS SiloName, m.host_name AS HostName, m.status AS Status,
               m.proxy_port AS ProxyPort, m.suspect_times AS SuspectTimes, m.started_at AS StartTime, m.alive_at AS IAmAliveTime, v.version AS Version
        FROM cluster_versions v LEFT JOIN cluster_members m ON m.cluster_id = v.cluster_id
        """;

    /// <summary>The statements by key.</summary>
    public static IReadOnlyDictionary<string, string> Queries { get; } = new Dictionary<string, string>
    {
        ["MembershipReadRowKey"] = $"{Read} AND {TheMember} WHERE v.cluster_id = @DeploymentId",
        ["MembershipReadAllKey"] = $"{Read} WHERE v.cluster_id = @DeploymentId",
        ["InsertMembershipVersionKey"] = """
            WITH added AS (
                INSERT INTO cluster_versions (cluster_id, version, changed_at) VALUES (@DeploymentId, 0, now())
                ON CONFLICT DO NOTHING RETURNING 1)
            SELECT count(*) FROM added
            """,
        ["InsertMembershipKey"] = $"""
            WITH raised AS (
                UPDATE cluster_versions v SET version = version + 1, changed_at = now()
                WHERE cluster_id = @DeploymentId AND version = @Version
                    AND NOT EXISTS (SELECT FROM cluster_members m WHERE m.cluster_id = v.cluster_id AND {TheMember})
                RETURNING cluster_id),
            added AS (
                INSERT INTO cluster_members
                    (cluster_id, address, port, generation, silo_name, host_name, status, proxy_port, started_at, alive_at)
                SELECT cluster_id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
                FROM raised
                RETURNING 1)
            SELECT count(*) FROM added
            """,
        ["UpdateMembershipKey"] = $"""
            WITH raised AS (
                UPDATE cluster_versions v SET version = version + 1, changed_at = now()
                WHERE cluster_id = @DeploymentId AND version = @Version
                    AND EXISTS (SELECT FROM cluster_members m WHERE m.cluster_id = v.cluster_id AND {TheMember})
                RETURNING cluster_id),
            changed AS (
                UPDATE cluster_members m SET status = @Status, suspect_times = @SuspectTimes, alive_at = @IAmAliveTime
                FROM raised
                WHERE m.cluster_id = raised.cluster_id AND {TheMember}
                RETURNING 1)
            SELECT count(*) FROM changed
            """,
        ["UpdateIAmAlivetimeKey"] = $"UPDATE cluster_members SET alive_at = @IAmAliveTime WHERE cluster_id = @DeploymentId AND {TheMember}",
        ["GatewaysQueryKey"] = """
            SELECT address AS Address, proxy_port AS ProxyPort, generation AS Generation
            FROM cluster_members WHERE cluster_id = @DeploymentId AND status = @Status AND proxy_port > 0
            """,
        ["DeleteMembershipTableEntriesKey"] = "DELETE FROM cluster_versions WHERE cluster_id = @DeploymentId",

        // 6 is Orleans' SiloStatus.Dead: a member in any other status may still become alive.
        ["CleanupDefunctSiloEntriesKey"] = """
            DELETE FROM cluster_members
            WHERE cluster_id = @DeploymentId AND status = 6 AND alive_at < @IAmAliveTime AND started_at < @IAmAliveTime
            """,
    };
}
