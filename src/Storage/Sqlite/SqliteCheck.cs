using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Payouts.Storage.Sqlite;

/// <summary>Checks made before a database is opened for writing. Changes neither the file nor its log.</summary>
internal static class SqliteCheck
{
    private const string Steps = "\"Backup and restore\" in docs/operations.md has the steps.";

    private const int NoCheckpointOnClose = 1006;

    /// <summary>Whether an error means that the file is not an intact database.</summary>
    public static bool IsCorruption(SqliteException exception) => exception.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    /// <summary>The message about a corrupt database.</summary>
    public static string Corrupt(string file, string finding) =>
        $"ConnectionStrings__Payouts: the payout database '{file}' is corrupt ({finding}). Nothing is read, written or sent; restore a backup: {Steps}";

    /// <summary>
    /// Throws <see cref="InvalidOperationException"/>, with a sentence for the operator, when the log beside the file
    /// was not written over it: SQLite would replay it unconditionally. A crash never leaves such a pair
    /// (docs/adr/0019).
    /// </summary>
    public static void RequireOwnLog(string file)
    {
        var path = File.Exists(file) ? File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file : file;
        if (SqliteLogFile.Read(path + "-wal") is { } log && !IsOwn(log, ReadHeader(path)))
        {
            throw new InvalidOperationException(
                $"ConnectionStrings__Payouts: the log '{path}-wal' does not belong to the payout database '{path}': the file was replaced, by a backup perhaps, "
                + $"and the log of the old one was left. Nothing was changed. To start with the file as it is, move '{path}-wal' and '{path}-shm' away: {Steps}");
        }
    }

    /// <summary>
    /// Throws <see cref="InvalidOperationException"/>, with a sentence for the operator, when <c>PRAGMA quick_check</c>
    /// finds a fault in the database together with its log. It reads the whole file (docs/operations.md, "SQLite": how
    /// long that takes).
    /// </summary>
    /// <param name="connection">Open, for reading.</param>
    public static void RequireWhole(SqliteConnection connection)
    {
        // Otherwise closing the connection would write the log of a corrupt database into its file.
        raw.sqlite3_db_config(connection.Handle, NoCheckpointOnClose, 1, out _);
        string finding;
        try
        {
            using var check = connection.Command("PRAGMA quick_check(1)");
            check.CommandTimeout = 0;
            finding = (string)check.ExecuteScalar()!;
        }
        catch (SqliteException exception) when (IsCorruption(exception))
        {
            finding = exception.Message;
        }

        if (finding != "ok")
        {
            throw new InvalidOperationException(Corrupt(connection.DataSource, finding.ReplaceLineEndings(" ")));
        }
    }

    // Either nothing of the log is in the file yet, and the log began over this very header; or a checkpoint has put
    // one of the log's headers into it. A log that begins without a mark comes from an older release, from a newly
    // created database, or from a checkpoint by another program.
    private static bool IsOwn(SqliteLogFile log, ReadOnlySpan<byte> bytes)
    {
        var header = new SqliteHeader(bytes);
        return header.HasLog && header.PageSize == log.PageSize && (log.Mark is not { } mark || header.NextMark == mark || log.Contains(bytes));
    }

    private static byte[] ReadHeader(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[SqliteHeader.Length];
        return bytes[..RandomAccess.Read(file, bytes, 0)];
    }
}
