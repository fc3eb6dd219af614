using System.Security.Cryptography;
using MongoDB.Driver;

namespace Payouts.Throughput;

/// <summary>Databases of this run's own on a MongoDB server that somebody else runs; dropped at the end.</summary>
/// <param name="server">The server's connection string.</param>
internal sealed class MongoDatabases(string server) : IAsyncDisposable
{
    private readonly string _run = $"throughput_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);

    /// <summary>A connection string to the database of that name.</summary>
    public string ConnectionTo(string name)
    {
        var database = $"{_run}_{name}";
        _made.Add(database);
        return new MongoUrlBuilder(server) { DatabaseName = database }.ToString();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var client = new MongoClient(server);
        foreach (var database in _made)
        {
            await client.DropDatabaseAsync(database);
        }
    }
}
