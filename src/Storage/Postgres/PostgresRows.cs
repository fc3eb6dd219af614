using Npgsql;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Payouts;
using Payouts.Grains.Sweeping;

namespace Payouts.Storage.Postgres;

/// <summary>Reads rows whole, for the audit.</summary>
internal sealed class PostgresRows(NpgsqlDataSource database)
{
    private const string Columns = """
        SELECT id, body, version, client_id, idempotency_key, asset, network, amount, status, detail, origin,
               heleket_transaction_id, needs_attention, created_at, next_action_at, shard,
               account, accepted_at, settled_at, funds_since
        FROM payouts
        """;

    /// <summary>Rows in the order of their ids.</summary>
    public Task<IReadOnlyList<StoredPayout>> AfterAsync(string id, int limit, CancellationToken cancellationToken) =>
        ReadAsync($"{Columns} WHERE id > $1 ORDER BY id LIMIT $2", [id, limit], cancellationToken);

    /// <summary>The rows with these ids.</summary>
    public Task<IReadOnlyList<StoredPayout>> OfAsync(IEnumerable<string> ids, CancellationToken cancellationToken) =>
        ReadAsync($"{Columns} WHERE id = ANY($1)", [ids.ToArray()], cancellationToken);

    private async Task<IReadOnlyList<StoredPayout>> ReadAsync(string sql, object[] values, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = connection.Command(sql, values);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<StoredPayout>();
        while (await row.ReadAsync(cancellationToken))
        {
            found.Add(RowColumns.Read(row.GetString(0), row.GetString(1), state => Compare(row, state)));
        }

        return found;
    }

    private static IEnumerable<(string Column, bool IsSame)> Compare(NpgsqlDataReader row, PayoutState state)
    {
        var payout = state.Payout;
        foreach (var (column, value) in RowColumns.Texts(state))
        {
            yield return (column, Is(column, value));
        }

        yield return ("amount", Is("amount", payout.Request.Amount));
        yield return ("version", Is("version", payout.Version));
        yield return ("needs_attention", Is("needs_attention", payout.NeedsAttention));
        yield return ("created_at", IsAt("created_at", payout.CreatedAt));
        yield return ("next_action_at", IsAt("next_action_at", state.NextActionAt));
        yield return ("shard", Is("shard", (short)Shards.Of(payout.Id)));
        var times = RowColumns.Times(state);
        var isOlder = times.All(time => row[time.Column] is DBNull);
        foreach (var (column, time) in times)
        {
            yield return (column, isOlder || IsAt(column, time));
        }

        bool Is(string column, object? value) => row[column] is var stored && (stored is DBNull ? value is null : Equals(stored, value));

        bool IsAt(string column, DateTimeOffset? time) => Is(column, time is { } at ? WholeMilliseconds.Floor(at).UtcDateTime : null);
    }
}
