using Microsoft.Data.Sqlite;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Sqlite;

/// <summary>What operators ask first.</summary>
internal static class SqliteFacts
{
    /// <summary>Of one status (<c>$status</c>), the first that was created; only <c>pending</c> has scheduled ones to pass over.</summary>
    public const string OldestSql = """
        SELECT created_at FROM payouts INDEXED BY payouts_status
        WHERE status = $status AND detail IS NOT 'scheduled' ORDER BY seq LIMIT 1
        """;

    public const string LastEventSql = "SELECT at FROM events ORDER BY position DESC LIMIT 1";

    /// <summary>See <see cref="IPayoutStore.ReadFactsAsync"/>. There is one writer: what is stored can be read.</summary>
    public static StoreFacts Read(SqliteConnection connection, DateTimeOffset? oldestUnknown)
    {
        using var snapshot = connection.BeginTransaction(deferred: true);
        DateTimeOffset?[] oldest = [Time(connection, OldestSql, ("$status", "pending")), Time(connection, OldestSql, ("$status", "broadcast"))];
        return new(oldestUnknown, oldest.Min(), Time(connection, LastEventSql), UnseenSince: null);
    }

    /// <summary>See <see cref="IPayoutStore.CountWaitingAsync"/>.</summary>
    public static long CountWaiting(SqliteConnection connection)
    {
        using var command = connection.Command(SqliteQueries.CountWaiting);
        return (long)command.ExecuteScalar()!;
    }

    private static DateTimeOffset? Time(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(sql, parameters);
        return command.ExecuteScalar() is long milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }
}
