using Microsoft.Data.Sqlite;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Storage.Sqlite;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Sqlite;

/// <summary>
/// A log that belongs to another file is rejected before SQLite replays it (docs/adr/0019).
/// </summary>
public sealed class SqliteLogTests : IAsyncLifetime
{
    private readonly LoggedStore _log = new();

    public ValueTask InitializeAsync() => _log.OpenAsync();

    public ValueTask DisposeAsync() => _log.DisposeAsync();

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task A_backup_under_the_log_of_a_later_state_is_refused_and_once_the_log_is_moved_it_is_what_it_was(BackupKind kind, int logsLater, bool isRestored)
    {
        if (isRestored)
        {
            await _log.RestoreFromAsync(kind);
        }

        await _log.NextLogAsync();
        await _log.WriteAsync(20);
        var backup = await _log.BackupAsync(kind);
        var held = _log.Written;
        for (var i = 0; i < logsLater; i++)
        {
            await _log.NextLogAsync();
        }

        // After an orderly stop the backup is the file itself: bit for bit the same until the first checkpoint.
        await _log.WriteAsync(300);
        using var crashed = new CrashedFile(_log.FilePath);
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
        await _log.NextLogAsync();
        await _log.WriteAsync(20);
        using var crashed = new CrashedFile(_log.FilePath);
        await _log.NextLogAsync();
        crashed.Replace(await _log.BackupAsync(kind));

        await crashed.RefusalAsync();
    }

    [Theory]
    [InlineData(BackupKind.Pages)]
    [InlineData(BackupKind.Vacuum)]
    [InlineData(BackupKind.Stopped)]
    public async Task The_log_of_another_database_is_refused(BackupKind kind)
    {
        await _log.WriteAsync(20);
        using var crashed = new CrashedFile(_log.FilePath);
        var other = new SqliteFile();
        await using (var store = (SqlitePayoutStore)await other.OpenAsync())
        {
            await store.WriteAsync([new PayoutWrite(A.Payout("of another"), 0, [])], CancellationToken.None);
        }

        var backup = _log.NewBackupPath();
        Backups.Make(kind, other.FilePath, backup);
        await other.DisposeAsync();
        crashed.Replace(backup);

        await crashed.RefusalAsync();
    }

    [Fact]
    public async Task A_log_without_its_file_is_refused()
    {
        await _log.WriteAsync(20);
        using var crashed = new CrashedFile(_log.FilePath);

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
        await _log.WriteAsync(20);
        using var crashed = new CrashedFile(_log.FilePath);
        var backup = await _log.BackupAsync(BackupKind.Pages);
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
        await _log.WriteAsync(20);
        var backup = await _log.BackupAsync(BackupKind.Pages);
        await _log.WriteAsync(300);
        using var crashed = new CrashedFile(_log.FilePath);
        using (var log = File.OpenWrite(crashed.Log))
        {
            log.SetLength(log.Length / 2);
        }

        using var foreign = new CrashedFile(crashed.Database);
        foreign.Replace(backup);

        await foreign.RefusalAsync();
        Assert.InRange(await crashed.CountAsync(), 0, _log.Written - 1);
    }
}
