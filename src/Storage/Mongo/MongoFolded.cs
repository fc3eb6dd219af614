using MongoDB.Bson;
using MongoDB.Driver;

namespace Payouts.Storage.Mongo;

/// <summary>How a fold is carried out by any number of processes at once (docs/adr/0028).</summary>
internal static class MongoFolded
{
    private static readonly BulkWriteOptions Unordered = new() { IsOrdered = false };

    /// <summary>Inserts what is not there, and replaces what is as it was read; what another process has written is done as well.</summary>
    public static async Task TryWriteAsync(
        IMongoCollection<BsonDocument> collection, IClientSessionHandle session, IEnumerable<WriteModel<BsonDocument>> models, CancellationToken cancellationToken)
    {
        var all = models.ToList();
        try
        {
            if (all.Count > 0)
            {
                await collection.BulkWriteAsync(session, all, Unordered, cancellationToken);
            }
        }
        catch (MongoBulkWriteException<BsonDocument> exception) when (MongoErrors.AreDuplicatesAlone(exception))
        {
            // Another process was quicker, and wrote the same.
            return;
        }
    }
}
