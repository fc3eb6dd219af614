using Microsoft.Data.Sqlite;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Storage.Sqlite;

/// <summary>The statements that find payouts, each naming its index if it has one.</summary>
internal static class SqliteQueries
{
    public const string Due = $"""
        SELECT id FROM payouts INDEXED BY payouts_due
        WHERE next_action_at <= $now AND {SqliteOrder.ShardSql} = $shard
        ORDER BY next_action_at LIMIT $limit
        """;

    /// <summary>The range of the parked ones, after a place.</summary>
    public const string Parked = $"""
        SELECT next_action_at, id FROM payouts INDEXED BY payouts_due
        WHERE next_action_at >= $at AND (next_action_at, id) > ($at, $after) AND {SqliteOrder.ShardSql} = $shard
        ORDER BY next_action_at, id LIMIT $limit
        """;

    /// <summary>What is parked, a row each.</summary>
    public const string ParkedAmounts = """
        SELECT client_id, asset, network, amount FROM payouts INDEXED BY payouts_due WHERE next_action_at >= $begins
        """;

    /// <summary>How many wait for people. A literal: see <see cref="Page"/>.</summary>
    public const string CountWaiting = "SELECT count(*) FROM payouts INDEXED BY payouts_detail_since WHERE detail = 'awaiting_approval'";

    // A payout is never deleted, so a cursor's own row says exactly where its page begins. It is missing only after the
    // restore of an older backup. One upper bound, because of two SQLite would begin at either.
    private const string Bounds =
        "seq >= $from AND seq < min($to, coalesce((SELECT at.seq FROM payouts AS at WHERE at.id = $after), $missing))";

    // Here the cursor's row may be anywhere by now, or wait no longer: the position alone counts. The first bound is where
    // SQLite begins, which it does not take from a pair that has an expression.
    private const string BoundsBySince =
        $"{SqliteTables.Since} >= $since AND ({SqliteTables.Since}, id) > ($since, $after) AND seq >= $from AND seq < $to";

    /// <summary>One page and one payout more, in the order of the query.</summary>
    public static SqliteCommand Page(SqliteConnection connection, PayoutQuery query)
    {
        SinceOrder.Require(query);
        var command = connection.CreateCommand();
        var conditions = new List<string>();
        foreach (var (column, value) in Texts(query).Where(text => text.Value is not null))
        {
            conditions.Add($"{column} = ${column}");
            command.Parameters.AddWithValue($"${column}", value);
        }

        // Literals, because a parameter could not prove to SQLite that the partial index has all the rows.
        if (query.Detail is { } detail)
        {
            conditions.Add($"detail = '{EnumNames.Of(detail)}'");
        }

        if (query.NeedsAttention is { } needsAttention)
        {
            conditions.Add(needsAttention ? "needs_attention = 1" : "needs_attention = 0");
        }

        command.Parameters.AddWithValue("$from", query.CreatedFrom is { } from ? SqliteOrder.From(WholeMilliseconds.Ceiling(from)) : long.MinValue);
        command.Parameters.AddWithValue("$to", query.CreatedTo is { } to ? SqliteOrder.From(WholeMilliseconds.Ceiling(to)) : long.MaxValue);
        conditions.Add(query.Order == PayoutOrder.Since ? PlaceBySince(command, query) : Place(command, query));
        command.Parameters.AddWithValue("$limit", query.Limit + 1);
        command.CommandText = $"""
            SELECT document FROM payouts {IndexFor(query)}
            WHERE {string.Join(" AND ", conditions)}
            ORDER BY {(query.Order == PayoutOrder.Since ? $"{SqliteTables.Since}, id" : "seq DESC")} LIMIT $limit
            """;
        return command;
    }

    private static string Place(SqliteCommand command, PayoutQuery query)
    {
        command.Parameters.AddWithValue("$after", (object?)query.After?.Id ?? DBNull.Value);
        command.Parameters.AddWithValue("$missing", query.After is { } after ? SqliteOrder.After(after) : long.MaxValue);
        return Bounds;
    }

    private static string PlaceBySince(SqliteCommand command, PayoutQuery query)
    {
        command.Parameters.AddWithValue("$since", query.After is { } after ? SinceOrder.Text(after.At) : "");
        command.Parameters.AddWithValue("$after", query.After?.Id ?? "");
        return BoundsBySince;
    }

    private static (string Column, string? Value)[] Texts(PayoutQuery query) =>
    [
        ("client_id", query.ClientId),
        ("status", query.Status is { } status ? EnumNames.Of(status) : null),
        ("asset", query.Asset),
        ("network", query.Network),
        ("origin", query.Origin is { } origin ? EnumNames.Of(origin) : null),
        ("reference", query.Reference),
        ("heleket_transaction_id", LookupKeys.Uuid(query.HeleketTransactionId)),
        ("txid", LookupKeys.Txid(query.Txid)),
    ];

    // The index that leaves the fewest rows to scan; without one, the rows lie in the order of the list. SQLite has no statistics to choose by.
    private static string IndexFor(PayoutQuery query) => query switch
    {
        { Order: PayoutOrder.Since, NeedsAttention: true } => "INDEXED BY payouts_attention_since",
        { Order: PayoutOrder.Since } => "INDEXED BY payouts_detail_since",
        { HeleketTransactionId: not null } => "INDEXED BY payouts_heleket",
        { Txid: not null } => "INDEXED BY payouts_txid",
        { Reference: not null } => "INDEXED BY payouts_reference",
        { ClientId: not null } => "INDEXED BY payouts_client",
        { NeedsAttention: true } => "INDEXED BY payouts_attention",
        { Status: not null } => "INDEXED BY payouts_status",
        _ => "NOT INDEXED",
    };
}
