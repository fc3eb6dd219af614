using Microsoft.Data.Sqlite;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Storage.Sqlite;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Sqlite;

/// <summary>A store on a file whose logs a test looks at, with its backups.</summary>
internal sealed class LoggedStore : IAsyncDisposable
{
    private readonly SqliteFile _file = new();
    private readonly string _backups = Directory.CreateTempSubdirectory("payouts-backups-").FullName;
    private int _made;

    public SqlitePayoutStore Store { get; private set; } = null!;

    /// <summary>How many payouts it has.</summary>
    public int Written { get; private set; }

    public string FilePath => _file.FilePath;

    public string ConnectionString => _file.ConnectionString;

    public async ValueTask OpenAsync() => Store = (SqlitePayoutStore)await _file.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await _file.DisposeAsync();
        Directory.Delete(_backups, recursive: true);
    }

    /// <summary>Where a backup may go.</summary>
    public string NewBackupPath() => Path.Combine(_backups, $"{_made++}.db");

    /// <summary>Of that kind, as it is now.</summary>
    public async Task<string> BackupAsync(BackupKind kind)
    {
        var backup = NewBackupPath();
        if (kind == BackupKind.Stopped)
        {
            await Store.DisposeAsync();
            Backups.Make(kind, FilePath, backup);
            Store = (SqlitePayoutStore)await _file.OpenAsync();
        }
        else
        {
            Backups.Make(kind, FilePath, backup);
        }

        return backup;
    }

    /// <summary>Goes on with a database that was a backup itself.</summary>
    public async Task RestoreFromAsync(BackupKind kind)
    {
        await WriteAsync(20);
        var backup = await BackupAsync(kind);
        await Store.DisposeAsync();
        File.Copy(backup, FilePath, overwrite: true);
        Store = (SqlitePayoutStore)await _file.OpenAsync();
    }

    /// <summary>Has a new log begin: the store does so once all of the old one is in the file, whoever put it there.</summary>
    public async Task NextLogAsync()
    {
        await WriteAsync(1);
        var mark = SqliteLogFile.Read(FilePath + "-wal")!.Mark;
        using var other = new SqliteConnection($"{ConnectionString};Pooling=False");
        other.Open();
        other.Execute("PRAGMA wal_checkpoint(PASSIVE)");
        await WriteAsync(1);
        Assert.NotEqual(mark, SqliteLogFile.Read(FilePath + "-wal")!.Mark);
    }

    /// <summary>Stores so many more.</summary>
    public async Task WriteAsync(int payouts)
    {
        var batch = Enumerable.Range(Written, payouts).Select(i => PayoutWrite.Of(null, A.Payout($"k{i}"))).ToList();
        Assert.All(await Store.WriteAsync(batch, CancellationToken.None), outcome => Assert.Equal(WriteOutcome.Written, outcome));
        Written += payouts;
    }
}
