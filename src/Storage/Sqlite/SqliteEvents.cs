using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Sqlite;

/// <summary>
/// Reads and prunes events. There is one writer, so the order of their numbers is that of the commits: every row that
/// can be seen has all its predecessors before it.
/// </summary>
internal static class SqliteEvents
{
    /// <summary>The greatest number that an event ever had, deleted ones included.</summary>
    public const string EndSql = "SELECT max(pruned, coalesce((SELECT max(position) FROM events), 0)) FROM feed";

    public const string PageSql = $"""
        {Columns}
        WHERE events.position > $after ORDER BY events.position LIMIT $limit
        """;

    public const string OfWriteSql = $"""
        {Columns}
        WHERE payouts.id = $id AND events.version = $version ORDER BY events.position
        """;

    public const string OfPayoutsSql = $"""
        {Columns}
        WHERE events.payout IN (SELECT seq FROM payouts WHERE id IN (SELECT value FROM json_each($ids)))
        """;

    public const string FoldedSql = """
        SELECT position, at FROM events WHERE position <= (SELECT folded FROM feed) ORDER BY position LIMIT $limit
        """;

    // An event whose payout is gone is told with an empty id: the audit finds it, and the feed fails on it.
    private const string Columns = """
        SELECT events.position, coalesce(payouts.id, ''), events.version, type, events.client_id, events.asset, events.amount, was,
               events.status, events.detail, reason, events.needs_attention, at, head, seal
        FROM events LEFT JOIN payouts ON payouts.seq = events.payout
        """;

    /// <summary>See <see cref="IAuditedStore.ReadEventsAsync"/>.</summary>
    public static EventPage Read(SqliteConnection connection, EventPosition? after, int limit)
    {
        // Deferred: the first statement takes the snapshot that the others see too.
        using var snapshot = connection.BeginTransaction(deferred: true);
        var kept = At(connection.Scalar("SELECT pruned FROM feed"));
        var end = End(connection);
        if (after < kept)
        {
            return new EventPage([], kept, HasMore: kept < end, IsExpired: true);
        }

        var from = after ?? kept;
        if (from >= end)
        {
            return new EventPage([], end, HasMore: false);
        }

        using var command = connection.Command(PageSql, ("$after", from.Number), ("$limit", limit));
        var events = Rows(command);
        var next = events.IsEmpty ? from : events[^1].Position;
        return new EventPage(events, next, HasMore: next < end);
    }

    /// <summary>See <see cref="IPayoutStore.ReadEndOfEventsAsync"/>.</summary>
    public static EventPosition End(SqliteConnection connection) => At(connection.Scalar(EndSql));

    /// <summary>See <see cref="IAuditedStore.FindEventsAsync"/>.</summary>
    public static IReadOnlyList<EventRow> Find(SqliteConnection connection, string payoutId, long version)
    {
        using var command = connection.Command(OfWriteSql, ("$id", payoutId), ("$version", version));
        return [.. Rows(command).Select(stored => stored.Row)];
    }

    /// <summary>See <see cref="IAuditedStore.FindAllEventsAsync"/>.</summary>
    public static IReadOnlyList<EventRow> FindAll(SqliteConnection connection, IEnumerable<string> payoutIds)
    {
        using var command = connection.Command(OfPayoutsSql, ("$ids", JsonSerializer.Serialize(payoutIds)));
        return [.. Rows(command).Select(stored => stored.Row)];
    }

    /// <summary>See <see cref="IPayoutStore.PruneEventsAsync"/>.</summary>
    public static int Prune(SqliteConnection connection, DateTimeOffset before, int limit)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var old = Folded(connection, limit).TakeWhile(row => row.At < before.ToUnixTimeMilliseconds()).ToList();
        if (old.Count == 0)
        {
            return 0;
        }

        connection.Execute("DELETE FROM events WHERE position <= $last", ("$last", old[^1].Position));
        connection.Execute("UPDATE feed SET pruned = $last", ("$last", old[^1].Position));
        transaction.Commit();
        return old.Count;
    }

    private static EventPosition At(long position) => new(0, 0, position);

    private static IEnumerable<(long Position, long At)> Folded(SqliteConnection connection, int limit)
    {
        using var command = connection.Command(FoldedSql, ("$limit", limit));
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            yield return (row.GetInt64(0), row.GetInt64(1));
        }
    }

    private static ImmutableArray<StoredEvent> Rows(SqliteCommand command)
    {
        using var row = command.ExecuteReader();
        var rows = ImmutableArray.CreateBuilder<StoredEvent>();
        while (row.Read())
        {
            rows.Add(new StoredEvent(At(row.GetInt64(0)), new EventRow
            {
                PayoutId = row.GetString(1),
                Version = row.GetInt64(2),
                Type = row.GetString(3),
                ClientId = row.GetString(4),
                Asset = row.GetString(5),
                Amount = row.GetAmount(6),
                Was = row.GetWord<PayoutStatus>(7),
                Status = EnumNames.To<PayoutStatus>(row.GetString(8)),
                Detail = row.GetWord<PayoutDetail>(9),
                Reason = row.GetWord<PayoutReason>(10),
                NeedsAttention = row.GetBoolean(11),
                At = row.GetTime(12),
                Head = row.IsDBNull(13) ? null : row.GetString(13),
                Seal = row.IsDBNull(14) ? null : row.GetString(14),
            }));
        }

        return rows.ToImmutable();
    }
}
