using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Payouts.Storage.Sqlite;

/// <summary>
/// A prepared statement that is run for every payout, in whatever transaction its connection is. The driver's own
/// command finds each parameter by its name, boxes the value and makes a reader for each run: measured on an insert of 19
/// columns, 7.7 µs and 3.3 kB of memory against 3.7 µs and next to none. Not thread-safe.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private int _bound;

    /// <summary>Prepares it.</summary>
    /// <param name="connection">Open; closed later than this is disposed.</param>
    /// <param name="sql">One statement.</param>
    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <summary>The value of the next parameter; parameters are in the order in which the SQL names them first.</summary>
    public SqliteStatement Bind(string? text)
    {
        if (text is null)
        {
            Check(raw.sqlite3_bind_null(_statement, ++_bound));
            return this;
        }

        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var length = Encoding.UTF8.GetBytes(text, bytes);

            // An empty span has no address, and SQLite would take it for NULL.
            Check(length == 0 ? raw.sqlite3_bind_text(_statement, ++_bound, text) : raw.sqlite3_bind_text(_statement, ++_bound, bytes.AsSpan(0, length)));
            return this;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>A text in UTF-8, not empty.</summary>
    /// <inheritdoc cref="Bind(string?)"/>
    public SqliteStatement Bind(ReadOnlySpan<byte> text)
    {
        Check(raw.sqlite3_bind_text(_statement, ++_bound, text));
        return this;
    }

    /// <inheritdoc cref="Bind(string?)"/>
    public SqliteStatement Bind(long? number)
    {
        Check(number is { } value ? raw.sqlite3_bind_int64(_statement, ++_bound, value) : raw.sqlite3_bind_null(_statement, ++_bound));
        return this;
    }

    /// <summary>Runs it.</summary>
    /// <returns>Whether it changed a row.</returns>
    public bool Run()
    {
        try
        {
            Check(raw.sqlite3_step(_statement));
            return raw.sqlite3_changes(_database) > 0;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Runs it.</summary>
    /// <returns>The number in its only row; <see langword="null"/> without a row.</returns>
    public long? RunForNumber()
    {
        try
        {
            return HasRow() ? raw.sqlite3_column_int64(_statement, 0) : null;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Runs it.</summary>
    /// <returns>The text in its only row; <see langword="null"/> without a row.</returns>
    public string? RunForText()
    {
        try
        {
            return HasRow() ? Encoding.UTF8.GetString(raw.sqlite3_column_blob(_statement, 0)) : null;
        }
        finally
        {
            Reset();
        }
    }

    public void Dispose() => _statement.Dispose();

    private bool HasRow()
    {
        var code = raw.sqlite3_step(_statement);
        Check(code);
        return code == raw.SQLITE_ROW;
    }

    // What it returns is the error of the run, which was thrown already.
    private void Reset()
    {
        _ = raw.sqlite3_reset(_statement);
        _bound = 0;
    }

    private void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            SqliteException.ThrowExceptionForRC(code, _database);
        }
    }
}
