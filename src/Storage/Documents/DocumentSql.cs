namespace Payouts.Storage.Documents;

/// <summary>The statements over the table of documents that both databases share.</summary>
internal static class DocumentSql
{
    /// <summary>The document that Orleans asks for, by its names for the parts of the key.</summary>
    public const string TheDocument =
        "service = @ServiceId AND kind = @GrainTypeString AND key = coalesce(@GrainIdExtensionString, '') AND n0 = @GrainIdN0 AND n1 = @GrainIdN1";

    /// <summary>The columns of that key, and their values.</summary>
    public const string KeyColumns = "service, kind, key, n0, n1";

    /// <inheritdoc cref="KeyColumns"/>
    public const string KeyValues = "@ServiceId, @GrainTypeString, coalesce(@GrainIdExtensionString, ''), @GrainIdN0, @GrainIdN1";

    /// <summary>Documents of a kind, in the order of their keys, by the primary key.</summary>
    public const string OfKind = """
        SELECT '', key, version, document FROM documents
        WHERE service = @service AND kind = @kind AND key >= @key AND n0 = 0 AND n1 = 0 ORDER BY key LIMIT @limit OFFSET @skip
        """;

    /// <summary>
    /// Nothing is ever cleared: Orleans wants this statement, and takes the version that it gave for a conflict.
    /// </summary>
    public const string NeverClear = "SELECT @GrainStateVersion AS NewGrainStateVersion";

    /// <summary>Puts Orleans' statements, and the version that later releases of Orleans ask for, into its table.</summary>
    /// <param name="queries">The statements by key.</param>
    /// <param name="quote">A statement as a literal.</param>
    public static string InsertQueries(IReadOnlyDictionary<string, string> queries, Func<string, string> quote) =>
        string.Join('\n', queries.Append(new("StorageSchemaVersion", "1")).Select(query => $"INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('{query.Key}', {quote(query.Value)});"));

    /// <summary>A page of a list.</summary>
    /// <param name="table">The table, with a hint if the database takes one.</param>
    /// <param name="list">The expression of a document's list, as in the index.</param>
    /// <param name="sort">The expression of its place in the list, as in the index.</param>
    /// <param name="isFirst">Whether it is the first page.</param>
    /// <param name="descending">Whether the order is reversed.</param>
    public static string Page(string table, string list, string sort, bool isFirst, bool descending)
    {
        var (beyond, order) = descending ? ("<", "DESC") : (">", "ASC");

        // What has no place is in no list, whatever its page. The first comparison says nothing new; SQLite finds a place
        // in an index on expressions only by it.
        var behind = isFirst ? $"AND {sort} IS NOT NULL" : $"AND {sort} {beyond}= @sort AND ({sort}, key) {beyond} (@sort, @key)";
        return $"""
            SELECT {sort}, key, version, document FROM {table}
            WHERE kind = @kind AND {list} = @list {behind} AND service = @service
            ORDER BY {sort} {order}, key {order} LIMIT @limit
            """;
    }
}
