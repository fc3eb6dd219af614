using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Harness;
using Payouts.Storage.Tests.Postgres;
using Payouts.Storage.Tests.Sqlite;

namespace Payouts.Storage.Tests.Stored;

/// <summary>Every column of every table, byte for byte as it was (<see cref="GoldenFile"/>).</summary>
[Collection(PostgresAlone.Name)]
public sealed class RowsGoldenTests
{
    private const string About = "Rows: of each state as it is inserted, and of the one that follows as it is updated; then the totals that are folded of them. A document is the same as in documents.txt.";

    [Fact]
    public async Task A_row_of_SQLite_is_written_as_it_always_was()
    {
        await using var file = new SqliteFile();
        var store = await file.OpenAsync();
        await using var close = (IAsyncDisposable)store;
        await using var connection = new SqliteConnection($"{file.ConnectionString};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var text = new StoredText(About);
        text.Title("The schema");
        await text.RowsAsync(connection, "SELECT type || ' ' || name AS name, coalesce(sql, '-') AS sql FROM sqlite_schema ORDER BY rowid");
        await WriteAsync(store, connection, text);
        text.Title("The events, and how far they are folded");
        await text.RowsAsync(connection, "SELECT * FROM events ORDER BY position");
        await text.RowsAsync(connection, "SELECT * FROM feed");
        text.Title("The hours of the series");
        await text.RowsAsync(connection, "SELECT * FROM series ORDER BY hour, client_id, asset, status, reason");
        text.Check("sqlite.txt");
    }

    [Fact]
    public async Task A_row_of_PostgreSQL_is_written_as_it_always_was()
    {
        await using var database = new PostgresDatabase();
        await database.CreateAsync();
        var store = await database.OpenAsync();
        await using var close = (IAsyncDisposable)store;
        await using var connection = new NpgsqlConnection($"{database.ConnectionString};Pooling=false;Timezone=UTC");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var text = new StoredText(About);
        await WriteAsync(store, connection, text);
        text.Title("The events; which transactions wrote them is chance");
        await text.RowsAsync(connection, """
            SELECT epoch, position, payout_id::text, version, type, client_id, asset, amount, was, status, detail, reason, needs_attention, at
            FROM events ORDER BY epoch, xid, position
            """);
        text.Title("The hours of the series");
        await text.RowsAsync(connection, "SELECT * FROM series ORDER BY hour, client_id, asset, status, reason");
        text.Check("postgres.txt");
    }

    /// <summary>All states, and then the next state of each.</summary>
    private static async Task WriteAsync(IPayoutStore store, DbConnection connection, StoredText text)
    {
        var written = GoldenStates.All.Select(example => (example.Title, Write: PayoutWrite.Of(null, example.State))).ToList();
        await WriteAsync(store, connection, text, "inserted", written);
        var next = GoldenStates.All.Select(example => (example.Title, Write: PayoutWrite.Of(example.State, GoldenStates.Following(example.State)))).ToList();
        await WriteAsync(store, connection, text, "updated", next);
    }

    private static async Task WriteAsync(IPayoutStore store, DbConnection connection, StoredText text, string how, List<(string Title, PayoutWrite Write)> writes)
    {
        var outcomes = await store.WriteAsync([.. writes.Select(write => write.Write)], TestContext.Current.CancellationToken);
        Assert.All(outcomes, outcome => Assert.Equal(WriteOutcome.Written, outcome));
        foreach (var (title, write) in writes)
        {
            text.Title($"{title}, {how}");
            await text.RowsAsync(connection, $"SELECT * FROM payouts WHERE id = '{write.State.Payout.Id}'");
        }

        var events = writes.Sum(write => write.Write.Events.Length);
        Assert.Equal(events, await store.FoldStatsAsync(events, TestContext.Current.CancellationToken));

        text.Title($"The totals, {how}");
        await text.RowsAsync(connection, "SELECT * FROM clients ORDER BY client_id");
        await text.RowsAsync(connection, "SELECT * FROM totals ORDER BY client_id, asset, status");
    }
}
