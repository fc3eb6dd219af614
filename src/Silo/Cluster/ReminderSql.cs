namespace Payouts.Silo.Cluster;

/// <summary>
/// The seven statements of Orleans' reminders. A grain's hash is stored and compared as the signed number that Orleans
/// passes.
/// </summary>
internal static class ReminderSql
{
    private const string TheReminder = "service_id = @ServiceId AND grain_id = @GrainId AND name = @ReminderName";

    private const string Read = """
        SELECT grain_id AS GrainId, name AS ReminderName, starts_at AS StartTime, period_ms AS Period, version AS Version
        FROM cluster_reminders
        """;

    /// <summary>The statements by key.</summary>
    public static IReadOnlyDictionary<string, string> Queries { get; } = new Dictionary<string, string>
    {
        ["UpsertReminderRowKey"] = """
            INSERT INTO cluster_reminders AS r (service_id, grain_id, name, starts_at, period_ms, grain_hash, version)
            VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
            ON CONFLICT (service_id, grain_id, name) DO UPDATE
                SET starts_at = excluded.starts_at, period_ms = excluded.period_ms, grain_hash = excluded.grain_hash, version = r.version + 1
            RETURNING version AS Version
            """,
        ["ReadReminderRowsKey"] = $"{Read} WHERE service_id = @ServiceId AND grain_id = @GrainId",
        ["ReadReminderRowKey"] = $"{Read} WHERE {TheReminder}",

        // The first when the range does not wrap around in signed order, the second when it does.
        ["ReadRangeRows1Key"] = $"{Read} WHERE service_id = @ServiceId AND grain_hash > @BeginHash AND grain_hash <= @EndHash",
        ["ReadRangeRows2Key"] = $"{Read} WHERE service_id = @ServiceId AND (grain_hash > @BeginHash OR grain_hash <= @EndHash)",
        ["DeleteReminderRowKey"] = $"""
            WITH gone AS (DELETE FROM cluster_reminders WHERE {TheReminder} AND version = @Version RETURNING 1)
            SELECT count(*) FROM gone
            """,
        ["DeleteReminderRowsKey"] = "DELETE FROM cluster_reminders WHERE service_id = @ServiceId",
    };
}
