using System.Text.Json;
using Microsoft.Data.Sqlite;
using Payouts.Grains.Payouts;

namespace Payouts.Storage.Sqlite;

/// <summary>Reads rows whole, for the audit.</summary>
internal static class SqliteRows
{
    private const string Columns = """
        SELECT id, document, seq, version, client_id, idempotency_key, asset, network, amount, status, detail, origin,
               reference, heleket_transaction_id, txid, needs_attention, created_at, next_action_at, account, accepted_at, settled_at, funds_since
        FROM payouts
        """;

    /// <summary>Rows in the order of their ids.</summary>
    public static IReadOnlyList<StoredPayout> After(SqliteConnection connection, string id, int limit)
    {
        using var command = connection.Command($"{Columns} WHERE id > $id ORDER BY id LIMIT $limit", ("$id", id), ("$limit", limit));
        return Rows(command);
    }

    /// <summary>The rows with these ids.</summary>
    public static IReadOnlyList<StoredPayout> Of(SqliteConnection connection, IEnumerable<string> ids)
    {
        using var command = connection.Command($"{Columns} WHERE id IN (SELECT value FROM json_each($ids))", ("$ids", JsonSerializer.Serialize(ids)));
        return Rows(command);
    }

    private static List<StoredPayout> Rows(SqliteCommand command)
    {
        using var row = command.ExecuteReader();
        var found = new List<StoredPayout>();
        while (row.Read())
        {
            found.Add(RowColumns.Read(row.GetString(0), row.GetString(1), state => Compare(row, state)));
        }

        return found;
    }

    private static IEnumerable<(string Column, bool IsSame)> Compare(SqliteDataReader row, PayoutState state)
    {
        var payout = state.Payout;
        foreach (var (column, value) in RowColumns.Texts(state))
        {
            yield return (column, Is(column, value));
        }

        yield return ("reference", Is("reference", payout.Request.Reference));
        yield return ("txid", Is("txid", LookupKeys.Txid(payout.Txid)));
        yield return ("amount", Is("amount", SqliteCommands.Text(payout.Request.Amount)));
        yield return ("version", Is("version", payout.Version));
        yield return ("needs_attention", Is("needs_attention", payout.NeedsAttention ? 1L : 0L));
        yield return ("created_at", Is("created_at", payout.CreatedAt.ToUnixTimeMilliseconds()));
        yield return ("next_action_at", Is("next_action_at", state.NextActionAt?.ToUnixTimeMilliseconds()));
        yield return ("seq", SqliteOrder.IsPlaceOf(row.GetInt64(2), payout.CreatedAt, payout.Id));
        var times = RowColumns.Times(state);
        var isOlder = times.All(time => row[time.Column] is DBNull);
        foreach (var (column, time) in times)
        {
            yield return (column, isOlder || Is(column, time?.ToUnixTimeMilliseconds()));
        }

        bool Is(string column, object? value) => row[column] is var stored && (stored is DBNull ? value is null : Equals(stored, value));
    }
}
