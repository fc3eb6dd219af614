using Npgsql;
using Payouts.Grains.Payouts;
using Payouts.Harness;
using Payouts.Storage.Postgres;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Postgres;

/// <summary>The tables of a server that had seen many transactions, in one that has seen few.</summary>
public sealed class PostgresRestoreTests
{
    private const string Age = "DO $$ BEGIN FOR i IN 1..5000 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$";

    [Fact]
    public async Task After_a_dump_is_restored_into_a_younger_server_readers_and_folds_go_on_where_they_were()
    {
        Assert.SkipWhen(PostgresServer.Binaries is null, "PostgreSQL is not installed here.");
        await using var old = await PostgresServer.StartNewAsync();
        await using var young = await PostgresServer.StartNewAsync();
        await PostgresForTests.ExecuteAsync(old.ConnectionString, Age);
        await using var before = await OpenAsync(old);
        await InsertAsync(before, "a");
        await InsertAsync(before, "b");
        await InsertAsync(before, "c");
        Assert.Equal(2, await before.FoldStatsAsync(2, CancellationToken.None));
        var read = await before.ReadEventsAsync(null, 1, CancellationToken.None);
        await using (await OpenAsync(old))
        {
            Assert.Equal(0, await EpochAsync(old));
        }

        await CopyAsync(old, young);
        await using var after = await OpenAsync(young);
        await InsertAsync(after, "d");
        await using (await OpenAsync(young))
        {
        }

        await InsertAsync(after, "e");
        var rest = await after.ReadEventsAsync(read.Next, 10, CancellationToken.None);

        Assert.Equal(1, await EpochAsync(young));
        Assert.Equal(new[] { "b", "c", "d", "e" }.Select(key => A.Id("c-1", key)), rest.Events.Select(stored => stored.Row.PayoutId));
        Assert.True(rest.Events[2].Position.Transaction < rest.Events[1].Position.Transaction, "The other server is no younger.");
        await PostgresRecount.AssertIsWhatIsCountedAsync(after, young.ConnectionString);
        Assert.Equal(3, await after.FoldStatsAsync(10, CancellationToken.None));
        await PostgresRecount.AssertIsWhatIsCountedAsync(after, young.ConnectionString);
        Assert.Equal(5, await after.PruneEventsAsync(A.Start.AddDays(1), 10, CancellationToken.None));
    }

    private static async Task<PostgresPayoutStore> OpenAsync(PostgresServer server)
    {
        var store = new PostgresPayoutStore(server.ConnectionString);
        await store.InitializeAsync(CancellationToken.None);
        return store;
    }

    private static async Task InsertAsync(PostgresPayoutStore store, string key) =>
        Assert.Equal([WriteOutcome.Written], await store.WriteAsync([PayoutWrite.Of(null, A.Payout(key))], CancellationToken.None));

    private static async Task<int> EpochAsync(PostgresServer server)
    {
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        return (await PostgresRecount.ReadAsync(database, "SELECT epoch FROM events_marks", row => row.GetInt32(0)))[0];
    }

    private static async Task CopyAsync(PostgresServer from, PostgresServer to)
    {
        var dump = Path.Combine(Path.GetTempPath(), $"payouts-{Guid.NewGuid():N}.sql");
        try
        {
            await Tool.RunAsync(Path.Combine(PostgresServer.Binaries!, "pg_dump"), ["--file", dump, "--dbname", Uri(from)]);
            await Tool.RunAsync(Path.Combine(PostgresServer.Binaries!, "psql"), ["--quiet", "--set", "ON_ERROR_STOP=1", "--file", dump, Uri(to)]);
        }
        finally
        {
            File.Delete(dump);
        }
    }

    private static string Uri(PostgresServer server)
    {
        var settings = new NpgsqlConnectionStringBuilder(server.ConnectionString);
        return $"postgresql://{settings.Username}@{settings.Host}:{settings.Port}/{settings.Database}";
    }
}
