using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Payouts.Grains.Interfaces.Clients;
using Payouts.Storage.Sqlite;

namespace Payouts.Storage.Tests.Sqlite;

/// <summary>A database file and its companions, as a killed process left them, in a folder of their own.</summary>
internal sealed class CrashedFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("payouts-crashed-").FullName;

    /// <summary>
    /// Copies the files of an open store that nobody writes to: what <c>kill -9</c> would leave at this moment.
    /// </summary>
    public CrashedFile(string database)
    {
        foreach (var suffix in new[] { "", "-wal", "-shm" }.Where(suffix => File.Exists(database + suffix)))
        {
            File.Copy(database + suffix, Database + suffix);
        }
    }

    public string Database => Path.Combine(_folder, "payouts.db");

    public string Log => Database + "-wal";

    public string Index => Database + "-shm";

    /// <summary>What an operator does who knows nothing about write-ahead logs.</summary>
    public void Replace(string backup) => File.Copy(backup, Database, overwrite: true);

    /// <summary>Opens it like a host that starts.</summary>
    public async Task<SqlitePayoutStore> OpenAsync()
    {
        var store = new SqlitePayoutStore($"Data Source={Database}");
        try
        {
            await store.InitializeAsync(CancellationToken.None);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>How many payouts it has once it is opened.</summary>
    public async Task<long> CountAsync()
    {
        await using var store = await OpenAsync();
        return (await store.ReadStatsAsync(IClientGrain.AllClients, CancellationToken.None)).Payouts;
    }

    /// <summary>Fails to open it, and checks that nothing was changed.</summary>
    /// <returns>The error.</returns>
    public async Task<string> RefusalAsync()
    {
        var before = Contents();
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(OpenAsync);
        Assert.Equal(before, Contents());
        return refused.Message;
    }

    /// <summary>
    /// What an interrupted checkpoint has written: the newest version of the log's pages, in page order.
    /// </summary>
    /// <param name="pages">How many of them.</param>
    public void Checkpoint(int pages)
    {
        var log = File.ReadAllBytes(Log);
        var frame = 24 + BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(8));
        var newest = new SortedDictionary<int, int>();
        for (var (at, left) = (32, SqliteLogFile.Read(Log)!.Frames); left > 0; at += frame, left--)
        {
            newest[BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(at))] = at + 24;
        }

        using var file = File.OpenWrite(Database);
        foreach (var (page, at) in newest.Take(pages))
        {
            file.Position = (page - 1L) * (frame - 24);
            file.Write(log.AsSpan(at, frame - 24));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // SQLite creates an empty log for a reader; that does not count.
    private string Contents() => string.Join(
        '\n', new[] { Database, Log }.Where(path => new FileInfo(path) is { Exists: true, Length: > 0 }).Select(path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))));
}

/// <summary>The ways to make a backup.</summary>
public enum BackupKind
{
    /// <summary>SQLite's own, page by page, as <c>.backup</c> makes it.</summary>
    Pages,

    /// <summary><c>VACUUM INTO</c>: every page may move.</summary>
    Vacuum,

    /// <summary>A copy of the file after an orderly stop.</summary>
    Stopped,
}

internal static class Backups
{
    /// <summary>Backs up a database, open or not.</summary>
    public static void Make(BackupKind kind, string database, string backup)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        switch (kind)
        {
            case BackupKind.Pages:
                using (var target = new SqliteConnection($"Data Source={backup};Pooling=False"))
                {
                    connection.BackupDatabase(target);
                }

                break;
            case BackupKind.Vacuum:
                connection.Execute("VACUUM INTO $backup", ("$backup", backup));
                break;
            default:
                File.Copy(database, backup);
                break;
        }
    }
}
