using System.Data.Common;
using System.Globalization;
using Payouts.Grains.Documents;
using Payouts.Grains.Interfaces;

namespace Payouts.Storage.Documents;

/// <summary>Versions by one statement over the primary key, the same on both databases.</summary>
/// <param name="database">The documents.</param>
public sealed class SqlDocumentVersions(DocumentDatabase database) : DocumentVersions
{
    /// <inheritdoc/>
    public override async Task<IReadOnlyDictionary<string, int>> ReadAsync(IReadOnlyList<string> kinds, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.Add("service", ClusterIdentity.ServiceId);
            var names = kinds.Select((_, number) => string.Create(CultureInfo.InvariantCulture, $"kind{number}")).ToArray();
            for (var number = 0; number < names.Length; number++)
            {
                command.Add(names[number], kinds[number]);
            }

            command.CommandText = $"SELECT kind, version FROM documents WHERE service = @service AND kind IN ({string.Join(", ", names.Select(name => $"@{name}"))}) AND key = kind AND n0 = 0 AND n1 = 0";
            var found = kinds.ToDictionary(kind => kind, _ => 0, StringComparer.Ordinal);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                found[reader.GetString(0)] = reader.GetInt32(1);
            }

            return found;
        }
        catch (DbException exception)
        {
            throw new OrleansException("The storage of documents failed (versions).", exception);
        }
    }

    /// <inheritdoc/>
    public override async Task<int> ReadAsync(string kind, string key, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.Add("service", ClusterIdentity.ServiceId);
            command.Add("kind", kind);
            command.Add("key", key);
            command.CommandText = "SELECT version FROM documents WHERE service = @service AND kind = @kind AND key = @key AND n0 = 0 AND n1 = 0";
            return await command.ExecuteScalarAsync(cancellationToken) is { } version ? Convert.ToInt32(version, CultureInfo.InvariantCulture) : 0;
        }
        catch (DbException exception)
        {
            throw new OrleansException("The storage of documents failed (versions).", exception);
        }
    }
}
