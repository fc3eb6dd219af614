using System.Globalization;
using Npgsql;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Events;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Postgres;

/// <summary>
/// Events in the order of the transactions that wrote them (docs/adr/0027). Transactions commit in another order than
/// their ids, so nobody passes the <em>horizon</em>: the oldest transaction that was still running at the snapshot. Below
/// it everything is visible that ever will be.
/// </summary>
internal sealed class PostgresEvents(NpgsqlDataSource database)
{
    /// <summary>That nothing will ever be inserted before an event; never again before one of an older epoch.</summary>
    public const string IsBelowTheHorizon = "(e.epoch, e.xid) < (SELECT epoch, pg_snapshot_xmin(pg_current_snapshot()) FROM events_marks)";

    /// <summary>
    /// That an event is not in the totals. As a comparison with the only row of a subselect it is where the index scan
    /// begins; joined with that row, PostgreSQL may choose to read all events.
    /// </summary>
    public const string IsNotFolded = "(e.epoch, e.xid, e.position) > (SELECT folded_epoch, folded_xid, folded_position FROM events_marks)";

    /// <summary>At most <c>$4</c> events after a place (<c>$1</c>, <c>$2</c>, <c>$3</c>).</summary>
    public const string Page = $"""
        SELECT {Columns} FROM events e WHERE (e.epoch, e.xid, e.position) > ($1, $2, $3) AND {IsBelowTheHorizon}
        ORDER BY e.epoch, e.xid, e.position LIMIT $4
        """;

    /// <summary>The last event that was deleted, and the last one below the horizon.</summary>
    public const string Ends = $"""
        SELECT m.pruned_epoch, m.pruned_xid, m.pruned_position, last.epoch, last.xid, last.position
        FROM events_marks m LEFT JOIN (
            SELECT e.epoch, e.xid, e.position FROM events e WHERE {IsBelowTheHorizon} ORDER BY e.epoch DESC, e.xid DESC, e.position DESC LIMIT 1
        ) last ON true
        """;

    /// <summary>
    /// The events of a version (<c>$2</c>) of a payout (<c>$1</c>), in any order: told to sort, PostgreSQL would rather
    /// read all events in order (<see cref="PostgresConnection"/>).
    /// </summary>
    public const string Find = $"SELECT {Columns} FROM events e WHERE e.payout_id = $1 AND e.version = $2";

    /// <summary>The events of some payouts (<c>$1</c>), in any order.</summary>
    public const string FindAll = $"SELECT {Columns} FROM events e WHERE e.payout_id = ANY($1)";

    /// <summary>
    /// Of the oldest <c>$2</c> events, deletes those before the first that must stay: one that happened at <c>$1</c> or
    /// later, or is not folded.
    /// </summary>
    public const string Prune = """
        WITH oldest AS (
            SELECT e.epoch, e.xid, e.position, e.at
            FROM events e
            WHERE (e.epoch, e.xid, e.position) > (SELECT pruned_epoch, pruned_xid, pruned_position FROM events_marks)
                AND (e.epoch, e.xid, e.position) <= (SELECT folded_epoch, folded_xid, folded_position FROM events_marks)
            ORDER BY e.epoch, e.xid, e.position LIMIT $2
        ), old AS MATERIALIZED (
            SELECT epoch, xid, position
            FROM (SELECT *, bool_and(at < $1) OVER (ORDER BY epoch, xid, position) AS is_old FROM oldest) oldest
            WHERE is_old
        ), gone AS (
            DELETE FROM events e USING old WHERE (e.epoch, e.xid, e.position) = (old.epoch, old.xid, old.position)
        ), moved AS (
            UPDATE events_marks SET pruned_epoch = last.epoch, pruned_xid = last.xid, pruned_position = last.position
            FROM (SELECT * FROM old ORDER BY epoch DESC, xid DESC, position DESC LIMIT 1) last
        )
        SELECT count(*)::integer FROM old
        """;

    private const string Columns =
        "e.epoch, e.xid, e.position, e.payout_id, e.version, e.type, e.client_id, e.asset, e.amount, e.was, e.status, e.detail, e.reason, e.needs_attention, e.at, e.head, e.seal";

    // Writers never ask for it; the silo that waits for it begins with what the other one left.
    private const string Lock = "SELECT pg_advisory_xact_lock(7209115, hashtext(current_schema()))";

    /// <summary>Runs a statement that moves one of the marks, when no other one does so.</summary>
    /// <returns>The number that the statement answers.</returns>
    public static async Task<int> MoveMarkAsync(NpgsqlDataSource database, string sql, object[] values, CancellationToken cancellationToken)
    {
        // Together they are one transaction, and the second sees all that was committed before it had the lock.
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(PostgresCommands.BatchCommand(Lock));
        batch.BatchCommands.Add(PostgresCommands.BatchCommand(sql, values));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var count = reader.GetInt32(0);

        // Until the end, where a failed commit would be told.
        await reader.NextResultAsync(cancellationToken);
        return count;
    }

    /// <summary>Some events after a place.</summary>
    public async Task<EventPage> ReadAsync(EventPosition? after, int limit, CancellationToken cancellationToken)
    {
        var place = after ?? EventPosition.Start;
        await using var batch = database.CreateBatch();

        // The marks come last: what was deleted between the two statements is then known to be missing.
        batch.BatchCommands.Add(PostgresCommands.BatchCommand(Page, place.Epoch, place.Transaction, place.Number, limit + 1));
        batch.BatchCommands.Add(PostgresCommands.BatchCommand(Ends));
        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        var found = await EventsAsync(row, cancellationToken);
        await row.NextResultAsync(cancellationToken);
        var (pruned, end) = await EndsAsync(row, cancellationToken);
        if (after < pruned)
        {
            return new EventPage([], pruned, HasMore: pruned < end, IsExpired: true);
        }

        return found.Count == 0
            ? new EventPage([], after is null ? pruned : place < end ? place : end, HasMore: false)
            : new EventPage([.. found.Take(limit)], found[Math.Min(found.Count, limit) - 1].Position, HasMore: found.Count > limit);
    }

    /// <summary>The place of the last event below the horizon.</summary>
    public async Task<EventPosition> ReadEndAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Ends);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return (await EndsAsync(row, cancellationToken)).End;
    }

    /// <summary>The events of one version of a payout, in their order.</summary>
    public async Task<IReadOnlyList<EventRow>> FindAsync(string payoutId, long version, CancellationToken cancellationToken)
    {
        if (!Guid.TryParseExact(payoutId, "N", out var id) || IdOf(id) != payoutId)
        {
            return [];
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = connection.Command(Find, id, version);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var found = await EventsAsync(row, cancellationToken);
        return [.. found.OrderBy(stored => stored.Position).Select(stored => stored.Row)];
    }

    /// <summary>All events of some payouts, in any order.</summary>
    public async Task<IReadOnlyList<EventRow>> FindAllAsync(IEnumerable<string> payoutIds, CancellationToken cancellationToken)
    {
        var ids = payoutIds.Where(payoutId => Guid.TryParseExact(payoutId, "N", out var id) && IdOf(id) == payoutId).Select(payoutId => Guid.ParseExact(payoutId, "N")).ToArray();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = connection.Command(FindAll, ids);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return (await EventsAsync(row, cancellationToken)).ConvertAll(stored => stored.Row);
    }

    /// <summary>Deletes old events that are folded.</summary>
    public Task<int> PruneAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        MoveMarkAsync(database, Prune, [WholeMilliseconds.Ceiling(before), limit], cancellationToken);

    private static async Task<(EventPosition Pruned, EventPosition End)> EndsAsync(NpgsqlDataReader row, CancellationToken cancellationToken)
    {
        await row.ReadAsync(cancellationToken);
        var pruned = Position(row, 0);
        return (pruned, row.IsDBNull(3) ? pruned : Position(row, 3));
    }

    private static async Task<List<StoredEvent>> EventsAsync(NpgsqlDataReader row, CancellationToken cancellationToken)
    {
        var found = new List<StoredEvent>();
        while (await row.ReadAsync(cancellationToken))
        {
            found.Add(Event(row));
        }

        return found;
    }

    private static StoredEvent Event(NpgsqlDataReader row) => new(Position(row, 0), new EventRow
    {
        PayoutId = IdOf(row.GetGuid(3)),
        Version = row.GetInt64(4),
        Type = row.GetString(5),
        ClientId = row.GetString(6),
        Asset = row.GetString(7),
        Amount = row.GetDecimal(8),
        Was = Word<PayoutStatus>(row, 9),
        Status = EnumNames.To<PayoutStatus>(row.GetString(10)),
        Detail = Word<PayoutDetail>(row, 11),
        Reason = Word<PayoutReason>(row, 12),
        NeedsAttention = row.GetBoolean(13),
        At = row.GetFieldValue<DateTimeOffset>(14),
        Head = row.IsDBNull(15) ? null : row.GetString(15),
        Seal = row.IsDBNull(16) ? null : row.GetString(16),
    });

    private static EventPosition Position(NpgsqlDataReader row, int column) =>
        new(row.GetInt32(column), row.GetFieldValue<ulong>(column + 1), row.GetInt64(column + 2));

    private static T? Word<T>(NpgsqlDataReader row, int column)
        where T : struct, Enum => row.IsDBNull(column) ? null : EnumNames.To<T>(row.GetString(column));

    private static string IdOf(Guid id) => id.ToString("N", CultureInfo.InvariantCulture);
}
