using Microsoft.Data.Sqlite;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Storage.Sqlite;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Sqlite;

/// <summary>
/// A log that belongs to another file is rejected before SQLite replays it; a log left by a crash, at any moment, is
/// not (docs/adr/0019).
/// </summary>
public sealed class SqliteLogTests : IAsyncLifetime
{
    private readonly SqliteFile _file = new();
    private readonly TestBackups _backups = new();
    private SqlitePayoutStore _store = null!;
    private int _written;

    public async ValueTask InitializeAsync() => _store = (SqlitePayoutStore)await _file.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _file.DisposeAsync();
        _backups.Dispose();
    }

    [Fact]
    public async Task A_crash_after_any_commit_of_several_logs_loses_nothing()
    {
        var logs = new HashSet<uint?>();
        await _store.ProbeAsync(CancellationToken.None);
        while (logs.Count < 3)
        {
            await WriteAsync(256);
            using var crashed = new CrashedFile(_file.FilePath);
            logs.Add(SqliteLogFile.Read(crashed.Log)!.Mark);

            Assert.Equal(_written, await crashed.CountAsync());
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
        await NextLogAsync();
        await WriteAsync(500);
        using var crashed = new CrashedFile(_file.FilePath);
        crashed.Checkpoint(pages);
        File.Delete(crashed.Index);

        Assert.Equal(_written, await crashed.CountAsync());
    }

    [Fact]
    public async Task A_crash_before_the_first_write_is_none_and_what_an_older_release_left_is_its_own()
    {
        using var crashed = new CrashedFile(_file.FilePath);
        Assert.Null(SqliteLogFile.Read(crashed.Log)!.Mark);
        await using var store = await crashed.OpenAsync();

        await store.ProbeAsync(CancellationToken.None);

        Assert.NotNull(SqliteLogFile.Read(crashed.Log)!.Mark);
    }

    [Fact]
    public async Task A_log_that_another_program_began_by_its_checkpoint_is_not_refused()
    {
        await WriteAsync(300);
        using (var other = new SqliteConnection($"{_file.ConnectionString};Pooling=False"))
        {
            other.Open();
            other.Execute("PRAGMA wal_checkpoint(RESTART); CREATE TABLE notes (note TEXT); INSERT INTO notes VALUES ('x')");
        }

        await WriteAsync(1);
        using var crashed = new CrashedFile(_file.FilePath);

        Assert.Equal(_written, await crashed.CountAsync());
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task A_backup_under_the_log_of_a_later_state_is_refused_and_once_the_log_is_moved_it_is_what_it_was(BackupKind kind, int logsLater, bool isRestored)
    {
        if (isRestored)
        {
            await RestoreFromAsync(kind);
        }

        await NextLogAsync();
        await WriteAsync(20);
        var backup = await BackupAsync(kind);
        var held = _written;
        for (var i = 0; i < logsLater; i++)
        {
            await NextLogAsync();
        }

        // After an orderly stop the backup is the file itself: bit for bit the same until the first checkpoint.
        await WriteAsync(300);
        using var crashed = new CrashedFile(_file.FilePath);
        crashed.Replace(backup);

        var sentence = await crashed.RefusalAsync();

        Assert.Contains($"move '{crashed.Log}' and '{crashed.Index}' away", sentence, StringComparison.Ordinal);
        Assert.Contains("docs/operations.md", sentence, StringComparison.Ordinal);
        File.Delete(crashed.Log);
        File.Delete(crashed.Index);
        Assert.Equal(held, await crashed.CountAsync());
    }

    public static TheoryData<BackupKind, int, bool> Foreign()
    {
        var cases = new TheoryData<BackupKind, int, bool>();
        foreach (var isRestored in new[] { false, true })
        {
            foreach (var logs in new[] { 0, 1, 2 })
            {
                cases.Add(BackupKind.Pages, logs, isRestored);
                cases.Add(BackupKind.Vacuum, logs, isRestored);
            }

            cases.Add(BackupKind.Stopped, 2, isRestored);
        }

        return cases;
    }

    [Theory]
    [InlineData(BackupKind.Pages)]
    [InlineData(BackupKind.Vacuum)]
    [InlineData(BackupKind.Stopped)]
    public async Task A_newer_backup_under_an_older_log_is_refused(BackupKind kind)
    {
        await NextLogAsync();
        await WriteAsync(20);
        using var crashed = new CrashedFile(_file.FilePath);
        await NextLogAsync();
        crashed.Replace(await BackupAsync(kind));

        await crashed.RefusalAsync();
    }

    [Theory]
    [InlineData(BackupKind.Pages)]
    [InlineData(BackupKind.Vacuum)]
    [InlineData(BackupKind.Stopped)]
    public async Task The_log_of_another_database_is_refused(BackupKind kind)
    {
        await WriteAsync(20);
        using var crashed = new CrashedFile(_file.FilePath);
        var other = new SqliteFile();
        await using (var store = (SqlitePayoutStore)await other.OpenAsync())
        {
            await store.WriteAsync([new PayoutWrite(A.Payout("of another"), 0)], CancellationToken.None);
        }

        var backup = _backups.NewPath();
        Backups.Make(kind, other.FilePath, backup);
        await other.DisposeAsync();
        crashed.Replace(backup);

        await crashed.RefusalAsync();
    }

    [Fact]
    public async Task A_log_without_its_file_is_refused()
    {
        await WriteAsync(20);
        using var crashed = new CrashedFile(_file.FilePath);

        File.WriteAllBytes(crashed.Database, []);
        await crashed.RefusalAsync();
        File.Delete(crashed.Database);
        await crashed.RefusalAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_shared_memory_beside_it_changes_nothing(bool isThere)
    {
        await WriteAsync(20);
        using var crashed = new CrashedFile(_file.FilePath);
        var backup = await BackupAsync(BackupKind.Pages);
        if (!isThere)
        {
            File.Delete(crashed.Index);
        }

        crashed.Replace(backup);

        await crashed.RefusalAsync();
    }

    [Fact]
    public async Task A_log_that_is_cut_is_its_files_own_up_to_there_and_still_not_anothers()
    {
        await WriteAsync(20);
        var backup = await BackupAsync(BackupKind.Pages);
        await WriteAsync(300);
        using var crashed = new CrashedFile(_file.FilePath);
        using (var log = File.OpenWrite(crashed.Log))
        {
            log.SetLength(log.Length / 2);
        }

        using var foreign = new CrashedFile(crashed.Database);
        foreign.Replace(backup);

        await foreign.RefusalAsync();
        Assert.InRange(await crashed.CountAsync(), 0, _written - 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(100_000)]
    public async Task A_log_of_nothing_or_of_garbage_is_ignored_as_sqlite_ignores_it(int bytes)
    {
        await WriteAsync(20);
        var backup = await BackupAsync(BackupKind.Pages);
        var held = _written;
        using var crashed = new CrashedFile(_file.FilePath);
        crashed.Replace(backup);
        File.WriteAllBytes(crashed.Log, [.. Enumerable.Range(0, bytes).Select(i => (byte)(i * 7))]);
        File.Delete(crashed.Index);

        Assert.Equal(held, await crashed.CountAsync());
    }

    private async Task<string> BackupAsync(BackupKind kind)
    {
        var backup = _backups.NewPath();
        if (kind == BackupKind.Stopped)
        {
            await _store.DisposeAsync();
            Backups.Make(kind, _file.FilePath, backup);
            _store = (SqlitePayoutStore)await _file.OpenAsync();
        }
        else
        {
            Backups.Make(kind, _file.FilePath, backup);
        }

        return backup;
    }

    /// <summary>Continues with a database that is itself a backup.</summary>
    private async Task RestoreFromAsync(BackupKind kind)
    {
        await WriteAsync(20);
        var backup = await BackupAsync(kind);
        await _store.DisposeAsync();
        File.Copy(backup, _file.FilePath, overwrite: true);
        _store = (SqlitePayoutStore)await _file.OpenAsync();
    }

    /// <summary>
    /// Makes a new log begin: the store does so once all of the old one is in the file, whoever wrote it there.
    /// </summary>
    private async Task NextLogAsync()
    {
        await WriteAsync(1);
        var mark = SqliteLogFile.Read(_file.FilePath + "-wal")!.Mark;
        using var other = new SqliteConnection($"{_file.ConnectionString};Pooling=False");
        other.Open();
        other.Execute("PRAGMA wal_checkpoint(PASSIVE)");
        await WriteAsync(1);
        Assert.NotEqual(mark, SqliteLogFile.Read(_file.FilePath + "-wal")!.Mark);
    }

    private async Task WriteAsync(int payouts)
    {
        var batch = Enumerable.Range(_written, payouts).Select(i => new PayoutWrite(A.Payout($"k{i}"), 0)).ToList();
        Assert.All(await _store.WriteAsync(batch, CancellationToken.None), outcome => Assert.Equal(WriteOutcome.Written, outcome));
        _written += payouts;
    }

    private sealed class TestBackups : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("payouts-backups-").FullName;
        private int _made;

        public string NewPath() => Path.Combine(_folder, $"{_made++}.db");

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }
}
