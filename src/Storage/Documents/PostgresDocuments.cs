using System.Data.Common;
using Npgsql;
using Payouts.Grains.Interfaces;
using Payouts.Storage.Postgres;

namespace Payouts.Storage.Documents;

/// <summary>
/// Documents in PostgreSQL, in the database of the cluster, for any number of silos. Its table <c>OrleansQuery</c> must
/// exist (<c>src/Silo/Cluster/ClusterSchema.cs</c>).
/// </summary>
public sealed class PostgresDocuments : DocumentDatabase
{
    private const string List = """documents_member(document, 'list') COLLATE "C" """;
    private const string Sort = """documents_member(document, 'sort') COLLATE "C" """;
    private const string SettingName = "ConnectionStrings__Cluster";

    private static readonly Dictionary<string, string> Statements = new()
    {
        ["ReadFromStorageKey"] = $"SELECT convert_to(document::text, 'UTF8') AS PayloadBinary, version AS Version FROM documents WHERE {DocumentSql.TheDocument}",

        // One row when it wrote, none when it did not.
        ["WriteToStorageKey"] = $"""
            WITH changed AS (
                UPDATE documents SET version = version + 1, document = convert_from(@PayloadBinary, 'UTF8')::json, changed_at = now()
                WHERE {DocumentSql.TheDocument} AND version = @GrainStateVersion
                RETURNING version),
            added AS (
                INSERT INTO documents ({DocumentSql.KeyColumns}, version, document, changed_at)
                SELECT {DocumentSql.KeyValues}, 1, convert_from(@PayloadBinary, 'UTF8')::json, now()
                WHERE @GrainStateVersion IS NULL
                ON CONFLICT DO NOTHING
                RETURNING version)
            SELECT version AS NewGrainStateVersion FROM changed UNION ALL SELECT version FROM added
            """,
        ["ClearStorageKey"] = DocumentSql.NeverClear,
    };

    // As payouts_text in PostgresLookups: an index must never make a write fail, and ->> does on any \u0000 in the
    // document.
    private static readonly string Version1 = $"""
        CREATE TABLE documents (
            service text COLLATE "C" NOT NULL,
            kind text COLLATE "C" NOT NULL,
            key text COLLATE "C" NOT NULL,
            n0 bigint NOT NULL,
            n1 bigint NOT NULL,
            version integer NOT NULL,
            document json NOT NULL,
            changed_at timestamptz NOT NULL,
            PRIMARY KEY (service, kind, key, n0, n1)
        );

        CREATE FUNCTION documents_member(document json, member text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT AS $function$
        BEGIN
            RETURN document ->> member;
        EXCEPTION WHEN OTHERS THEN
            BEGIN
                RETURN replace(document::text, '\u0000', '\u0020')::json ->> member;
            EXCEPTION WHEN OTHERS THEN
                RETURN NULL;
            END;
        END $function$;

        CREATE INDEX documents_list ON documents (kind, ({List}), ({Sort}), key) WHERE ({List}) IS NOT NULL;

        {DocumentSql.InsertQueries(Statements, statement => $"$sql${statement}$sql$")}
        """;

    private static readonly PostgresMigrations Migrations = new("documents", SettingName, [Version1]);

    private readonly NpgsqlDataSource _source;

    /// <summary>Connects on first use.</summary>
    /// <param name="connectionString">In Npgsql's format.</param>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public PostgresDocuments(string connectionString)
        : base(SettingName) => _source = PostgresConnection.Open(connectionString);

    /// <inheritdoc/>
    public override string Invariant => ClusterIdentity.PostgresInvariant;

    /// <inheritdoc/>
    public override DbDataSource Source => _source;

    /// <inheritdoc/>
    internal override IReadOnlyDictionary<string, string> Queries => Statements;

    /// <inheritdoc/>
    internal override string Page(bool isFirst, bool descending) => DocumentSql.Page("documents", List, Sort, isFirst, descending);

    /// <inheritdoc/>
    public override Task OpenAsync(CancellationToken cancellationToken) => Migrations.RunAsync(_source, cancellationToken);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => _source.DisposeAsync();
}
