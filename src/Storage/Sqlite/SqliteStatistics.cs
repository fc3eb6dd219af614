using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Storage.Sqlite;

/// <summary>Folded totals and the events after them (docs/adr/0027).</summary>
internal static class SqliteStatistics
{
    /// <summary>The events that no total holds yet, in their order.</summary>
    public const string Tail = """
        SELECT position, client_id, asset, amount, was, status, reason, at FROM events
        WHERE position > (SELECT folded FROM feed) ORDER BY position LIMIT $limit
        """;

    /// <summary>
    /// Those of one client. It looks at all of them: folds keep them few, and an index would cost a page of the file a row.
    /// </summary>
    public const string TailOfOne = """
        SELECT position, client_id, asset, amount, was, status, reason, at FROM events
        WHERE position > (SELECT folded FROM feed) AND client_id = $client_id
        """;

    // To SQLite, -1 means no limit.
    private const long All = -1;

    /// <summary>The totals at one moment, including what is not folded yet.</summary>
    public static ClientStats Read(SqliteConnection connection, string clientId)
    {
        // Deferred: the first statement takes the snapshot that the others see too, and no writer is blocked.
        using var snapshot = connection.BeginTransaction(deferred: true);
        using var tail = TailOf(connection, clientId);
        return Load(connection, clientId, Changes(tail)).ToStats(clientId);
    }

    /// <summary>The part of a series at one moment, including what is not folded yet.</summary>
    public static ImmutableArray<SeriesPoint> ReadSeries(SqliteConnection connection, string clientId, SeriesQuery query)
    {
        using var snapshot = connection.BeginTransaction(deferred: true);
        using var tail = TailOf(connection, clientId);
        return SqliteSeries.Read(connection, clientId, query, Changes(tail));
    }

    /// <summary>Folds at most <paramref name="limit"/> events in one transaction.</summary>
    /// <returns>The number of events folded.</returns>
    public static int Fold(SqliteConnection connection, int limit)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        using var tail = connection.Command(Tail, ("$limit", limit));
        var changes = Changes(tail).ToList();
        if (changes.Count == 0)
        {
            return 0;
        }

        foreach (var client in changes.GroupBy(change => change.ClientId))
        {
            Save(connection, client.Key, Load(connection, client.Key, client));
        }

        Save(connection, IClientGrain.AllClients, Load(connection, IClientGrain.AllClients, changes));
        SqliteSeries.Fold(connection, changes);
        connection.Execute("UPDATE feed SET folded = $last", ("$last", changes[^1].Position));
        transaction.Commit();
        return changes.Count;
    }

    private static SqliteCommand TailOf(SqliteConnection connection, string clientId) => clientId == IClientGrain.AllClients
        ? connection.Command(Tail, ("$limit", All))
        : connection.Command(TailOfOne, ("$client_id", clientId));

    private static Totals Load(SqliteConnection connection, string clientId, IEnumerable<SqliteChange> changes)
    {
        var totals = new Totals();
        using var sums = connection.Command(
            "SELECT asset, status, count, amount FROM totals WHERE client_id = $client_id", ("$client_id", clientId));
        using var sum = sums.ExecuteReader();
        while (sum.Read())
        {
            totals.Load(new StatusTotal(sum.GetString(0), EnumNames.To<PayoutStatus>(sum.GetString(1)), sum.GetInt64(2), Sum.Parse(sum.GetString(3))));
        }

        using var clients = connection.Command(
            "SELECT payouts, first_at, last_at FROM clients WHERE client_id = $client_id", ("$client_id", clientId));
        using var client = clients.ExecuteReader();
        if (client.Read())
        {
            totals.Load(client.GetInt64(0), client.GetTime(1), client.GetTime(2));
        }

        foreach (var change in changes)
        {
            totals.Apply(change.Asset, change.Amount, change.Was, change.Status, change.At);
        }

        return totals;
    }

    private static void Save(SqliteConnection connection, string clientId, Totals totals)
    {
        foreach (var total in totals.Changed)
        {
            connection.Execute(
                total.Count == 0
                    ? "DELETE FROM totals WHERE client_id = $client_id AND asset = $asset AND status = $status"
                    : "INSERT OR REPLACE INTO totals (client_id, asset, status, count, amount) VALUES ($client_id, $asset, $status, $count, $amount)",
                ("$client_id", clientId),
                ("$asset", total.Asset),
                ("$status", EnumNames.Of(total.Status)),
                ("$count", total.Count),
                ("$amount", total.Amount.ToString()));
        }

        if (totals is { FirstAt: { } firstAt, LastAt: { } lastAt })
        {
            connection.Execute(
                "INSERT OR REPLACE INTO clients (client_id, payouts, first_at, last_at) VALUES ($client_id, $payouts, $first_at, $last_at)",
                ("$client_id", clientId),
                ("$payouts", totals.Payouts),
                ("$first_at", firstAt.ToUnixTimeMilliseconds()),
                ("$last_at", lastAt.ToUnixTimeMilliseconds()));
        }
    }

    private static IEnumerable<SqliteChange> Changes(SqliteCommand command)
    {
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            yield return new SqliteChange(
                row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetAmount(3), row.GetWord<PayoutStatus>(4), EnumNames.To<PayoutStatus>(row.GetString(5)),
                row.GetWord<PayoutReason>(6), row.GetTime(7));
        }
    }
}
