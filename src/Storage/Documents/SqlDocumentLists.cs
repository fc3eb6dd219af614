using System.Data.Common;
using System.Text;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces;

namespace Payouts.Storage.Documents;

/// <summary>Lists by the database's own statement and index.</summary>
/// <param name="database">The documents.</param>
public sealed class SqlDocumentLists(DocumentDatabase database) : DocumentLists
{
    private static readonly DocumentSerializer Serializer = new();

    /// <inheritdoc/>
    public override async Task<DocumentPage> PageAsync(
        string kind, string list, DocumentPosition? after, int limit, bool descending, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MostOfAPage);
        try
        {
            var found = await ReadAsync(kind, list, after, limit + 1, descending, cancellationToken);
            return new DocumentPage([.. found.Take(limit)], found.Count > limit);
        }
        catch (DbException exception)
        {
            throw new OrleansException($"The storage of documents failed (a list of {kind}).", exception);
        }
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<ListedDocument>> OfKindAsync(string kind, string from, int skip, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MostOfAPage);
        try
        {
            await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = DocumentSql.OfKind;
            command.Add("service", ClusterIdentity.ServiceId);
            command.Add("kind", kind);
            command.Add("key", from);
            command.Add("skip", skip);
            command.Add("limit", limit);
            return await ReadAsync(command, cancellationToken);
        }
        catch (DbException exception)
        {
            throw new OrleansException($"The storage of documents failed (all of {kind}).", exception);
        }
    }

    private async Task<List<ListedDocument>> ReadAsync(
        string kind, string list, DocumentPosition? after, int limit, bool descending, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = database.Page(isFirst: after is null, descending);
        command.Add("service", ClusterIdentity.ServiceId);
        command.Add("kind", kind);
        command.Add("list", list);
        command.Add("limit", limit);
        if (after is not null)
        {
            command.Add("sort", after.Sort);
            command.Add("key", after.Key);
        }

        return await ReadAsync(command, cancellationToken);
    }

    private static async Task<List<ListedDocument>> ReadAsync(DbCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<ListedDocument>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var position = new DocumentPosition(reader.GetString(0), reader.GetString(1));
            found.Add(new ListedDocument(position, reader.GetInt32(2), new BinaryData(Encoding.UTF8.GetBytes(reader.GetString(3))), Serializer));
        }

        return found;
    }
}
