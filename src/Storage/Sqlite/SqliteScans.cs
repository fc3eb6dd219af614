using System.Text.Json;
using Microsoft.Data.Sqlite;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Sqlite;

/// <summary>Reads payouts in the order of one of their times, and many by their ids.</summary>
internal static class SqliteScans
{
    // A payout is never deleted and its row never moves, so the row of the position says exactly where the page begins. It
    // is missing only after the restore of an older backup.
    private const string AfterItsRow =
        "seq >= max($from, coalesce((SELECT at.seq + 1 FROM payouts AS at WHERE at.id = $after), $missing)) AND seq < $to ORDER BY seq LIMIT $limit";

    public const string Created = $"SELECT document FROM payouts NOT INDEXED WHERE {AfterItsRow}";

    public const string CreatedOfClient = $"SELECT document FROM payouts INDEXED BY payouts_client WHERE client_id = $client AND {AfterItsRow}";

    public const string Accepted = """
        SELECT document FROM payouts INDEXED BY payouts_accepted
        WHERE account = $account AND (accepted_at, id) > ($at, $after) AND accepted_at < $to ORDER BY accepted_at, id LIMIT $limit
        """;

    public const string Settled = """
        SELECT document FROM payouts INDEXED BY payouts_settled
        WHERE account = $account AND (settled_at, id) > ($at, $after) AND settled_at < $to ORDER BY settled_at, id LIMIT $limit
        """;

    public const string Funds = """
        SELECT document FROM payouts INDEXED BY payouts_funds
        WHERE account = $account AND asset = $asset AND (funds_since, id) > ($at, $after) AND funds_since < $to ORDER BY funds_since, id LIMIT $limit
        """;

    public const string FundsAmounts = """
        SELECT network, amount FROM payouts INDEXED BY payouts_funds WHERE account = $account AND asset = $asset AND funds_since IS NOT NULL
        """;

    public const string Many = "SELECT document FROM payouts WHERE id IN (SELECT value FROM json_each($ids))";

    public const string ByHeleket = """
        SELECT document FROM payouts INDEXED BY payouts_heleket
        WHERE heleket_transaction_id IN (SELECT value FROM json_each($ids)) AND heleket_transaction_id IS NOT NULL
        """;

    /// <summary>One page.</summary>
    public static SqliteCommand Page(SqliteConnection connection, PayoutScan scan)
    {
        scan.Require();
        return scan.By == PayoutTime.Created ? ByCreation(connection, scan) : ByTime(connection, scan);
    }

    /// <summary>The payouts with these ids, or uuids.</summary>
    public static SqliteCommand Of(SqliteConnection connection, string sql, IEnumerable<string?> ids) =>
        connection.Command(sql, ("$ids", JsonSerializer.Serialize(ids)));

    /// <summary>See <see cref="IPayoutStore.SumFundsAsync"/>. SQLite has no exact sum of decimals: it is made here.</summary>
    public static IReadOnlyList<FundsSum> SumFunds(SqliteConnection connection, string account, string asset)
    {
        using var command = connection.Command(FundsAmounts, ("$account", account), ("$asset", asset));
        using var rows = command.ExecuteReader();
        var sums = new FundsSums();
        while (rows.Read())
        {
            sums.Add(rows.GetString(0), Sum.Parse(rows.GetString(1)));
        }

        return sums.ToList();
    }

    private static SqliteCommand ByCreation(SqliteConnection connection, PayoutScan scan)
    {
        var command = connection.Command(
            scan.ClientId is null ? Created : CreatedOfClient,
            ("$from", SqliteOrder.From(scan.Begin.At)),
            ("$after", scan.After?.Id),
            ("$missing", scan.After is { } after ? SqliteOrder.After(after) : long.MinValue),
            ("$to", SqliteOrder.From(scan.End)),
            ("$limit", scan.Limit));
        if (scan.ClientId is { } client)
        {
            command.Parameters.AddWithValue("$client", client);
        }

        return command;
    }

    private static SqliteCommand ByTime(SqliteConnection connection, PayoutScan scan)
    {
        var command = connection.Command(
            scan.By switch { PayoutTime.Accepted => Accepted, PayoutTime.Settled => Settled, _ => Funds },
            ("$account", scan.Account),
            ("$at", scan.Begin.At.ToUnixTimeMilliseconds()),
            ("$after", scan.Begin.Id),
            ("$to", scan.End.ToUnixTimeMilliseconds()),
            ("$limit", scan.Limit));
        if (scan.Asset is { } asset)
        {
            command.Parameters.AddWithValue("$asset", asset);
        }

        return command;
    }
}
