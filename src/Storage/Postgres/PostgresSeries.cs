using System.Collections.Immutable;
using Npgsql;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Storage.Postgres;

/// <summary>
/// What entered each status by hour: kept by the fold that keeps the totals (<see cref="PostgresStatistics.Fold"/>), in
/// its transaction.
/// </summary>
internal sealed class PostgresSeries(NpgsqlDataSource database)
{
    /// <summary>
    /// The slices (<c>$4</c>: hour or day) of a client (<c>$1</c>), or of all, from <c>$2</c> until before <c>$3</c>, of
    /// an asset (<c>$5</c>) or of all if it is empty: what was folded and all that is visible after it, in one statement,
    /// and so in one snapshot. Folded hours are found one by one, since other clients' rows lie between them.
    /// </summary>
    public const string Read = $"""
        WITH tail AS MATERIALIZED (
            SELECT e.at, e.asset, e.status, coalesce(e.reason, '') AS reason, e.amount
            FROM events e
            WHERE {PostgresEvents.IsNotFolded} AND e.was IS DISTINCT FROM e.status AND ($1 = '{IClientGrain.AllClients}' OR e.client_id = $1)
                AND e.at >= $2 AND e.at < $3 AND ($5 = '' OR e.asset = $5)
        ), entries AS (
            SELECT hour AS at, asset, status, reason, count, amount FROM series
            WHERE hour = ANY(ARRAY(SELECT generate_series($2, $3 - interval '1 hour', interval '1 hour'))) AND client_id = $1 AND ($5 = '' OR asset = $5)
            UNION ALL SELECT at, asset, status, reason, 1, amount FROM tail
        )
        SELECT date_trunc($4, at, 'UTC'), asset, status, reason, sum(count)::bigint, trim_scale(sum(amount))::text
        FROM entries GROUP BY 1, 2, 3, 4
        """;

    /// <summary>Deletes at most <c>$2</c> rows of hours before <c>$1</c>, the oldest first.</summary>
    public const string Prune = "DELETE FROM series WHERE ctid = ANY(ARRAY(SELECT ctid FROM series WHERE hour < $1 ORDER BY hour LIMIT $2))";

    /// <summary>The part of a series at one moment, including what is not folded yet.</summary>
    public async Task<ImmutableArray<SeriesPoint>> ReadAsync(string clientId, SeriesQuery query, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = connection.Command(Read, clientId, query.From, query.To, EnumNames.Of(query.By), query.Asset ?? "");
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var sums = new SeriesSums(query);
        while (await row.ReadAsync(cancellationToken))
        {
            sums.Add(
                row.GetFieldValue<DateTimeOffset>(0), row.GetString(1), EnumNames.To<PayoutStatus>(row.GetString(2)),
                row.GetString(3) is { Length: > 0 } reason ? EnumNames.To<PayoutReason>(reason) : null, row.GetInt64(4), Sum.Parse(row.GetString(5)));
        }

        return sums.ToPoints();
    }

    /// <summary>Deletes at most <paramref name="limit"/> rows of hours before the one of a time.</summary>
    public async Task<int> PruneAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = connection.Command(Prune, SeriesStep.Hour.StartOf(before), limit);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
