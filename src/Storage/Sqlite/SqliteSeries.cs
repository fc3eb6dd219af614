using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Storage.Sqlite;

/// <summary>The hours of the series: kept by the fold that keeps the totals, in its transaction (docs/adr/0027).</summary>
internal static class SqliteSeries
{
    /// <summary>
    /// The rows of a client in a range of hours, hour by hour: the table's order begins with the hour, so that a fold
    /// writes, and pruning deletes, neighbours.
    /// </summary>
    public const string ReadSql = """
        WITH RECURSIVE hours (hour) AS (VALUES ($from) UNION ALL SELECT hour + 3600000 FROM hours WHERE hour + 3600000 < $to)
        SELECT series.hour, asset, status, reason, count, amount
        FROM hours CROSS JOIN series ON series.hour = hours.hour AND series.client_id = $client_id
        """;

    public const string PruneSql = """
        DELETE FROM series WHERE (hour, client_id, asset, status, reason) IN (
            SELECT hour, client_id, asset, status, reason FROM series WHERE hour < $before ORDER BY hour LIMIT $limit
        )
        """;

    private const string FindSql = "SELECT count || ' ' || amount FROM series WHERE hour = ? AND client_id = ? AND asset = ? AND status = ? AND reason = ?";

    private const string PutSql = "INSERT OR REPLACE INTO series (hour, client_id, asset, status, reason, count, amount) VALUES (?, ?, ?, ?, ?, ?, ?)";

    // In a primary key of SQLite's, NULL would differ from NULL.
    private const string NoReason = "";

    /// <summary>The part of a client's series, within the caller's snapshot.</summary>
    /// <param name="connection">In a transaction.</param>
    /// <param name="clientId">The client, or all.</param>
    /// <param name="query">The part.</param>
    /// <param name="tail">The events of the client that are not folded.</param>
    public static ImmutableArray<SeriesPoint> Read(SqliteConnection connection, string clientId, SeriesQuery query, IEnumerable<SqliteChange> tail)
    {
        var sums = new SeriesSums(query);
        using var command = connection.Command(
            ReadSql, ("$from", query.From.ToUnixTimeMilliseconds()), ("$to", query.To.ToUnixTimeMilliseconds()), ("$client_id", clientId));
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            sums.Add(row.GetTime(0), row.GetString(1), EnumNames.To<PayoutStatus>(row.GetString(2)), Reason(row.GetString(3)), row.GetInt64(4), Sum.Parse(row.GetString(5)));
        }

        foreach (var change in tail.Where(change => change.IsEntry))
        {
            sums.Add(change.At, change.Asset, change.Status, change.Reason, 1, change.Amount);
        }

        return sums.ToPoints();
    }

    /// <summary>Adds events to the hours of their clients and of all, within the caller's transaction.</summary>
    public static void Fold(SqliteConnection connection, IEnumerable<SqliteChange> changes)
    {
        using var find = new SqliteStatement(connection, FindSql);
        using var put = new SqliteStatement(connection, PutSql);
        var entries = changes.Where(change => change.IsEntry)
            .SelectMany(change => SeriesSums.CountedFor(change.ClientId), (change, client) => (ClientId: client, Change: change));
        foreach (var same in entries.GroupBy(entry => (Hour: SeriesStep.Hour.StartOf(entry.Change.At), entry.ClientId, entry.Change.Asset, entry.Change.Status, entry.Change.Reason)))
        {
            var (hour, status, reason) = (same.Key.Hour.ToUnixTimeMilliseconds(), EnumNames.Of(same.Key.Status), EnumNames.Of(same.Key.Reason) ?? NoReason);
            var (count, amount) = (0L, default(Sum));
            if (find.Bind(hour).Bind(same.Key.ClientId).Bind(same.Key.Asset).Bind(status).Bind(reason).RunForText() is { } stored)
            {
                var space = stored.IndexOf(' ', StringComparison.Ordinal);
                (count, amount) = (long.Parse(stored.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture), Sum.Parse(stored[(space + 1)..]));
            }

            (count, amount) = same.Aggregate((count, amount), (sum, entry) => (sum.count + 1, sum.amount + entry.Change.Amount));
            put.Bind(hour).Bind(same.Key.ClientId).Bind(same.Key.Asset).Bind(status).Bind(reason).Bind(count).Bind(amount.ToString()).Run();
        }
    }

    /// <summary>Deletes at most <paramref name="limit"/> rows of hours before the one of a time.</summary>
    public static int Prune(SqliteConnection connection, DateTimeOffset before, int limit) => connection.Execute(
        PruneSql, ("$before", SeriesStep.Hour.StartOf(before).ToUnixTimeMilliseconds()), ("$limit", limit));

    private static PayoutReason? Reason(string word) => word == NoReason ? null : EnumNames.To<PayoutReason>(word);
}
