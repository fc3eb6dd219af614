using Npgsql;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Postgres;

/// <summary>What operators ask first.</summary>
internal static class PostgresFacts
{
    /// <summary>
    /// Of one status (<c>$1</c>), the first that was created; only <c>pending</c> has scheduled ones to pass over. A range,
    /// as in <see cref="PostgresQueries.Page"/>, so that no other index has the order.
    /// </summary>
    public const string Oldest = """
        SELECT created_at FROM payouts WHERE status >= $1 AND status <= $1 AND detail IS DISTINCT FROM 'scheduled'
        ORDER BY status, created_at, id LIMIT 1
        """;

    public const string LastEvent = $"""
        SELECT e.at FROM events e WHERE {PostgresEvents.IsBelowTheHorizon} ORDER BY e.epoch DESC, e.xid DESC, e.position DESC LIMIT 1
        """;

    /// <summary>The first event that is not below the horizon.</summary>
    public const string FirstUnseen = """
        SELECT e.at FROM events e WHERE (e.epoch, e.xid) >= (SELECT epoch, pg_snapshot_xmin(pg_current_snapshot()) FROM events_marks)
        ORDER BY e.epoch, e.xid, e.position LIMIT 1
        """;

    /// <summary>How many wait for people.</summary>
    public const string Waiting = "SELECT count(*) FROM payouts WHERE detail = 'awaiting_approval'";

    /// <summary>See <see cref="IPayoutStore.CountWaitingAsync"/>.</summary>
    public static async Task<long> CountWaitingAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Waiting);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>See <see cref="IPayoutStore.ReadFactsAsync"/>.</summary>
    public static async Task<StoreFacts> ReadAsync(NpgsqlDataSource database, DateTimeOffset? oldestUnknown, CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(PostgresCommands.BatchCommand(Oldest, "pending"));
        batch.BatchCommands.Add(PostgresCommands.BatchCommand(Oldest, "broadcast"));
        batch.BatchCommands.Add(PostgresCommands.BatchCommand(LastEvent));
        batch.BatchCommands.Add(PostgresCommands.BatchCommand(FirstUnseen));
        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        DateTimeOffset?[] oldest = [await NextTimeAsync(row, cancellationToken), await NextTimeAsync(row, cancellationToken)];
        return new(oldestUnknown, oldest.Min(), await NextTimeAsync(row, cancellationToken), await NextTimeAsync(row, cancellationToken));
    }

    private static async Task<DateTimeOffset?> NextTimeAsync(NpgsqlDataReader row, CancellationToken cancellationToken)
    {
        var time = await row.ReadAsync(cancellationToken) ? row.GetFieldValue<DateTimeOffset>(0) : (DateTimeOffset?)null;
        await row.NextResultAsync(cancellationToken);
        return time;
    }
}
