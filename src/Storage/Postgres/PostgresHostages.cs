using Npgsql;

namespace Payouts.Storage.Postgres;

/// <summary>
/// Locks held by a silo that froze while it sent a batch. The server waits for the rest of the batch and keeps what the
/// first statements locked, and none of its timeouts applies: the session is neither idle nor executing a statement,
/// and the frozen machine still answers keepalives.
/// </summary>
internal static class PostgresHostages
{
    private const string Free = """
        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE datname = current_database() AND usename = current_user AND application_name = current_setting('application_name')
          AND pid <> pg_backend_pid() AND state = 'active' AND wait_event = 'ClientRead' AND state_change < clock_timestamp() - interval '4 seconds'
        """;

    /// <summary>
    /// Runs an operation that takes locks. If it waits for one in vain, the sessions stuck in the middle of a batch are
    /// terminated, so that the next attempt succeeds.
    /// </summary>
    public static async Task<T> FreeOnTimeoutAsync<T>(NpgsqlDataSource database, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            await using var command = database.CreateCommand(Free);
            await command.ExecuteNonQueryAsync();
            throw;
        }
    }
}
