using Npgsql;

namespace Payouts.Throughput;

/// <summary>What was used up so far.</summary>
internal sealed record Usage(TimeSpan Host, TimeSpan Postgres, TimeSpan Simulator, TimeSpan Client, long Allocated, long Creates, long Looks, long Tuples, long Versions, long Log)
{
    // Counts versions of the grain's own writes; the fold of statistics updates rows too, and no version.
    private const string Counters = """
        SELECT pg_stat_clear_snapshot(),
               (SELECT sum(n_tup_ins + n_tup_upd)::bigint FROM pg_stat_user_tables WHERE relname IN ('payouts', 'events', 'totals', 'clients')),
               (SELECT coalesce(sum(version), 0)::bigint FROM payouts),
               (pg_current_wal_lsn() - '0/0'::pg_lsn)::bigint
        """;

    // A backend tells its counts at most once a second.
    private static readonly TimeSpan StatisticsDelay = TimeSpan.FromSeconds(2);

    /// <summary>Reads it.</summary>
    public static async Task<Usage> ReadAsync(Deployment deployment, Target host)
    {
        var (creates, looks) = await deployment.Heleket.CallsAsync();
        var usage = new Usage(
            Processor.TimeOf(host.Process.Id),
            Processor.TimeOfFamily(deployment.Postgres.Id),
            Processor.TimeOf(deployment.Heleket.Process.Id),
            Processor.TimeOf(Environment.ProcessId),
            (await deployment.MemoryAsync(host)).Allocated,
            creates,
            looks,
            0,
            0,
            0);
        return host.Database is { } database ? await CountAsync(deployment.ConnectionTo(database), usage) : usage;
    }

    /// <summary>Adds what was used between two readings.</summary>
    public void AddTo(Results results, string subject, Usage before, int payouts)
    {
        Add("CPU ms a life, host", (Host - before.Host).TotalMilliseconds);
        Add("CPU ms a life, simulator", (Simulator - before.Simulator).TotalMilliseconds);
        Add("CPU ms a life, the tool itself", (Client - before.Client).TotalMilliseconds);
        Add("bytes allocated a life, host", Allocated - before.Allocated);
        Add("Heleket creates a life", Creates - before.Creates);
        Add("Heleket looks a life", Looks - before.Looks);
        if (Versions > 0)
        {
            Add("CPU ms a life, PostgreSQL", (Postgres - before.Postgres).TotalMilliseconds);
            Add("writes a life (versions)", Versions - before.Versions);
            Add("row versions written a life, events and folds included", Tuples - before.Tuples);
            Add("bytes of log a life, PostgreSQL", Log - before.Log);
        }

        void Add(string metric, double value) => results.Add("whole lives", subject, metric, value / payouts);
    }

    private static async Task<Usage> CountAsync(string connectionString, Usage usage)
    {
        await Task.Delay(StatisticsDelay, TimeProvider.System);
        await using var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Counters, connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return usage with { Tuples = reader.GetInt64(1), Versions = reader.GetInt64(2), Log = reader.GetInt64(3) };
    }
}
