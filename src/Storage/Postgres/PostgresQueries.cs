using System.Globalization;
using System.Text;
using Npgsql;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Payouts;

namespace Payouts.Storage.Postgres;

/// <summary>The statements that find payouts, each with an index that has them in order.</summary>
internal static class PostgresQueries
{
    /// <summary>The documents of those of these ids that exist.</summary>
    public const string Read = "SELECT id, body FROM payouts WHERE id = ANY($1)";

    /// <summary>Payouts of a shard that are due.</summary>
    public static NpgsqlCommand Due(NpgsqlDataSource database, int shard, DateTimeOffset now, int limit)
    {
        var command = database.CreateCommand($"""
            SELECT id FROM payouts WHERE shard = $1 AND next_action_at <= $2
            ORDER BY next_action_at, id LIMIT {limit.ToString(CultureInfo.InvariantCulture)}
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = (short)shard });
        command.Parameters.Add(new NpgsqlParameter { Value = WholeMilliseconds.Floor(now) });
        return command;
    }

    /// <summary>
    /// One page and one payout more, in the order of the query. Choosing the index that leaves the fewest rows to scan is not left
    /// to estimates: its first column is queried as a range and ordered by, so that no other index provides the order,
    /// and PostgreSQL is told not to sort (<see cref="PostgresConnection"/>).
    /// </summary>
    public static NpgsqlCommand Page(NpgsqlDataSource database, PayoutQuery query)
    {
        SinceOrder.Require(query);
        var command = database.CreateCommand();
        var first = FirstColumn(query);
        var isBySince = query.Order == PayoutOrder.Since;
        var conditions = isBySince ? BoundsBySince(query, Next) : Bounds(query, first, Next);
        foreach (var (column, value) in Texts(query).Where(text => text.Value is not null && text.Column != first))
        {
            conditions.Add($"{column} = {Next(value!)}");
        }

        if (query.HeleketTransactionId is not null)
        {
            // States what the ranges cannot prove: that the partial index has all the rows.
            conditions.Add("heleket_transaction_id IS NOT NULL");
        }

        conditions.AddRange(Lookups(query, Next));
        if (query.NeedsAttention is { } needsAttention)
        {
            // A literal, because a parameter could not prove that the partial index has all the rows.
            conditions.Add(needsAttention ? "needs_attention" : "NOT needs_attention");
        }

        // The limit is a literal too: for a parameter a prepared plan assumes a tenth of all rows.
        var order = isBySince ? $"{PostgresLookups.Since}, id" : $"{(first is null ? "" : $"{first} DESC, ")}created_at DESC, id DESC";
        command.CommandText = $"""
            SELECT body FROM payouts
            {(conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions))}
            ORDER BY {order} LIMIT {(query.Limit + 1).ToString(CultureInfo.InvariantCulture)}
            """;
        return command;

        string Next(object value)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
            return string.Create(CultureInfo.InvariantCulture, $"${command.Parameters.Count}");
        }
    }

    // Stated for the same reason; and for a hash that is not hexadecimal, the condition that its index cannot check:
    // same case.
    private static IEnumerable<string> Lookups(PayoutQuery query, Func<object, string> next)
    {
        if (query.Reference is not null)
        {
            yield return PostgresLookups.HasReference;
        }

        if (query.Txid is { } txid)
        {
            yield return PostgresLookups.HasTxid;
            if (!LookupKeys.IsHex(txid))
            {
                yield return $"{PostgresLookups.Txid} = {next(txid)}";
            }
        }
    }

    // Where the index scan begins and ends. One bound each way: given two, PostgreSQL begins at the one that it finds
    // first.
    private static List<string> Bounds(PayoutQuery query, string? first, Func<object, string> next)
    {
        var value = first is null ? null : next(Texts(query).First(text => text.Column == first).Value!);
        var (column, place) = first is null ? ("", "") : ($"{first}, ", $"{value}, ");
        var bounds = new List<string>();
        if (query.After is { } after)
        {
            bounds.Add($"({column}created_at, id) < ({place}{next(WholeMilliseconds.Floor(after.At))}, {next(after.Id)})");
        }

        if (query.CreatedTo is { } to)
        {
            var end = next(WholeMilliseconds.Ceiling(to));
            bounds.Add(query.After is null ? $"({column}created_at) < ({place}{end})" : $"created_at < {end}");
        }

        if (first is not null && bounds.Count == 0)
        {
            bounds.Add($"{first} <= {value}");
        }

        if (query.CreatedFrom is { } from)
        {
            bounds.Add($"({column}created_at) >= ({place}{next(WholeMilliseconds.Ceiling(from))})");
        }
        else if (first is not null)
        {
            bounds.Add($"{first} >= {value}");
        }

        return bounds;
    }

    // Only the partial indexes have this order. The detail is a literal too, and so proves that its index has all the
    // rows; without an own place in the order it leaves the choice to the condition.
    private static List<string> BoundsBySince(PayoutQuery query, Func<object, string> next)
    {
        var bounds = new List<string>();
        if (query.After is { } after)
        {
            bounds.Add($"({PostgresLookups.Since}, id) > ({next(SinceOrder.Text(after.At))}, {next(after.Id)})");
        }

        if (query.CreatedTo is { } to)
        {
            bounds.Add($"created_at < {next(WholeMilliseconds.Ceiling(to))}");
        }

        if (query.CreatedFrom is { } from)
        {
            bounds.Add($"created_at >= {next(WholeMilliseconds.Ceiling(from))}");
        }

        if (query.Detail is { } detail)
        {
            bounds.Add($"detail = '{EnumNames.Of(detail)}'");
        }

        return bounds;
    }

    private static string? FirstColumn(PayoutQuery query) => query switch
    {
        { Order: PayoutOrder.Since } => null,
        { HeleketTransactionId: not null } => "heleket_transaction_id",
        { Txid: not null } => PostgresLookups.TxidInAnyCase,
        { Reference: not null } => PostgresLookups.Reference,
        { ClientId: not null } => "client_id",
        { NeedsAttention: true } => null,
        { Status: not null } => "status",
        _ => null,
    };

    private static (string Column, string? Value)[] Texts(PayoutQuery query) =>
    [
        ("client_id", query.ClientId),
        ("status", query.Status is { } status ? EnumNames.Of(status) : null),
        ("detail", query is { Detail: { } detail, Order: PayoutOrder.Newest } ? EnumNames.Of(detail) : null),
        ("asset", query.Asset),
        ("network", query.Network),
        ("origin", query.Origin is { } origin ? EnumNames.Of(origin) : null),
        ("heleket_transaction_id", LookupKeys.Uuid(query.HeleketTransactionId)),
        (PostgresLookups.TxidInAnyCase, query.Txid is { } txid ? AsciiLower(txid) : null),
        (PostgresLookups.Reference, query.Reference),
    ];

    // As lower() does under the "C" collation.
    private static string AsciiLower(string text) => string.Create(text.Length, text, static (lower, text) => Ascii.ToLower(text, lower, out _));
}
