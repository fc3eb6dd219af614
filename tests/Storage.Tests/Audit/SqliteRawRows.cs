using System.Text;
using Microsoft.Data.Sqlite;
using Payouts.Storage.Tests.Contract;
using Payouts.Storage.Tests.Sqlite;

namespace Payouts.Storage.Tests.Audit;

/// <summary>In the file, beside the process that has it.</summary>
public sealed class SqliteRawRows : RawRows
{
    private readonly SqliteFile _file = new();

    public override StoreDatabase Database => _file;

    public override string ConnectionString => _file.ConnectionString;

    public override Task<Flip?> FlipPayoutAsync(Random random) => FlipAsync("payouts", "seq", random, null);

    public override Task<Flip?> FlipEventAsync(Random random, int number) => FlipAsync("events", "position", random, number);

    public override async Task<object> TakeAsync(string id)
    {
        await using var connection = Open();
        return Values(connection, "payouts", $"id = '{id}'").Single();
    }

    public override async Task PutAsync(string id, object row)
    {
        await DeleteAsync(id);
        await using var connection = Open();
        var values = (IReadOnlyList<(string Name, object? Value)>)row;
        await using var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO payouts ({string.Join(", ", values.Select(value => value.Name))}) VALUES ({string.Join(", ", values.Select(value => $"${value.Name}"))})";
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue($"${name}", value ?? DBNull.Value);
        }

        await command.ExecuteNonQueryAsync();
    }

    public override Task DeleteAsync(string id) => RunAsync($"DELETE FROM payouts WHERE id = '{id}'");

    public override Task DeleteEventsAsync(string id) => RunAsync($"DELETE FROM events WHERE payout = (SELECT seq FROM payouts WHERE id = '{id}')");

    // Read whole before anything is written: a statement of SQLite's sees the rows that it has altered.
    public override Task SwapAsync(string one, string other) => RunAsync($"""
        CREATE TEMP TABLE swapped AS SELECT id, document FROM payouts WHERE id IN ('{one}', '{other}');
        UPDATE payouts SET document = (SELECT s.document FROM swapped AS s WHERE s.id <> payouts.id) WHERE id IN ('{one}', '{other}');
        """);

    private async Task<Flip?> FlipAsync(string table, string key, Random random, int? number)
    {
        await using var connection = Open();
        var rows = Values(connection, table, "true");
        var row = rows[number ?? random.Next(rows.Count)];
        var (name, value) = row.Where(column => column.Value is not null and not "").ToArray() is var set ? set[random.Next(set.Length)] : default;
        var at = row.Single(column => column.Name == key).Value!;
        object flipped = value is long integer ? integer ^ (1L << random.Next(63)) : Flipped(random, Encoding.UTF8.GetBytes((string)value!));
        try
        {
            Set(connection, table, key, at, name, flipped);
        }
        catch (SqliteException)
        {
            return null;
        }

        return new($"{table}.{name}", () =>
        {
            using var again = Open();
            Set(again, table, key, name == key ? flipped : at, name, value is string text ? Encoding.UTF8.GetBytes(text) : value!);
            return Task.CompletedTask;
        });
    }

    private static void Set(SqliteConnection connection, string table, string key, object at, string name, object value)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"UPDATE {table} SET {name} = {(value is byte[]? "CAST($value AS TEXT)" : "$value")} WHERE {key} = $at";
        command.Parameters.AddWithValue("$value", value);
        command.Parameters.AddWithValue("$at", at);
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    private static List<List<(string Name, object? Value)>> Values(SqliteConnection connection, string table, string where)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table} WHERE {where} ORDER BY 1";
        using var row = command.ExecuteReader();
        var rows = new List<List<(string, object?)>>();
        while (row.Read())
        {
            rows.Add([.. Enumerable.Range(0, row.FieldCount).Select(i => (row.GetName(i), row.IsDBNull(i) ? null : row.GetValue(i)))]);
        }

        return rows;
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = Open();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"{_file.ConnectionString};Pooling=False");
        connection.Open();
        return connection;
    }
}
