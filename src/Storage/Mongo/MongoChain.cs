using MongoDB.Bson;
using Payouts.Grains.Payouts;
using static Payouts.Storage.Mongo.MongoValues;

namespace Payouts.Storage.Mongo;

/// <summary>A payout's chain as a document in its own.</summary>
internal static class MongoChain
{
    /// <summary>The chain as a document.</summary>
    public static BsonDocument Write(PayoutChain chain)
    {
        var document = new BsonDocument { { "seq", chain.Seq }, { "head", chain.Head }, { "request", chain.Request }, { "seal", chain.Seal }, { "since", chain.Since } };
        return document.Add("base", Optional(chain.Base), chain.Base is not null);
    }

    /// <summary>The chain in a stored document. Throws when a member is missing or has another shape.</summary>
    public static PayoutChain Read(BsonDocument chain) => new(
        chain["seq"].AsInt64, chain["head"].AsString, chain["request"].AsString, chain["seal"].AsString, chain["since"].AsInt64, OptionalText(chain, "base"));
}
