using Microsoft.Data.Sqlite;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Storage.Sqlite;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Sqlite;

/// <summary>The file itself: who may open it, and which files are rejected.</summary>
public sealed class SqliteFileTests : IAsyncLifetime
{
    private readonly SqliteFile _file = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    [Fact]
    public async Task A_second_store_on_the_file_is_refused_with_the_setting_and_the_file_named()
    {
        await using var first = await OpenAsync();
        await using var second = new SqlitePayoutStore(_file.ConnectionString);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => second.InitializeAsync(CancellationToken.None));

        Assert.Contains("ConnectionStrings__Payouts", exception.Message, StringComparison.Ordinal);
        Assert.Contains(_file.FilePath, exception.Message, StringComparison.Ordinal);
        await InsertAsync(first, "still works");
    }

    [Fact]
    public async Task The_file_is_free_again_once_its_store_is_disposed()
    {
        await using (var first = await OpenAsync())
        {
            await InsertAsync(first, "k");
        }

        await using var second = await OpenAsync();
        Assert.NotNull(await second.ReadAsync(A.Id("c-1", "k"), CancellationToken.None));
    }

    [Fact]
    public async Task A_disposed_store_answers_nothing_more()
    {
        var store = await OpenAsync();
        await InsertAsync(store, "k");
        await store.DisposeAsync();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.ReadAsync(A.Id("c-1", "k"), CancellationToken.None));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => InsertAsync(store, "late"));
    }

    [Theory]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=file:shared?mode=memory")]
    [InlineData("Data Source=shared;Mode=Memory")]
    [InlineData("Cache=Private")]
    public void A_database_that_is_no_file_is_refused(string connectionString)
    {
        var exception = Assert.Throws<ArgumentException>(() => new SqlitePayoutStore(connectionString));

        Assert.Contains("ConnectionStrings__Payouts", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_of_a_newer_release_is_refused_and_left_as_it_is()
    {
        await using (var store = await OpenAsync())
        {
            await InsertAsync(store, "k");
        }

        SetVersion(1000);
        await using (var store = new SqlitePayoutStore(_file.ConnectionString))
        {
            var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => store.InitializeAsync(CancellationToken.None));
            Assert.Contains("newer release", exception.Message, StringComparison.Ordinal);
        }

        SetVersion(5);
        await using var same = await OpenAsync();
        Assert.NotNull(await same.ReadAsync(A.Id("c-1", "k"), CancellationToken.None));
    }

    [Fact]
    public void Every_commit_reaches_the_disk_before_it_is_acknowledged()
    {
        using var database = new SqliteDatabase(_file.ConnectionString);
        database.Open();

        var connection = database.Write(writer => writer.Connection);
        using var mode = connection.Command("PRAGMA journal_mode");
        Assert.Equal("wal", mode.ExecuteScalar());
        Assert.Equal(2, connection.Scalar("PRAGMA synchronous"));
    }

    [Fact]
    public void Where_nothing_can_be_written_a_probe_fails_and_a_read_does_not()
    {
        using var database = new SqliteDatabase(_file.ConnectionString);
        database.Open();
        database.Write(writer => writer.Connection.Execute("PRAGMA query_only = ON"));

        var refused = Assert.Throws<SqliteException>(() => database.Write(writer => writer.Probe()));

        Assert.Equal(SQLitePCL.raw.SQLITE_READONLY, refused.SqliteErrorCode);
        Assert.Null(database.Read(reader => reader.ReadDocument("k")));
    }

    [Fact]
    public async Task A_batch_that_fails_writes_nothing_and_the_next_one_works()
    {
        await using var store = await OpenAsync();
        var good = A.Payout("good");
        var broken = A.Payout("broken").With(payout => payout with { Request = payout.Request with { Network = null! } });

        await Assert.ThrowsAnyAsync<Exception>(() => store.WriteAsync([new(good, 0, []), new(broken, 0, [])], CancellationToken.None));

        Assert.Null(await store.ReadAsync(good.Payout.Id, CancellationToken.None));
        await InsertAsync(store, "good");
    }

    private async Task<SqlitePayoutStore> OpenAsync() => (SqlitePayoutStore)await _file.OpenAsync();

    private static async Task InsertAsync(SqlitePayoutStore store, string key) =>
        Assert.Equal([WriteOutcome.Written], await store.WriteAsync([new PayoutWrite(A.Payout(key), 0, [])], CancellationToken.None));

    private void SetVersion(int version) => Run($"PRAGMA user_version = {version}");

    private void Run(string sql)
    {
        using var connection = new SqliteConnection($"{_file.ConnectionString};Pooling=False");
        connection.Open();
        connection.Execute(sql);
    }
}
