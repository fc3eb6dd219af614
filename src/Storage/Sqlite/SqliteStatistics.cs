using Microsoft.Data.Sqlite;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Storage.Sqlite;

/// <summary>Folded totals and the rows that are not folded yet (docs/adr/0006).</summary>
internal static class SqliteStatistics
{
    public const string UnfoldedClients =
        "SELECT DISTINCT client_id FROM payouts INDEXED BY payouts_unfolded WHERE counted_status IS NOT status LIMIT $limit";

    /// <summary>The totals of every client.</summary>
    public const string UnfoldedOfAll = """
        SELECT rowid, client_id, asset, amount, status, counted_status, created_at FROM payouts INDEXED BY payouts_unfolded
        WHERE counted_status IS NOT status LIMIT $limit
        """;

    /// <summary>The totals of one client.</summary>
    public const string UnfoldedOfOne = """
        SELECT rowid, client_id, asset, amount, status, counted_status, created_at FROM payouts INDEXED BY payouts_unfolded
        WHERE counted_status IS NOT status AND client_id = $client_id LIMIT $limit
        """;

    // To SQLite, -1 means no limit.
    private const long All = -1;

    /// <summary>The totals at one moment, including what is not folded yet.</summary>
    public static ClientStats Read(SqliteConnection connection, string clientId)
    {
        // Deferred: the first statement takes the snapshot that the others see too, and no writer is blocked.
        using var snapshot = connection.BeginTransaction(deferred: true);
        var totals = Load(connection, clientId);
        foreach (var (_, payout) in Unfolded(connection, clientId, All))
        {
            totals.Apply(payout);
        }

        return totals.ToStats(clientId);
    }

    /// <summary>Folds at most <paramref name="limit"/> payouts in one transaction.</summary>
    /// <returns>The number of payouts folded.</returns>
    public static int Fold(SqliteConnection connection, string clientId, int limit)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var unfolded = Unfolded(connection, clientId, limit).ToList();
        if (unfolded.Count == 0)
        {
            return 0;
        }

        foreach (var client in unfolded.Select(row => row.Payout).GroupBy(payout => payout.ClientId))
        {
            FoldInto(connection, client.Key, client);
        }

        FoldInto(connection, IClientGrain.AllClients, unfolded.Select(row => row.Payout));
        MarkCounted(connection, unfolded.Select(row => row.RowId));
        transaction.Commit();
        return unfolded.Count;
    }

    private static void FoldInto(SqliteConnection connection, string clientId, IEnumerable<UnfoldedPayout> payouts)
    {
        var totals = Load(connection, clientId);
        foreach (var payout in payouts)
        {
            totals.Apply(payout);
        }

        Save(connection, clientId, totals);
    }

    private static Totals Load(SqliteConnection connection, string clientId)
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

    private static void MarkCounted(SqliteConnection connection, IEnumerable<long> rowIds)
    {
        using var mark = connection.Command("UPDATE payouts SET counted_status = status WHERE rowid = $rowid", ("$rowid", 0L));
        foreach (var rowId in rowIds)
        {
            mark.Set("$rowid", rowId);
            mark.ExecuteNonQuery();
        }
    }

    private static IEnumerable<(long RowId, UnfoldedPayout Payout)> Unfolded(SqliteConnection connection, string clientId, long limit)
    {
        using var command = clientId == IClientGrain.AllClients
            ? connection.Command(UnfoldedOfAll, ("$limit", limit))
            : connection.Command(UnfoldedOfOne, ("$client_id", clientId), ("$limit", limit));
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var counted = row.IsDBNull(5) ? (PayoutStatus?)null : EnumNames.To<PayoutStatus>(row.GetString(5));
            yield return (
                row.GetInt64(0),
                new UnfoldedPayout(row.GetString(1), row.GetString(2), row.GetAmount(3), EnumNames.To<PayoutStatus>(row.GetString(4)), counted, row.GetTime(6)));
        }
    }
}
