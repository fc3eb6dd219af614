using Npgsql;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Storage.Postgres;

/// <summary>
/// Totals of the events up to a mark, and the events after it (docs/adr/0027). Counts and sums are PostgreSQL's own:
/// numeric has no limit that amounts could reach, and no rounding.
/// </summary>
internal sealed class PostgresStatistics(NpgsqlDataSource database)
{
    /// <summary>
    /// The totals of a client (<c>$1</c>), or of all: what was folded and all that is visible after it, in one
    /// statement, and so in one snapshot. The last row, without an asset, has the number of payouts and their times.
    /// </summary>
    public const string Read = $"""
        WITH tail AS MATERIALIZED (
            SELECT e.asset, e.was, e.status, e.amount, e.at
            FROM events e
            WHERE {PostgresEvents.IsNotFolded} AND e.was IS DISTINCT FROM e.status AND ($1 = '{IClientGrain.AllClients}' OR e.client_id = $1)
        ), moves AS (
            SELECT asset, status, count, amount FROM totals WHERE client_id = $1
            UNION ALL SELECT asset, status, 1, amount FROM tail
            UNION ALL SELECT asset, was, -1, -amount FROM tail WHERE was IS NOT NULL
        ), counted AS (
            SELECT payouts, first_at, last_at FROM clients WHERE client_id = $1
            UNION ALL SELECT 1, at, at FROM tail WHERE was IS NULL
        )
        SELECT asset, status, sum(count)::bigint, trim_scale(sum(amount))::text, NULL::timestamptz, NULL::timestamptz FROM moves GROUP BY asset, status
        UNION ALL
        SELECT NULL, NULL, sum(payouts)::bigint, NULL, min(first_at), max(last_at) FROM counted
        """;

    /// <summary>
    /// Adds at most <c>$1</c> events to the totals of their clients and of all, and to the hours in which they happened
    /// (<see cref="PostgresSeries"/>), and moves the mark to the last of them.
    /// They are read below the horizon: a transaction that is still running may yet add events above it only. A total
    /// that has come to zero stays, for the next payout.
    /// </summary>
    public const string Fold = $"""
        WITH taken AS MATERIALIZED (
            SELECT e.epoch, e.xid, e.position, e.client_id, e.asset, e.amount, e.was, e.status, e.reason, e.at
            FROM events e WHERE {PostgresEvents.IsNotFolded} AND {PostgresEvents.IsBelowTheHorizon}
            ORDER BY e.epoch, e.xid, e.position LIMIT $1
        ), moves AS (
            SELECT client_id, asset, status, 1 AS count, amount FROM taken WHERE was IS DISTINCT FROM status
            UNION ALL SELECT client_id, asset, was, -1, -amount FROM taken WHERE was <> status
        ), totaled AS (
            INSERT INTO totals AS t (client_id, asset, status, count, amount)
            SELECT coalesce(client_id, '{IClientGrain.AllClients}'), asset, status, sum(count), trim_scale(sum(amount))
            FROM moves GROUP BY GROUPING SETS ((client_id, asset, status), (asset, status))
            ON CONFLICT (client_id, asset, status) DO UPDATE SET count = t.count + excluded.count, amount = trim_scale(t.amount + excluded.amount)
        ), counted AS (
            INSERT INTO clients AS c (client_id, payouts, first_at, last_at)
            SELECT coalesce(client_id, '{IClientGrain.AllClients}'), count(*), min(at), max(at)
            FROM taken WHERE was IS NULL GROUP BY GROUPING SETS ((client_id), ()) HAVING count(*) > 0
            ON CONFLICT (client_id) DO UPDATE
            SET payouts = c.payouts + excluded.payouts, first_at = least(c.first_at, excluded.first_at), last_at = greatest(c.last_at, excluded.last_at)
        ), entries AS (
            SELECT date_trunc('hour', at, 'UTC') AS hour, client_id, asset, status, coalesce(reason, '') AS reason, amount
            FROM taken WHERE was IS DISTINCT FROM status
        ), entered AS (
            INSERT INTO series AS s (hour, client_id, asset, status, reason, count, amount)
            SELECT hour, coalesce(client_id, '{IClientGrain.AllClients}'), asset, status, reason, count(*), trim_scale(sum(amount))
            FROM entries GROUP BY GROUPING SETS ((hour, client_id, asset, status, reason), (hour, asset, status, reason))
            ON CONFLICT (hour, client_id, asset, status, reason) DO UPDATE SET count = s.count + excluded.count, amount = trim_scale(s.amount + excluded.amount)
        ), moved AS (
            UPDATE events_marks SET folded_epoch = last.epoch, folded_xid = last.xid, folded_position = last.position
            FROM (SELECT epoch, xid, position FROM taken ORDER BY epoch DESC, xid DESC, position DESC LIMIT 1) last
        )
        SELECT count(*)::integer FROM taken
        """;

    /// <summary>The totals at one moment, including what is not folded yet.</summary>
    public async Task<ClientStats> ReadAsync(string clientId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = connection.Command(Read, clientId);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var totals = new Totals();
        while (await row.ReadAsync(cancellationToken))
        {
            if (!row.IsDBNull(0))
            {
                totals.Load(new StatusTotal(row.GetString(0), EnumNames.To<PayoutStatus>(row.GetString(1)), row.GetInt64(2), Sum.Parse(row.GetString(3))));
            }
            else if (!row.IsDBNull(2))
            {
                totals.Load(row.GetInt64(2), row.GetFieldValue<DateTimeOffset>(4), row.GetFieldValue<DateTimeOffset>(5));
            }
        }

        return totals.ToStats(clientId);
    }

    /// <summary>Folds at most <paramref name="limit"/> events in one transaction, which waits for no writer.</summary>
    /// <returns>The number of events folded.</returns>
    public Task<int> FoldAsync(int limit, CancellationToken cancellationToken) => PostgresEvents.MoveMarkAsync(database, Fold, [limit], cancellationToken);
}
