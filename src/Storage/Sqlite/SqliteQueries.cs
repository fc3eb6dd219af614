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

    // A payout is never deleted, so a cursor's own row says exactly where its page begins. It is missing only after the
    // restore of an older backup. One upper bound, because of two SQLite would begin at either.
    private const string Bounds =
        "seq >= $from AND seq < min($to, coalesce((SELECT at.seq FROM payouts AS at WHERE at.id = $after), $missing))";

    /// <summary>One page and one payout more, newest first.</summary>
    public static SqliteCommand Page(SqliteConnection connection, PayoutQuery query)
    {
        var command = connection.CreateCommand();
        var conditions = new List<string>();

        void Where(string condition, params ReadOnlySpan<(string Name, object? Value)> values)
        {
            conditions.Add(condition);
            foreach (var (name, value) in values)
            {
                command.Parameters.AddWithValue(name, value);
            }
        }

        void WhenGiven(object? value, string column)
        {
            if (value is not null)
            {
                Where($"{column} = ${column}", ($"${column}", value));
            }
        }

        WhenGiven(query.ClientId, "client_id");
        WhenGiven(query.Status is { } status ? EnumNames.Of(status) : null, "status");
        WhenGiven(query.Detail is { } detail ? EnumNames.Of(detail) : null, "detail");
        WhenGiven(query.Asset, "asset");
        WhenGiven(query.Network, "network");
        WhenGiven(query.Origin is { } origin ? EnumNames.Of(origin) : null, "origin");
        WhenGiven(query.Reference, "reference");
        WhenGiven(LookupKeys.Uuid(query.HeleketTransactionId), "heleket_transaction_id");
        WhenGiven(LookupKeys.Txid(query.Txid), "txid");
        if (query.NeedsAttention is { } needsAttention)
        {
            // A literal, because a parameter could not prove to SQLite that the partial index has all the rows.
            Where(needsAttention ? "needs_attention = 1" : "needs_attention = 0");
        }

        Where(
            Bounds,
            ("$from", query.CreatedFrom is { } from ? SqliteOrder.From(WholeMilliseconds.Ceiling(from)) : long.MinValue),
            ("$to", query.CreatedTo is { } to ? SqliteOrder.From(WholeMilliseconds.Ceiling(to)) : long.MaxValue),
            ("$after", (object?)query.After?.Id ?? DBNull.Value),
            ("$missing", query.After is { } after ? SqliteOrder.After(after) : long.MaxValue));
        command.Parameters.AddWithValue("$limit", query.Limit + 1);
        command.CommandText = $"""
            SELECT document FROM payouts {IndexFor(query)}
            WHERE {string.Join(" AND ", conditions)}
            ORDER BY seq DESC LIMIT $limit
            """;
        return command;
    }

    // The index that leaves the fewest rows to scan; without one, the rows lie in the order of the list. SQLite has no statistics to choose by.
    private static string IndexFor(PayoutQuery query) => query switch
    {
        { HeleketTransactionId: not null } => "INDEXED BY payouts_heleket",
        { Txid: not null } => "INDEXED BY payouts_txid",
        { Reference: not null } => "INDEXED BY payouts_reference",
        { ClientId: not null } => "INDEXED BY payouts_client",
        { NeedsAttention: true } => "INDEXED BY payouts_attention",
        { Status: not null } => "INDEXED BY payouts_status",
        _ => "NOT INDEXED",
    };
}
