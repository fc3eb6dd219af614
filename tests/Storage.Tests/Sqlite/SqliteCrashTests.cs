using Microsoft.Data.Sqlite;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Storage.Sqlite;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Sqlite;

/// <summary>A crash, at whatever moment, is no reason to refuse a log (docs/adr/0019).</summary>
public sealed class SqliteCrashTests : IAsyncLifetime
{
    private readonly LoggedStore _log = new();

    public ValueTask InitializeAsync() => _log.OpenAsync();

    public ValueTask DisposeAsync() => _log.DisposeAsync();

    [Fact]
    public async Task A_crash_after_any_commit_of_several_logs_loses_nothing()
    {
        var logs = new HashSet<uint?>();
        await _log.Store.ProbeAsync(CancellationToken.None);
        while (logs.Count < 3)
        {
            await _log.WriteAsync(256);
            using var crashed = new CrashedFile(_log.FilePath);
            logs.Add(SqliteLogFile.Read(crashed.Log)!.Mark);

            Assert.Equal(_log.Written, await crashed.CountAsync());
        }

        Assert.DoesNotContain(null, logs);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    [InlineData(int.MaxValue)]
    public async Task A_checkpoint_that_is_cut_off_after_any_page_loses_nothing(int pages)
    {
        await _log.NextLogAsync();
        await _log.WriteAsync(500);
        using var crashed = new CrashedFile(_log.FilePath);
        crashed.Checkpoint(pages);
        File.Delete(crashed.Index);

        Assert.Equal(_log.Written, await crashed.CountAsync());
    }

    [Fact]
    public async Task A_crash_before_the_first_write_is_none_and_what_an_older_release_left_is_its_own()
    {
        using var crashed = new CrashedFile(_log.FilePath);
        Assert.Null(SqliteLogFile.Read(crashed.Log)!.Mark);
        await using var store = await crashed.OpenAsync();

        await store.ProbeAsync(CancellationToken.None);

        Assert.NotNull(SqliteLogFile.Read(crashed.Log)!.Mark);
    }

    [Fact]
    public async Task A_log_that_another_program_began_by_its_checkpoint_is_not_refused()
    {
        await _log.WriteAsync(300);
        using (var other = new SqliteConnection($"{_log.ConnectionString};Pooling=False"))
        {
            other.Open();
            other.Execute("PRAGMA wal_checkpoint(RESTART); CREATE TABLE notes (note TEXT); INSERT INTO notes VALUES ('x')");
        }

        await _log.WriteAsync(1);
        using var crashed = new CrashedFile(_log.FilePath);

        Assert.Equal(_log.Written, await crashed.CountAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(100_000)]
    public async Task A_log_of_nothing_or_of_garbage_is_ignored_as_sqlite_ignores_it(int bytes)
    {
        await _log.WriteAsync(20);
        var backup = await _log.BackupAsync(BackupKind.Pages);
        var held = _log.Written;
        using var crashed = new CrashedFile(_log.FilePath);
        crashed.Replace(backup);
        File.WriteAllBytes(crashed.Log, [.. Enumerable.Range(0, bytes).Select(i => (byte)(i * 7))]);
        File.Delete(crashed.Index);

        Assert.Equal(held, await crashed.CountAsync());
    }
}
