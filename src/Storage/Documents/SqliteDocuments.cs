using System.Data.Common;
using Microsoft.Data.Sqlite;
using Payouts.Storage.Sqlite;

namespace Payouts.Storage.Documents;

/// <summary>
/// Documents in a SQLite file of their own, for one process: the payouts' file has one writer. Every acknowledged write
/// is on disk (WAL, synchronous=FULL).
/// </summary>
public sealed class SqliteDocuments : DocumentDatabase
{
    /// <summary>The setting that names the file.</summary>
    public const string SettingName = "ConnectionStrings__Documents";

    private const string What = "database of documents";

    private readonly SqliteDocumentSource _source;
    private readonly Lock _opening = new();
    private FileStream? _lock;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="connectionString">
    /// In the format of Microsoft.Data.Sqlite, naming a file; its directory is created.
    /// </param>
    /// <exception cref="ArgumentException">The connection string cannot be read, or names no file.</exception>
    public SqliteDocuments(string connectionString)
        : this(connectionString, SqliteOpenMode.ReadWrite)
    {
    }

    /// <summary>The same, for reading what another process may have open.</summary>
    internal SqliteDocuments(string connectionString, SqliteOpenMode mode)
        : base(SettingName)
    {
        var settings = new SqliteConnectionStringBuilder(connectionString) { DataSource = FileOf(connectionString), Mode = mode, Pooling = true };
        FilePath = settings.DataSource;
        _source = new SqliteDocumentSource(settings.ConnectionString);
    }

    /// <summary>The file's full path.</summary>
    public string FilePath { get; }

    /// <inheritdoc/>
    public override string Invariant => "System.Data.SQLite"; // Orleans loads Microsoft.Data.Sqlite under this name.

    /// <inheritdoc/>
    public override DbDataSource Source => _source;

    /// <inheritdoc/>
    internal override IReadOnlyDictionary<string, string> Queries => SqliteDocumentSchema.Queries;

    /// <inheritdoc/>
    internal override string Page(bool isFirst, bool descending) => SqliteDocumentSchema.Page(isFirst, descending);

    /// <summary>The full path of the file that a connection string names.</summary>
    /// <exception cref="ArgumentException">It cannot be read, or names no file.</exception>
    public static string FileOf(string connectionString)
    {
        var settings = new SqliteConnectionStringBuilder(connectionString);
        var file = settings.DataSource;
        return file.Length > 0 && !file.StartsWith(':') && !file.StartsWith("file:", StringComparison.Ordinal) && settings.Mode != SqliteOpenMode.Memory
            ? Path.GetFullPath(file)
            : throw new ArgumentException($"{SettingName} must name a file, as in 'Data Source=data/documents.db': documents in memory would be lost.", nameof(connectionString));
    }

    /// <inheritdoc/>
    public override Task OpenAsync(CancellationToken cancellationToken)
    {
        lock (_opening)
        {
            if (_lock is null)
            {
                Open();
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        _lock?.Dispose();
    }

    private void Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        var held = SqliteLock.Take(FilePath, What, SettingName);
        try
        {
            using (File.OpenHandle(FilePath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete))
            {
            }

            using var connection = (SqliteConnection)_source.OpenConnection();
            RequireWhole(connection);
            connection.Execute("PRAGMA journal_mode = WAL");
            SqliteDocumentSchema.Migrate(connection, SettingName);
            _lock = held;
        }
        catch
        {
            _source.Close();
            held.Dispose();
            throw;
        }
    }

    private void RequireWhole(SqliteConnection connection)
    {
        string finding;
        try
        {
            using var check = connection.Command("PRAGMA quick_check(1)");
            check.CommandTimeout = 0;
            finding = (string)check.ExecuteScalar()!;
        }
        catch (SqliteException exception) when (SqliteCheck.IsCorruption(exception))
        {
            finding = exception.Message;
        }

        if (finding != "ok")
        {
            throw new InvalidOperationException(
                $"{SettingName}: the {What} '{FilePath}' is corrupt ({finding.ReplaceLineEndings(" ")}). Restore a backup: "
                + "\"Backup and restore\" in docs/operations.md has the steps.");
        }
    }
}
