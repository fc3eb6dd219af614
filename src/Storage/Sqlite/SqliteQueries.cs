using Microsoft.Data.Sqlite;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Storage.Sqlite;

/// <summary>The statements that find payouts, each naming its index.</summary>
internal static class SqliteQueries
{
    public const string Due = """
        SELECT id FROM payouts INDEXED BY payouts_due
        WHERE shard = $shard AND next_action_at <= $now
        ORDER BY next_action_at, id LIMIT $limit
        """;

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

        if (query.CreatedFrom is { } from)
        {
            Where("created_at >= $from", ("$from", WholeMilliseconds.Ceiling(from).ToUnixTimeMilliseconds()));
        }

        if (query.CreatedTo is { } to)
        {
            Where("created_at < $to", ("$to", WholeMilliseconds.Ceiling(to).ToUnixTimeMilliseconds()));
        }

        if (query.After is { } after)
        {
            Where("(created_at, id) < ($at, $id)", ("$at", after.CreatedAt.ToUnixTimeMilliseconds()), ("$id", after.Id));
        }

        command.Parameters.AddWithValue("$limit", query.Limit + 1);
        command.CommandText = $"""
            SELECT document FROM payouts INDEXED BY {IndexFor(query)}
            {(conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions))}
            ORDER BY created_at DESC, id DESC LIMIT $limit
            """;
        return command;
    }

    // The index that leaves the fewest rows to scan. SQLite has no statistics to choose by.
    private static string IndexFor(PayoutQuery query) => query switch
    {
        { HeleketTransactionId: not null } => "payouts_heleket",
        { Txid: not null } => "payouts_txid",
        { Reference: not null } => "payouts_reference",
        { ClientId: not null } => "payouts_client",
        { NeedsAttention: true } => "payouts_attention",
        { Status: not null } => "payouts_status",
        _ => "payouts_created",
    };
}
