using Microsoft.Data.Sqlite;
using Payouts.Grains.Payouts;
using Payouts.Storage.Sqlite;

namespace Payouts.Scale;

/// <summary>SQLite files in a folder of their own.</summary>
internal sealed class SqliteServer : Server
{
    private readonly string _folder = Directory.CreateTempSubdirectory("payouts-million-").FullName;
    private readonly List<SqlitePayoutStore> _stores = [];

    /// <inheritdoc/>
    public override async Task<string> DescribeAsync()
    {
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();
        return $"SQLite {connection.ServerVersion}";
    }

    /// <inheritdoc/>
    public override async Task<IPayoutStore> CreateAsync(string name)
    {
        var store = new SqlitePayoutStore($"Data Source={FileOf(name)}");
        _stores.Add(store);
        await store.InitializeAsync(CancellationToken.None);
        return store;
    }

    /// <inheritdoc/>
    public override async Task SettleAsync(string name)
    {
        await using var connection = await ConnectAsync(name);
        connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <inheritdoc/>
    public override Task<string> SizeAsync(string name) => Task.FromResult(Megabytes(new FileInfo(FileOf(name)).Length));

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<(string Call, string Plan)>> PlansAsync(string name, Target target)
    {
        await using var connection = await ConnectAsync(name);
        (string Call, SqliteCommand Command)[] commands =
        [
            ("get by id", connection.Command(SqliteReader.ReadSql)),
            .. Lists(target).Select(list => (list.Call, SqliteQueries.Page(connection, list.Query))),
            ("due in a shard", connection.Command(SqliteQueries.Due, ("$shard", 1), ("$now", 1L), ("$limit", 50))),
            ("stats of a client", connection.Command(SqliteStatistics.TailOfOne, ("$client_id", ""))),
            ("stats of all", connection.Command(SqliteStatistics.Tail, ("$limit", -1))),
            ("events", connection.Command(SqliteEvents.PageSql, ("$after", 1L), ("$limit", 50))),
            ("update", connection.Command(SqliteWriter.UpdateSql)),
        ];
        return [.. commands.Select(command => (command.Call, Explain(command.Command)))];
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static string Explain(SqliteCommand command)
    {
        using var explain = command;
        explain.CommandText = "EXPLAIN QUERY PLAN " + explain.CommandText;
        using var reader = explain.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
        {
            lines.Add(reader.GetString(3));
        }

        return string.Join('\n', lines);
    }

    private async Task<SqliteConnection> ConnectAsync(string name)
    {
        var connection = new SqliteConnection($"Data Source={FileOf(name)};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    private string FileOf(string name) => Path.Combine(_folder, name + ".db");
}
