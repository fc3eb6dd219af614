using MongoDB.Bson;
using Payouts.Grains.Interfaces.Limits;
using static Payouts.Storage.Mongo.MongoValues;

namespace Payouts.Storage.Mongo;

/// <summary>Room that a limit holds, as a document of its own.</summary>
internal static class MongoHold
{
    /// <summary>The hold as a document.</summary>
    public static BsonDocument Write(LimitHold hold)
    {
        var document = new BsonDocument { { "limit", hold.Limit }, { "token", hold.Token }, { "bucket", Date(hold.Bucket) }, { "amount", new BsonDecimal128(hold.Amount) } };
        return document.Add("isOver", Optional(hold.IsOver), hold.IsOver is not null);
    }

    /// <summary>The hold in a stored document. Throws when a member is missing or has another shape.</summary>
    public static LimitHold Read(BsonDocument hold) => new(
        hold["limit"].AsString, hold["token"].AsString, Time(hold["bucket"]), hold["amount"].AsDecimal, OptionalFlag(hold, "isOver"));
}
