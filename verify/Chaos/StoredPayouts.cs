using System.Globalization;
using System.Security.Cryptography;
using MongoDB.Bson;
using MongoDB.Driver;
using Npgsql;
using Payouts.Harness;

namespace Payouts.Chaos;

/// <summary>One payout as it is stored.</summary>
/// <param name="Payout">What statistics count.</param>
/// <param name="Version">Counts its writes.</param>
internal sealed record StoredPayout(CountedPayout Payout, long Version)
{
    public bool IsFinal => Payout.Status is "confirmed" or "failed" or "cancelled";

    public static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

/// <summary>Reads a store directly, past the service.</summary>
internal interface IStoredPayouts : IAsyncDisposable
{
    /// <summary>For the silos.</summary>
    string ConnectionString { get; }

    /// <summary>All payouts.</summary>
    Task<IReadOnlyList<StoredPayout>> ReadAsync();
}

/// <summary>In PostgreSQL.</summary>
internal sealed class PostgresPayouts(string connectionString) : IStoredPayouts
{
    public string ConnectionString => connectionString;

    public async Task<IReadOnlyList<StoredPayout>> ReadAsync()
    {
        await using var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT id, client_id, asset, status, amount, created_at, version FROM payouts", connection);
        await using var row = await command.ExecuteReaderAsync();
        var payouts = new List<StoredPayout>();
        while (await row.ReadAsync())
        {
            var counted = new CountedPayout(
                row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetDecimal(4), StoredPayout.Time(row.GetFieldValue<DateTimeOffset>(5)));
            payouts.Add(new(counted, row.GetInt64(6)));
        }

        return payouts;
    }

    /// <summary>Nothing: the server goes, and its data with it.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>In a database of its own on a MongoDB server, dropped at the end.</summary>
internal sealed class MongoPayouts : IStoredPayouts
{
    private readonly MongoClient _client;
    private readonly MongoUrl _url;

    public MongoPayouts(string server)
    {
        _url = new MongoUrlBuilder(server) { DatabaseName = $"chaos_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}" }.ToMongoUrl();
        _client = new MongoClient(_url);
    }

    public string ConnectionString => _url.ToString();

    public async Task<IReadOnlyList<StoredPayout>> ReadAsync()
    {
        var documents = await _client.GetDatabase(_url.DatabaseName).GetCollection<BsonDocument>("client_crypto_payouts").Find(FilterDefinition<BsonDocument>.Empty).ToListAsync();
        return [.. documents.Select(Read)];
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DropDatabaseAsync(_url.DatabaseName);
        _client.Dispose();
    }

    private static StoredPayout Read(BsonDocument document) => new(
        new CountedPayout(
            document["_id"].AsString, document["client_id"].AsString, document["asset"].AsString, document["status"].AsString,
            Decimal128.ToDecimal(document["amount"].AsDecimal128), StoredPayout.Time(DateTimeOffset.FromUnixTimeMilliseconds(document["createdAt"].AsBsonDateTime.MillisecondsSinceEpoch))),
        document["version"].ToInt64());
}
