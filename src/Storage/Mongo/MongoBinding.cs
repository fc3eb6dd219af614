using MongoDB.Bson;
using MongoDB.Driver;

namespace Payouts.Storage.Mongo;

/// <summary>Which documents the payouts of a database are bound to (docs/adr/0026): one more document of the schema's collection.</summary>
internal static class MongoBinding
{
    private const string DocumentsId = "documents_id";

    private static readonly FilterDefinition<BsonDocument> TheBinding = Builders<BsonDocument>.Filter.Eq("_id", "bound_documents");

    /// <summary>The id, or <see langword="null"/>.</summary>
    public static async Task<string?> ReadAsync(IMongoDatabase database, CancellationToken cancellationToken)
    {
        using var cursor = await Schema(database).FindAsync(TheBinding, null, cancellationToken);
        return (await cursor.FirstOrDefaultAsync(cancellationToken))?[DocumentsId].AsString;
    }

    /// <summary>Sets the id: if there is none, or anyway if <paramref name="replace"/> says so.</summary>
    /// <returns>The id that is stored now.</returns>
    public static async Task<string> BindAsync(IMongoDatabase database, string documentsId, bool replace, CancellationToken cancellationToken)
    {
        var update = Builders<BsonDocument>.Update;
        var bind = replace ? update.Set(DocumentsId, documentsId) : update.SetOnInsert(DocumentsId, documentsId);
        try
        {
            return await UpsertAsync();
        }
        catch (MongoCommandException exception) when (exception.Code == DuplicateKey)
        {
            // Another silo inserted it meanwhile; now it is there.
            return await UpsertAsync();
        }

        async Task<string> UpsertAsync()
        {
            var options = new FindOneAndUpdateOptions<BsonDocument> { IsUpsert = true, ReturnDocument = ReturnDocument.After };
            return (await Schema(database).FindOneAndUpdateAsync(TheBinding, bind, options, cancellationToken))[DocumentsId].AsString;
        }
    }

    private const int DuplicateKey = 11_000;

    private static IMongoCollection<BsonDocument> Schema(IMongoDatabase database) => database.GetCollection<BsonDocument>(MongoCollections.Schema);
}
