using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;
using SQLitePCL;

namespace Payouts.Storage.Sqlite;

/// <summary>
/// The log of the open database: checkpoints it, and marks each new beginning with the file's state at that moment, so
/// that a start can tell a log from another file's (<see cref="SqliteCheck"/>, docs/adr/0019). For the writer alone.
/// </summary>
/// <param name="connection">The writing connection, with automatic checkpoints off.</param>
/// <param name="file">
/// The database file, opened before any connection and closed after all: closing it earlier would release SQLite's
/// locks too.
/// </param>
internal sealed class SqliteLog(SqliteConnection connection, SafeFileHandle file)
{
    // A group touches more pages than SQLite's default of 1000 per checkpoint is made for.
    private const int LongLog = 4000;

    private const int LookOnly = -1;

    private bool _isMarked;

    /// <summary>
    /// Call before each write, outside a transaction. Throws <see cref="SqliteException"/> when nothing can be written.
    /// </summary>
    public void BeforeWrite()
    {
        var (frames, inFile) = Checkpoint(LookOnly);
        if (!_isMarked || frames >= LongLog)
        {
            (frames, inFile) = Checkpoint(raw.SQLITE_CHECKPOINT_PASSIVE);
        }

        // All of it is in the file: the next write restarts the log, unless a reader still uses it.
        if (frames == inFile)
        {
            Mark();
            _isMarked = Checkpoint(LookOnly).Frames == 1;
        }
    }

    private void Mark()
    {
        Span<byte> header = stackalloc byte[SqliteHeader.Length];
        var length = RandomAccess.Read(file, header, 0);
        var mark = unchecked((int)new SqliteHeader(header[..length]).NextMark);
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {mark}"));
    }

    private (int Frames, int InFile) Checkpoint(int mode)
    {
        var code = raw.sqlite3_wal_checkpoint_v2(connection.Handle, "main", mode, out var frames, out var inFile);

        // Another program is running a checkpoint at this moment, which does the same.
        if (code != raw.SQLITE_BUSY)
        {
            SqliteException.ThrowExceptionForRC(code, connection.Handle);
        }

        return (frames, inFile);
    }
}
