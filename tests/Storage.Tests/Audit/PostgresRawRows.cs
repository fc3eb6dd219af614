using System.Text;
using Npgsql;
using Payouts.Storage.Tests.Contract;
using Payouts.Storage.Tests.Postgres;

namespace Payouts.Storage.Tests.Audit;

/// <summary>In the server's tables; values are altered as the text that the server shows of them.</summary>
public sealed class PostgresRawRows : RawRows
{
    private readonly PostgresDatabase _database = new();

    public override StoreDatabase Database => _database;

    public override string ConnectionString => _database.ConnectionString;

    public override Task<Flip?> FlipPayoutAsync(Random random) => FlipAsync("payouts", random, null);

    public override Task<Flip?> FlipEventAsync(Random random, int number) => FlipAsync("events", random, number);

    public override async Task<object> TakeAsync(string id) => (await TextsAsync($"SELECT row(p.*)::text FROM payouts p WHERE id = '{id}'")).Single()[0]!;

    public override async Task PutAsync(string id, object row)
    {
        await DeleteAsync(id);
        await RunAsync("INSERT INTO payouts SELECT ($1::text::payouts).*", (string)row);
    }

    public override Task DeleteAsync(string id) => RunAsync($"DELETE FROM payouts WHERE id = '{id}'");

    public override Task DeleteEventsAsync(string id) => RunAsync($"DELETE FROM events WHERE payout_id = '{id}'");

    public override Task SwapAsync(string one, string other) => RunAsync($"""
        UPDATE payouts SET body = (SELECT body FROM payouts AS p WHERE p.id = CASE payouts.id WHEN '{one}' THEN '{other}' ELSE '{one}' END)
        WHERE id IN ('{one}', '{other}')
        """);

    private async Task<Flip?> FlipAsync(string table, Random random, int? number)
    {
        var columns = await TextsAsync(
            $"SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped AND attname <> 'position'");
        var (name, type) = columns[random.Next(columns.Count)] is [var column, var kind] ? (column!, kind!) : default;
        var order = table == "events" ? "epoch, xid, position" : "id";
        var rows = await TextsAsync($"SELECT ctid::text, {name}::text FROM {table} ORDER BY {order}");
        var row = rows[number ?? random.Next(rows.Count)];
        if (row[1] is not { Length: > 0 } value)
        {
            return null;
        }

        // The server's text is UTF-8: what is none, it refuses.
        var flipped = Flipped(random, Encoding.UTF8.GetBytes(value));
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(flipped);
            var at = (await TextsAsync($"UPDATE {table} SET {name} = $1::{type} WHERE ctid = '{row[0]}' RETURNING ctid::text", text)).Single()[0];
            return new($"{table}.{name}", () => RunAsync($"UPDATE {table} SET {name} = $1::{type} WHERE ctid = '{at}'", value));
        }
        catch (Exception exception) when (exception is PostgresException or ArgumentException)
        {
            return null;
        }
    }

    private async Task<List<string?[]>> TextsAsync(string sql, params string[] values)
    {
        await using var source = NpgsqlDataSource.Create(_database.ConnectionString);
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await using var row = await command.ExecuteReaderAsync();
        var rows = new List<string?[]>();
        while (await row.ReadAsync())
        {
            rows.Add([.. Enumerable.Range(0, row.FieldCount).Select(i => row.IsDBNull(i) ? null : row.GetString(i))]);
        }

        return rows;
    }

    private async Task RunAsync(string sql, params string[] values) => await TextsAsync(sql, values);
}
