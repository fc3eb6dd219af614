using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Payouts.Storage.Mongo;

/// <summary>
/// The rule by which the server refuses every write of an older release, one that already runs too: a payout is in this
/// release's format, or remembers no write (<see cref="MongoOldChanges"/>). An older release leaves neither. What this
/// guarantees: docs/adr/0028.
/// </summary>
internal static partial class MongoFence
{
    private const int Unauthorized = 13;
    private const int CommandNotFound = 59;

    /// <summary>
    /// Sets the rule where it is missing, and returns once a majority has it. Throws
    /// <see cref="InvalidOperationException"/> with a sentence when the server does not let us.
    /// </summary>
    public static async Task EnsureAsync(IMongoDatabase database, ILogger logger, CancellationToken cancellationToken)
    {
        if (!await IsThereAsync(database, cancellationToken))
        {
            await SetAsync(database, logger, cancellationToken);
        }

        // A majority that has this write has everything before it, also the rule that another silo has just set.
        await MongoSchema.ProbeAsync(database, cancellationToken);
    }

    private static async Task<bool> IsThereAsync(IMongoDatabase database, CancellationToken cancellationToken)
    {
        var payouts = new ListCollectionsOptions { Filter = Builders<BsonDocument>.Filter.Eq("name", MongoCollections.Payouts) };
        using var cursor = await database.ListCollectionsAsync(payouts, cancellationToken);
        var options = (await cursor.SingleAsync(cancellationToken)).GetValue("options", new BsonDocument()).AsBsonDocument;
        return options.GetValue("validator", BsonNull.Value) == MongoCollections.Rule
            && options.GetValue("validationLevel", "strict") == "strict"
            && options.GetValue("validationAction", "error") == "error";
    }

    private static async Task SetAsync(IMongoDatabase database, ILogger logger, CancellationToken cancellationToken)
    {
        var command = new BsonDocument { { "collMod", MongoCollections.Payouts }, { "validator", MongoCollections.Rule }, { "validationLevel", "strict" }, { "validationAction", "error" } };
        try
        {
            await database.RunCommandAsync<BsonDocument>(command, cancellationToken: cancellationToken);
        }
        catch (MongoCommandException exception) when (exception.Code == CommandNotFound)
        {
            Log.NoFence(logger, database.DatabaseNamespace.DatabaseName);
        }
        catch (MongoCommandException exception) when (!MongoErrors.IsTransient(exception))
        {
            var remedy = exception.Code == Unauthorized ? " Grant the user collMod on it, as the role dbAdmin does, or let an administrator run once: " : " It was asked: ";
            throw new InvalidOperationException(
                $"MongoDB refuses the rule that keeps older releases from writing to '{database.DatabaseNamespace}.{MongoCollections.Payouts}' "
                + $"(ConnectionStrings__Payouts): {exception.CodeName}.{remedy}db.runCommand({command.ToJson()})",
                exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The server of the database {Database} knows no collMod, so it cannot refuse what older releases write: stop them all. Until then their changes are counted at the next fold")]
        public static partial void NoFence(ILogger logger, string database);
    }
}
