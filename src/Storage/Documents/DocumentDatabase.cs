using System.Data;
using System.Data.Common;
using System.Security.Cryptography;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces;

namespace Payouts.Storage.Documents;

/// <summary>
/// The table of documents in one database, with one implementation per kind of database: its schema, the statements that
/// Orleans finds in <c>OrleansQuery</c>, and a source of connections.
/// </summary>
/// <param name="setting">The setting that names the database, for messages.</param>
public abstract class DocumentDatabase(string setting) : IAsyncDisposable
{
    private static readonly DocumentSerializer Serializer = new();

    /// <summary>The setting that names the database.</summary>
    public string Setting => setting;

    /// <summary>Orleans' name for the database's ADO.NET provider.</summary>
    public abstract string Invariant { get; }

    /// <summary>Connections, which are good only after <see cref="OpenAsync"/>.</summary>
    public abstract DbDataSource Source { get; }

    /// <summary>Orleans' statements by key.</summary>
    internal abstract IReadOnlyDictionary<string, string> Queries { get; }

    /// <summary>The statement for a page of a list.</summary>
    internal abstract string Page(bool isFirst, bool descending);

    /// <summary>
    /// Creates the schema, or migrates it to this release's version; any number of times. Throws
    /// <see cref="InvalidOperationException"/> with a sentence when a newer release wrote it, or when an embedded file
    /// is another process's or not intact.
    /// </summary>
    public abstract Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Closes the connections.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>The random id of these documents, or <see langword="null"/> if they have none yet.</summary>
    internal async Task<string?> ReadIdAsync(CancellationToken cancellationToken) => (await ReadAsync<Identity>(cancellationToken)).State?.Id;

    /// <summary>Gives these documents an id, unless they have one or another silo is quicker.</summary>
    /// <returns>The id that they have now.</returns>
    internal async Task<string> MakeIdAsync(CancellationToken cancellationToken)
    {
        await TryWriteAsync(new Identity(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))), null, cancellationToken);
        return await ReadIdAsync(cancellationToken) ?? throw new DataException($"{setting}: the documents' id was written and is not there.");
    }

    /// <summary>The only document of a kind that no grain has, and how often it was written; neither if there is none.</summary>
    internal async Task<(T? State, int? Version)> ReadAsync<T>(CancellationToken cancellationToken)
        where T : class
    {
        await using var connection = await Source.OpenConnectionAsync(cancellationToken);
        await using var command = Of<T>(connection, Queries["ReadFromStorageKey"]);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? (Serializer.Deserialize<T>(new BinaryData((byte[])reader.GetValue(0))), reader.GetInt32(1))
            : (null, null);
    }

    /// <summary>Writes it over the version that was read.</summary>
    /// <returns>Whether it was written; not if another silo was quicker.</returns>
    internal async Task<bool> TryWriteAsync<T>(T state, int? version, CancellationToken cancellationToken)
        where T : class
    {
        await using var connection = await Source.OpenConnectionAsync(cancellationToken);
        await using var command = Of<T>(connection, Queries["WriteToStorageKey"]);
        command.Add("GrainStateVersion", version is { } read ? read : DBNull.Value, DbType.Int32);
        command.Add("PayloadBinary", Serializer.Serialize(state).ToArray());
        return await command.ExecuteScalarAsync(cancellationToken) is not (null or DBNull);
    }

    private static DbCommand Of<T>(DbConnection connection, string sql)
    {
        var kind = DocumentAttribute.Of(typeof(T)).Kind;
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Add("ServiceId", ClusterIdentity.ServiceId);
        command.Add("GrainTypeString", kind);
        command.Add("GrainIdExtensionString", kind);
        command.Add("GrainIdN0", 0L);
        command.Add("GrainIdN1", 0L);
        return command;
    }

    /// <summary>Which documents these are; the payouts are bound to them (<see cref="DocumentsBinding"/>).</summary>
    [Document("documents_id", format: 1)]
    private sealed record Identity(string Id);
}

/// <summary>Builds commands for any database.</summary>
internal static class DocumentCommands
{
    /// <summary>Adds a named parameter.</summary>
    public static void Add(this DbCommand command, string name, object value, DbType? type = null)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        if (type is { } given)
        {
            parameter.DbType = given;
        }

        command.Parameters.Add(parameter);
    }
}
