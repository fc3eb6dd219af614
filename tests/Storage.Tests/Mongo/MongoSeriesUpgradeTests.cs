using MongoDB.Bson;
using MongoDB.Driver;
using Payouts.Storage.Tests.Contract;

namespace Payouts.Storage.Tests.Mongo;

public sealed class MongoSeriesUpgradeTests : SeriesUpgradeContract
{
    private readonly MongoServer _server;

    public MongoSeriesUpgradeTests()
        : this(new MongoServer())
    {
    }

    private MongoSeriesUpgradeTests(MongoServer server)
        : base(server) => _server = server;

    protected override async Task TakeBackAsync()
    {
        await _server.Database.DropCollectionAsync("client_crypto_payout_series");
        foreach (var index in new[] { "attention_since", "detail_since", "queued_since", "account_accepted", "account_settled", "account_asset_funds" })
        {
            await _server.Payouts.Indexes.DropOneAsync(index);
        }

        await _server.Database.GetCollection<BsonDocument>("client_crypto_payout_schema")
            .UpdateOneAsync("{ _id: 'payouts' }", "{ $set: { version: 2 } }");
    }
}
