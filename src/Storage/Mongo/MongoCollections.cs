using MongoDB.Bson;
using MongoDB.Driver;

namespace Payouts.Storage.Mongo;

/// <summary>The collections, each with the simple collation: ids and keys are compared byte for byte.</summary>
internal static class MongoCollections
{
    /// <summary>One document per payout.</summary>
    public const string Payouts = "client_crypto_payouts";

    /// <summary>One document per client, and one for all (docs/adr/0028).</summary>
    public const string Totals = "client_crypto_payout_totals";

    /// <summary>One document per event that was moved out of its payout.</summary>
    public const string Events = "client_crypto_payout_events";

    /// <summary>One document per hour and client that had an event in it, and one per hour for all.</summary>
    public const string Series = "client_crypto_payout_series";

    /// <summary>The schema version.</summary>
    public const string Schema = "client_crypto_payout_schema";

    /// <summary>The validator of the collection of payouts (<c>MongoFence</c>).</summary>
    public static readonly BsonDocument Rule = new("$or", new BsonArray
    {
        new BsonDocument("format", MongoNames.CurrentFormat), new BsonDocument("writes", new BsonDocument("$exists", false)),
    });

    private const int NamespaceExists = 48;

    private static readonly string[] Names = [Payouts, Totals, Events, Series, Schema];

    /// <summary>
    /// Creates what is missing. Throws <see cref="InvalidOperationException"/> with a sentence when the server is too
    /// old, or when an existing collection has another collation.
    /// </summary>
    public static async Task EnsureAsync(IMongoDatabase database, CancellationToken cancellationToken)
    {
        var missing = Names.Except(await CheckAsync(database, cancellationToken), StringComparer.Ordinal).ToList();
        foreach (var name in missing)
        {
            await CreateAsync(database, name, cancellationToken);
        }

        if (missing.Count > 0)
        {
            await CheckAsync(database, cancellationToken);
        }
    }

    private static async Task CreateAsync(IMongoDatabase database, string name, CancellationToken cancellationToken)
    {
        try
        {
            var options = new CreateCollectionOptions<BsonDocument> { Collation = Collation.Simple, Validator = name == Payouts ? Rule : null };
            await database.CreateCollectionAsync(name, options, cancellationToken);
        }
        catch (MongoCommandException exception) when (exception.Code == NamespaceExists)
        {
            // Another silo was quicker. What it created is checked like any other.
            return;
        }
    }

    private static async Task<List<string>> CheckAsync(IMongoDatabase database, CancellationToken cancellationToken)
    {
        var ours = new ListCollectionsOptions { Filter = Builders<BsonDocument>.Filter.In("name", Names) };
        using var cursor = await database.ListCollectionsAsync(ours, cancellationToken);
        var found = await cursor.ToListAsync(cancellationToken);
        if (MongoTopology.Validate(database.Client.Cluster.Description) is { } tooOld)
        {
            throw new InvalidOperationException(tooOld);
        }

        foreach (var collection in found)
        {
            var collation = collection.GetValue("options", new BsonDocument()).AsBsonDocument.GetValue("collation", BsonNull.Value);
            if (collation is BsonDocument given && given["locale"] != "simple")
            {
                throw new InvalidOperationException(
                    $"The collection '{database.DatabaseNamespace}.{collection["name"]}' (ConnectionStrings__Payouts) has the collation {given["locale"]}: "
                    + "ids and keys that differ would be taken for one. Copy its documents into a collection with the simple collation, which is MongoDB's "
                    + "default, or name another database.");
            }
        }

        return found.ConvertAll(collection => collection["name"].AsString);
    }
}
