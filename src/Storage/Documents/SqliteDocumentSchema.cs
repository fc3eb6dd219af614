using System.Globalization;
using Microsoft.Data.Sqlite;
using Payouts.Storage.Sqlite;

namespace Payouts.Storage.Documents;

/// <summary>The table of documents in SQLite, by version, and its statements.</summary>
internal static class SqliteDocumentSchema
{
    private const string List = "document ->> 'list'";
    private const string Sort = "document ->> 'sort'";
    private const string Now = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";

    /// <summary>Orleans' statements by key.</summary>
    public static IReadOnlyDictionary<string, string> Queries { get; } = new Dictionary<string, string>
    {
        ["ReadFromStorageKey"] = $"SELECT CAST(document AS BLOB) AS PayloadBinary, version AS Version FROM documents WHERE {DocumentSql.TheDocument}",

        // One row when it wrote, none when it did not. A version without its row must not insert.
        ["WriteToStorageKey"] = $"""
            INSERT INTO documents ({DocumentSql.KeyColumns}, version, document, changed_at)
            SELECT {DocumentSql.KeyValues}, 1, CAST(@PayloadBinary AS TEXT), {Now}
            WHERE @GrainStateVersion IS NULL OR EXISTS (SELECT 1 FROM documents WHERE {DocumentSql.TheDocument})
            ON CONFLICT ({DocumentSql.KeyColumns}) DO UPDATE
                SET version = documents.version + 1, document = excluded.document, changed_at = excluded.changed_at
                WHERE documents.version = @GrainStateVersion;
            SELECT coalesce(@GrainStateVersion, 0) + 1 AS NewGrainStateVersion WHERE changes() = 1
            """,
        ["ClearStorageKey"] = DocumentSql.NeverClear,
    };

    private static readonly string Version1 = $"""
        CREATE TABLE documents (
            service TEXT NOT NULL,
            kind TEXT NOT NULL,
            key TEXT NOT NULL,
            n0 INTEGER NOT NULL,
            n1 INTEGER NOT NULL,
            version INTEGER NOT NULL,
            document TEXT NOT NULL,
            changed_at TEXT NOT NULL,
            PRIMARY KEY (service, kind, key, n0, n1)
        ) STRICT;

        CREATE INDEX documents_list ON documents (kind, {List}, {Sort}, key) WHERE {List} IS NOT NULL;

        CREATE TABLE OrleansQuery (QueryKey TEXT NOT NULL PRIMARY KEY, QueryText TEXT NOT NULL) STRICT, WITHOUT ROWID;

        {DocumentSql.InsertQueries(Queries, statement => $"'{statement.Replace("'", "''", StringComparison.Ordinal)}'")}
        """;

    private static readonly string[] Migrations = [Version1];

    /// <summary>The statement for a page of a list; without its index it fails instead of reading every document.</summary>
    public static string Page(bool isFirst, bool descending) => DocumentSql.Page("documents INDEXED BY documents_list", List, Sort, isFirst, descending);

    /// <summary>
    /// Brings the file to this release's version. Throws <see cref="InvalidOperationException"/> when it is newer.
    /// </summary>
    public static void Migrate(SqliteConnection connection)
    {
        var version = connection.Scalar("PRAGMA user_version");
        if (version > Migrations.Length)
        {
            throw new InvalidOperationException(
                $"The database of documents '{connection.DataSource}' has schema version {version}, and this release knows versions up to {Migrations.Length}: "
                + $"it was written by a newer release. Start that release, or point {SqliteDocuments.SettingName} elsewhere.");
        }

        for (; version < Migrations.Length; version++)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            connection.Execute(Migrations[version]);
            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version + 1}"));
            transaction.Commit();
        }
    }
}
